"""Times one Jupyter kernel as a front end sees it: a "name milliseconds" line for each figure.

kernel_work.py KERNEL CELL COMPLETION
"""
import sys
import time
from queue import Empty
from statistics import median

from jupyter_client.manager import KernelManager

REPEATS = 50


def wait_for_result(client, message):
    """Reads iopub until a cell is done."""
    while True:
        reply = client.get_iopub_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message and reply["content"].get("execution_state") == "idle":
            return


def run(client, code):
    """One cell, there and back, on both channels."""
    message = client.execute(code)
    client.get_shell_msg(timeout=60)
    wait_for_result(client, message)


def connect(client):
    """Asks until iopub gives something too: what a kernel publishes before the subscription has reached it is lost."""
    while True:
        client.kernel_info()
        client.get_shell_msg(timeout=60)
        try:
            client.get_iopub_msg(timeout=0.05)
            return
        except Empty:
            pass


def timed(work):
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def complete(client, code):
    client.complete(code)
    client.get_shell_msg(timeout=60)


def write(kernel, cell, completion):
    manager = KernelManager(kernel_name=kernel)
    started = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels(hb=False)
        client.kernel_info()
        client.get_shell_msg(timeout=60)
        print("ready", 1000 * (time.perf_counter() - started))
        connect(client)
        run(client, cell)
        print("first", 1000 * (time.perf_counter() - started))
        for _ in range(REPEATS):
            run(client, cell)
        print("cell", median(timed(lambda: run(client, cell)) for _ in range(REPEATS)))
        for _ in range(REPEATS):
            complete(client, completion)
        print("completion", median(timed(lambda: complete(client, completion)) for _ in range(REPEATS)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


if __name__ == "__main__":
    write(*sys.argv[1:])
