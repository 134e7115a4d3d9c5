"""Reads metadata and float32 tensors from a .safetensors file."""
import json
import struct

import torch


def read(path):
    """Returns the metadata and {name: tensor} for every tensor in the file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: expected F32 for '{name}', received {entry['dtype']}.")
        first, last = entry["data_offsets"]
        values = torch.frombuffer(data, dtype=torch.float32, count=(last - first) // 4, offset=first)
        tensors[name] = values.reshape(entry["shape"]).clone()
    return metadata, tensors
