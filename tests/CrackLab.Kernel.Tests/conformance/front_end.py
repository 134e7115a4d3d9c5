"""A front end on libzmq: large messages, input, interrupt, restart and both ways to subscribe. Fails by an assertion."""
import os
import time

import zmq
from jupyter_client.manager import start_new_kernel


def outputs(client, message):
    """What comes on iopub for a request, up to its idle status."""
    found = []
    while True:
        reply = client.get_iopub_msg(timeout=30)
        if reply["parent_header"].get("msg_id") != message:
            continue
        found.append(reply)
        if reply["content"].get("execution_state") == "idle":
            return found


def result(client, code, **options):
    """Plain text of a cell's result."""
    for reply in outputs(client, client.execute(code, **options)):
        if reply["msg_type"] == "execute_result":
            return reply["content"]["data"]["text/plain"]
    return None


def check_large(client):
    """A result and a request of megabytes arrive whole."""
    message = client.execute('display(new string(\'é\', 3_000_000));')
    shown = [one for one in outputs(client, message) if one["msg_type"] == "display_data"]
    assert len(shown) == 1
    size = 5_000_000
    assert result(client, '"' + "x" * size + '".Length') == str(size)


def check_input(client):
    """A question on the stdin channel is answered."""
    message = client.execute('Console.Write("Name? "); var name = Console.ReadLine(); name + "!"', allow_stdin=True)
    question = client.get_stdin_msg(timeout=30)
    assert question["msg_type"] == "input_request", question
    client.input("Ada")
    texts = [one["content"]["data"]["text/plain"] for one in outputs(client, message) if one["msg_type"] == "execute_result"]
    assert texts == ["Ada!"], texts


def check_interrupt(manager, client):
    """An endless loop stops within a second; what it did stays."""
    client.execute("var kept = 1;")
    message = client.execute("kept++; while (true) { }")
    time.sleep(1)
    started = time.monotonic()
    manager.interrupt_kernel()
    errors = [one for one in outputs(client, message) if one["msg_type"] == "error"]
    assert time.monotonic() - started < 1, "the interrupt took longer than a second"
    assert len(errors) == 1, errors
    assert result(client, "kept") == "2"


def check_subscriptions(manager):
    """A subscriber to one topic gets that and nothing else."""
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.subscribe(b"nobody.publishes.this")
    socket.connect(f"tcp://{manager.ip}:{manager.iopub_port}")
    assert socket.poll(2000) != 0
    frames = socket.recv_multipart()
    assert frames[0] == b"nobody.publishes.this", frames  # the welcome
    assert socket.poll(300) == 0
    socket.close(0)


def check_heartbeat(manager, client):
    """The heartbeat answers while a cell keeps the kernel busy."""
    client.execute("System.Threading.Thread.Sleep(700);")
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.connect(f"tcp://{manager.ip}:{manager.hb_port}")
    socket.send(b"ping")
    assert socket.poll(500) != 0
    assert socket.recv() == b"ping"
    socket.close(0)


def main():
    manager, client = start_new_kernel(kernel_name=os.environ["KERNEL_NAME"])
    try:
        check_large(client)
        check_input(client)
        check_interrupt(manager, client)
        check_subscriptions(manager)
        check_heartbeat(manager, client)
        manager.restart_kernel(now=False)
        client.wait_for_ready(timeout=30)
        assert result(client, "1 + 2") == "3"
    finally:
        client.stop_channels()
        started = time.monotonic()
        manager.shutdown_kernel()
    assert time.monotonic() - started < 3, "the shutdown took longer than three seconds"


main()
