#!/usr/bin/env bash
# Runs cracklab as a single file where there is no .NET: an empty environment, a home of its own, no dotnet on the PATH.
# usage: single_file.sh FILE, such as artifacts/publish/CrackLab.Cli/release_linux-x64/cracklab
set -euo pipefail
[ $# -eq 1 ] && [ -x "$1" ] || { echo "single_file.sh: expected the single file, received '$*'. Make it: dotnet publish lib/CrackLab.Cli -r linux-x64" >&2; exit 2; }

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp "$1" "$place/cracklab"
cd "$place"
mkdir home
cracklab() { env -i HOME="$place/home" PATH="$place" "$place/cracklab" "$@"; }
step() { printf '\n== cracklab %s\n' "$*"; cracklab "$@"; }
fail() { echo "single_file.sh: $*" >&2; exit 1; }

cat > squares.ipynb <<'END'
{
  "cells": [
    { "cell_type": "code", "execution_count": null, "id": "squares", "metadata": {}, "outputs": [],
      "source": ["Enumerable.Range(1, 5).Select(i => i * i).Sum()"] },
    { "cell_type": "code", "execution_count": null, "id": "json", "metadata": {}, "outputs": [],
      "source": ["System.Text.Json.JsonSerializer.Serialize(new { files = System.IO.Directory.GetFiles(\".\").Length > 0 })"] }
  ],
  "metadata": { "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" } },
  "nbformat": 4, "nbformat_minor": 5
}
END
sed 's|Enumerable.*Sum()|#r \\"nuget: CsvHelper, 34.0.0\\"|' squares.ipynb > package.ipynb
cat > spec.json <<'END'
{ "data": "photos", "settings": { "epochs": 1, "size": 32 }, "search": "grid", "parameters": { "learningRate": { "choice": [0.004] } } }
END

step --version
step data sample --out photos --count 120 --seed 4
cracklab inspect photos --json > inspection.json
grep -q '"Truncated"' inspection.json || fail "expected broken files in the inspection, received none."
step train photos --out run --epochs 2 --size 32
cracklab predict run photos/Positive --csv predictions.csv > predictions.txt
[ "$(wc -l < predictions.csv)" -gt 50 ] || fail "expected a line a photo, received $(wc -l < predictions.csv)."
step sweep spec.json --out sweep
step notebook run squares.ipynb --out ran
grep -q '"55"' ran/squares.ipynb || fail "expected 55 in the notebook's output."

# The kernel for front ends is a copy, which outlives the file and what it unpacked.
step kernel install --data-dir jupyter
kernel=$(sed -n '/"argv"/{n;s/^ *"\(.*\)",$/\1/p}' jupyter/kernels/cracklab-csharp/kernel.json)
mv home/.net home/away
env -i HOME="$place/home" PATH="$place" "$kernel" run squares.ipynb "$place/copied.ipynb" "" ""
grep -q '"55"' copied.ipynb || fail "expected 55 in the output of the copied kernel."
mv home/away home/.net

# Packages need the SDK, and the kernel says so.
echo; echo "== a cell that asks for a package"
cracklab notebook run package.ipynb --out ran && fail "expected a cell that fails without the SDK."

echo; echo "== cracklab curves run --follow"
env -i HOME="$place/home" PATH="$place" "$place/cracklab" curves run --follow > address.txt &
page=$!
for _ in $(seq 100); do grep -q http address.txt && break; sleep 0.1; done
exec 3<> "/dev/tcp/127.0.0.1/$(sed -n 's|.*:\([0-9]*\)/.*|\1|p' address.txt)"
printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$(sed -n 's|.*:\([0-9]*\)/.*|\1|p' address.txt)" >&3
head -1 <&3 | grep -q '200 OK' || fail "expected the page of the curves."
exec 3>&-
kill -TERM "$page"
wait "$page" || fail "expected the page's server to end cleanly, received exit code $?."

echo; echo "All done; unpacked it takes $(du -sm home/.net | cut -f1) MiB, the file itself $(du -sm cracklab | cut -f1) MiB."
