"""Training and prediction of one batch again and again in PyTorch."""
import array

import torch
from torch import nn

import networks
import safetensors_file

CHECK_STEPS = 5
RATE = 1e-3
# Adam's first steps at the usual rate are so wide that rounding grows into the losses; at this one it does not.
CHECK_RATE = 1e-4


def read_batch(folder, model):
    """The folder's pictures as a float batch."""
    with open(f"{folder}/pixels", "rb") as file:
        pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    return networks.batch(model, pixels.reshape(-1, model.size, model.size, 3))


class NetworkWork:
    """One network, one batch, one memory layout."""

    def __init__(self, work, folder, layout, threads, checking):
        torch.set_num_threads(threads)
        self.training = work.endswith("training")
        model = networks.build(*safetensors_file.read(f"{folder}/model.safetensors"), dropout=not checking)
        memory = torch.channels_last if layout == "channels_last" else torch.contiguous_format
        self.x = read_batch(folder, model).contiguous(memory_format=memory)
        self.network = model.network.to(memory_format=memory).train(self.training)
        with open(f"{folder}/labels", "rb") as file:
            self.labels = torch.tensor(list(file.read()), dtype=torch.float32)
        self.loss = nn.BCEWithLogitsLoss()
        self.optimizer = self.make_optimizer(work, CHECK_RATE if checking else RATE)

    def make_optimizer(self, work, rate):
        if work.startswith("seed"):
            return torch.optim.Adam(self.network.parameters(), lr=rate, eps=1e-7)
        kernels, others = networks.decayed(self.network)
        return torch.optim.AdamW(
            [{"params": kernels, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=rate, eps=1e-7)

    def predict(self):
        with torch.no_grad():
            return torch.sigmoid(self.network(self.x)).flatten()

    def train(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.network(self.x).flatten(), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def check(self):
        self.network.eval()
        values = self.predict().tolist()
        if self.training:
            self.network.train()
            values += [self.train() for _ in range(CHECK_STEPS)]
        return array.array("f", values)

    def run(self):
        if self.training:
            self.train()
        else:
            self.predict()
        return len(self.labels)
