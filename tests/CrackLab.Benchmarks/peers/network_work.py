"""Training and prediction of one batch again and again in PyTorch."""
import array
import time

import torch
from torch import nn

import networks
import safetensors_file

CHECK_STEPS = 5
RATE = 1e-3
# Adam's first steps at the usual rate are so wide that rounding grows into the losses; at this one it does not.
CHECK_RATE = 1e-4


class NetworkWork:
    """One network, one batch, one memory layout."""

    def __init__(self, work, folder, layout, threads, checking):
        torch.set_num_threads(threads)
        self.training = work.endswith("training")
        crack = work.startswith("cracknet")
        side, count, self.rounds = (128, 64, 4) if crack else (256, 32, 2)
        self.rounds *= 1 if self.training else 4
        network = networks.crack_net(0.0 if checking else 0.2) if crack else networks.seed_cnn()
        networks.load(network, safetensors_file.read(f"{folder}/model.safetensors"), flip=crack)
        with open(f"{folder}/pixels", "rb") as file:
            pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(count, side, side, 3)
        x = pixels.permute(0, 3, 1, 2).float()
        x = x.flip(2, 3) / 127.5 - 1 if crack else x / 255
        memory = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.x = x.contiguous(memory_format=memory)
        self.network = network.to(memory_format=memory)
        with open(f"{folder}/labels", "rb") as file:
            self.labels = torch.tensor(list(file.read()), dtype=torch.float32)
        rate = CHECK_RATE if checking else RATE
        self.loss = nn.BCEWithLogitsLoss()
        self.optimizer = self.adam_w(rate) if crack else torch.optim.Adam(network.parameters(), lr=rate, eps=1e-7)

    def adam_w(self, rate):
        """AdamW that decays kernels alone, as ours does."""
        weights = list(self.network.parameters())
        return torch.optim.AdamW(
            [{"params": [w for w in weights if w.dim() > 1], "weight_decay": 0.01},
             {"params": [w for w in weights if w.dim() == 1], "weight_decay": 0.0}], lr=rate, eps=1e-7)

    def predict(self):
        self.network.eval()
        with torch.no_grad():
            return torch.sigmoid(self.network(self.x)).flatten()

    def train(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.network(self.x).flatten(), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def check(self):
        values = self.predict().tolist()
        if self.training:
            self.network.train()
            values += [self.train() for _ in range(CHECK_STEPS)]
        return array.array("f", values)

    def run(self):
        self.network.train(self.training)
        step = self.train if self.training else self.predict
        start = time.perf_counter()
        for _ in range(self.rounds):
            step()
        return self.rounds * len(self.labels), time.perf_counter() - start
