"""The network and the batch of a folder as ONNX Runtime takes them: model.onnx and batch, floats (N, 3, H, W)."""
import torch
from torch import nn

import networks
import network_work
import safetensors_file


def write(folder):
    model = networks.build(*safetensors_file.read(f"{folder}/model.safetensors"))
    batch = network_work.read_batch(folder, model).contiguous()
    network = nn.Sequential(*model.network, nn.Sigmoid()).eval()
    torch.onnx.export(network, batch, f"{folder}/model.onnx", input_names=["pictures"], output_names=["probabilities"])
    with open(f"{folder}/batch", "wb") as file:
        batch.numpy().tofile(file)
