#!/usr/bin/env bash
# A sweep on a real Slurm of one node: installs it where it is missing (Debian, as root), starts it without systemd in a
# folder of its own, submits an array job, waits, and checks that every trial was finished exactly once, by array tasks.
# Stops what it started. Usage: one_node.sh CRACKLAB, the path of the command. Exit code 77: Slurm is not to be had here.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: one_node.sh CRACKLAB" >&2; exit 2; }
cracklab=$(realpath "$1")
[ "$(id -u)" -eq 0 ] || { echo "one_node.sh: expected root, to start Slurm's daemons; received user $(id -un)." >&2; exit 77; }
if ! command -v slurmctld > /dev/null || ! command -v slurmd > /dev/null || ! command -v munged > /dev/null; then
    command -v apt-get > /dev/null || { echo "one_node.sh: expected Slurm or apt-get, received neither." >&2; exit 77; }
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge; } \
        < /dev/null > /dev/null || { echo "one_node.sh: slurm-wlm and munge could not be installed." >&2; exit 77; }
fi

home=$(mktemp -d)
chmod 755 "$home"
pids=()
finish() {
    [ -z "${job:-}" ] || scancel "$job" 2> /dev/null || true
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[i]}" 2> /dev/null || true; done
    for pid in "${pids[@]}"; do
        for _ in $(seq 50); do kill -0 "$pid" 2> /dev/null || break; sleep 0.1; done
        kill -9 "$pid" 2> /dev/null || true
    done
    rm -rf "$home"
}
trap finish EXIT

# Everything under one folder, on ports of its own: a Slurm that runs here already is left alone.
host=$(hostname -s)
mkdir -p "$home/munge" "$home/state" "$home/spool"
head -c 1024 /dev/urandom > "$home/munge/key"
chmod 700 "$home/munge"; chmod 400 "$home/munge/key"
port=$((20000 + $$ % 20000))
cpus=$(nproc)
cat > "$home/slurm.conf" << EOF
ClusterName=sweep
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge/socket
CredType=cred/munge
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF="$home/slurm.conf"

# Each in a session of its own: at their end these daemons signal their whole process group.
setsid munged --foreground --key-file="$home/munge/key" --socket="$home/munge/socket" --pid-file="$home/munge/pid" \
    --log-file="$home/munge/log" --seed-file="$home/munge/seed" --force > "$home/munged.out" 2>&1 &
pids+=($!)
for _ in $(seq 100); do [ -S "$home/munge/socket" ] && break; sleep 0.1; done
setsid slurmctld -D -f "$SLURM_CONF" > "$home/slurmctld.out" 2>&1 &
pids+=($!)
setsid slurmd -D -f "$SLURM_CONF" -N "$host" > "$home/slurmd.out" 2>&1 &
pids+=($!)
for _ in $(seq 300); do [ "$(sinfo -h -o %T 2> /dev/null)" = idle ] && break; sleep 0.2; done
if [ "$(sinfo -h -o %T 2> /dev/null)" != idle ]; then
    echo "one_node.sh: expected an idle node, received '$(sinfo -h 2>&1)'." >&2
    tail -n 5 "$home"/*.out >&2
    exit 77
fi

# A small sweep on synthetic photos.
export CRACKLAB_CACHE="$home/cache"
"$cracklab" data sample --out "$home/photos" --count 60 --seed 1 > /dev/null
cat > "$home/spec.json" << EOF
{ "data": "photos", "settings": { "size": 32, "epochs": 4, "batchSize": 8 }, "search": "grid", "halving": { "factor": 2 },
  "parameters": { "learningRate": { "choice": [1e-4, 1e-3, 4e-3, 1e-2] }, "seed": { "choice": [1, 2] } } }
EOF
tasks=2
"$cracklab" sweep "$home/spec.json" --out "$home/sweep" --scheduler slurm --jobs $tasks --json > "$home/submitted.json"
cat "$home/submitted.json"
job=$(sed -n 's/.*"job": "\([0-9]*\)".*/\1/p' "$home/submitted.json")
for _ in $(seq 600); do
    left=$(squeue -h -j "$job" 2>&1) || left="no answer"
    [ -z "$left" ] && break
    sleep 1
done
[ -z "$left" ] || { echo "one_node.sh: expected the job to end in ten minutes, received '$left'." >&2; tail -n 5 "$home"/*.out >&2; exit 1; }
cat "$home"/sweep/slurm/*.log

# A finished sweep trains nothing more: this only reads the journal.
"$cracklab" sweep "$home/spec.json" --out "$home/sweep" --resume --json > "$home/result.json"
python3 - "$home/result.json" "$job" << 'EOF'
import json, sys
result, job = json.load(open(sys.argv[1])), sys.argv[2]
trials = result["trials"]
assert result["finished"] and len(trials) == 8, "expected 8 trials, all ended"
assert sorted(len(trial["epochs"]) for trial in trials) == [1, 1, 1, 1, 2, 2, 4, 4], [len(trial["epochs"]) for trial in trials]
for trial in trials:
    numbers = [epoch["epoch"] for epoch in trial["epochs"]]
    assert numbers == list(range(1, len(numbers) + 1)), f"trial {trial['number']}: epochs {numbers}"
    assert trial["workers"] and all(worker.startswith(f"slurm {job}_") for worker in trial["workers"]), trial["workers"]
tasks = sorted({worker.split()[1] for trial in trials for worker in trial["workers"]})
print(f"8 trials finished once each, {result['epochs']} epochs, by the array tasks {', '.join(tasks)}.")
EOF
claims=$(ls "$home/sweep/claims" | wc -l)
[ "$claims" -eq 14 ] || { echo "one_node.sh: expected 14 claims (8 + 4 + 2), received $claims." >&2; exit 1; }
echo "14 rungs were claimed once each."
