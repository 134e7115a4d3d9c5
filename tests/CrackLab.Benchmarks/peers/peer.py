"""The peer's side of the benchmarks: the same work, done with PyTorch and PIL.

peer.py versions                                  what is installed
peer.py ceiling THREADS                           GFLOP/s of a matrix product
peer.py onnx FOLDER                               writes the folder's network for onnx_peer.cjs
peer.py end-to-end DATA RUN THREADS               trains as a run did and prints the accuracy
peer.py check WORK FOLDER LAYOUT THREADS OUTPUT   writes results as float32 values, to compare
peer.py time WORK FOLDER LAYOUT THREADS           answers "run ROUNDS" with pictures and seconds, "memory" with peak bytes
"""
import resource
import sys
import time


def make(work, folder, layout, threads, checking):
    if work in ("decode", "resize"):
        from picture_work import PictureWork
        return PictureWork(work, folder)
    from network_work import NetworkWork
    return NetworkWork(work, folder, layout, int(threads), checking)


def answer(work):
    print("ready", flush=True)
    for line in sys.stdin:
        verb, *rounds = line.split()
        if verb == "run":
            start = time.perf_counter()
            count = sum(work.run() for _ in range(int(rounds[0])))
            print(count, time.perf_counter() - start, flush=True)
        elif verb == "memory":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)


def main(verb, *arguments):
    if verb == "versions":
        import versions
        versions.write()
    elif verb == "ceiling":
        import ceiling
        ceiling.write(int(arguments[0]))
    elif verb == "onnx":
        import onnx_file
        onnx_file.write(arguments[0])
    elif verb == "end-to-end":
        import end_to_end
        end_to_end.write(*arguments[:2], int(arguments[2]))
    elif verb == "check":
        with open(arguments[4], "wb") as file:
            make(*arguments[:4], checking=True).check().tofile(file)
    else:
        answer(make(*arguments, checking=False))


main(*sys.argv[1:])
