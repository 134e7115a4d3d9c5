"""GFLOP/s of the best of several float32 matrix products of 2048 x 2048."""
import time

import torch

SIDE = 2048
ROUNDS = 8


def write(threads):
    torch.set_num_threads(threads)
    a = torch.rand(SIDE, SIDE)
    b = torch.rand(SIDE, SIDE)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - start)
    print(f"{2 * SIDE ** 3 / best / 1e9:.1f}")
