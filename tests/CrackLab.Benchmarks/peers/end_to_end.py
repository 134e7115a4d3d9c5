"""A whole training with PIL and PyTorch, by the recipe and on the split of a run of CrackLab's.

The folder of the run gives run.json (the recipe), split.csv (who trains, who judges) and initial.safetensors (network
and initial weights).
"""
import copy
import csv
import json
import mmap
import multiprocessing

from PIL import Image

# All that the recipe below knows; another setting would go by unseen.
KNOWN = set("""
    model size epochs batchSize seed optimizer learningRate momentum weightDecay clipNorm averageMomentum schedule
    labelSmoothing patience plateauPatience monitor horizontalFlip verticalFlip quarterTurns brightness contrast
    trainPart validationPart testPart keepTogether limit""".split())


def decode(job):
    """One picture into its place in the shared memory."""
    place, path, size = job
    image = Image.open(path)
    image.draft("RGB", (size, size))
    pixels = image.convert("RGB").resize((size, size), Image.BILINEAR).tobytes("raw", "RGBX")
    SHARED[place * len(pixels):(place + 1) * len(pixels)] = pixels


def write(data, run, threads):
    """Decodes, trains and prints the accuracy on the test part."""
    global SHARED
    with open(f"{run}/run.json", encoding="utf-8") as file:
        record = json.load(file)
    settings, classes = record["settings"], record["dataset"]["classes"]
    refuse(settings, classes)
    with open(f"{run}/split.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    size = settings["size"]
    SHARED = mmap.mmap(-1, len(rows) * size * size * 4)
    with multiprocessing.get_context("fork").Pool(threads) as pool:
        decoding = pool.map_async(decode, [(i, f"{data}/{row['path']}", size) for i, row in enumerate(rows)], chunksize=64)
        # PyTorch is loaded while the others decode.
        import torch
        from training import Training
        torch.set_num_threads(threads)
        torch.manual_seed(settings["seed"])
        decoding.get()
    pixels = torch.frombuffer(SHARED, dtype=torch.int32).reshape(-1, size, size)
    labels = torch.tensor([float(classes.index(row["label"])) for row in rows])
    parts = {name: torch.tensor([i for i, row in enumerate(rows) if row["subset"] == name]) for name in ("train", "validation", "test")}
    training = Training(f"{run}/initial.safetensors", settings, pixels, labels, len(parts["train"]))
    best, lowest = None, float("inf")
    for _ in range(settings["epochs"]):
        training.epoch(parts["train"])
        loss, accuracy = training.judge(training.averaged, parts["validation"])
        cost = loss if settings["monitor"] == "validationLoss" else -accuracy
        if cost < lowest:
            best, lowest = copy.deepcopy(training.averaged), cost
    print(training.judge(best, parts["test"])[1])


def refuse(settings, classes):
    unknown = sorted(set(settings) - KNOWN)
    if unknown or settings["patience"] or settings["plateauPatience"] or len(classes) != 2:
        raise ValueError(
            f"end_to_end.py: expected two classes, no patience and known settings, received {len(classes)} classes, patience "
            f"{settings['patience']} and {settings['plateauPatience']}, and {unknown or 'nothing unknown'}. Teach it those.")
