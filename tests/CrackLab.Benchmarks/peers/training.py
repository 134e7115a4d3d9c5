"""A training in PyTorch by CrackLab's recipe: augmentation, optimizer, schedule, running mean of the weights."""
import copy

import torch
from torch import nn

import networks
import safetensors_file

JUDGED = 64


class Training:
    """A network, its optimizer, and all pictures (N, size, size), four bytes a pixel: PyTorch moves those much faster than three."""

    def __init__(self, file, settings, pixels, labels, count):
        self.settings, self.pixels, self.labels = settings, pixels, labels
        self.model = networks.build(*safetensors_file.read(file))
        self.network = self.model.network.to(memory_format=torch.channels_last)
        self.averaged = copy.deepcopy(self.network) if settings["averageMomentum"] > 0 else self.network
        self.loss = nn.BCEWithLogitsLoss()
        self.optimizer = self.make_optimizer()
        self.schedule = self.make_schedule(settings["epochs"] * -(-count // settings["batchSize"]))
        self.steps = 0

    def make_optimizer(self):
        settings, rate = self.settings, self.settings["learningRate"]
        kernels, others = networks.decayed(self.network)
        groups = [{"params": kernels, "weight_decay": settings["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
        if settings["optimizer"] == "sgd":
            return torch.optim.SGD(groups, lr=rate, momentum=settings["momentum"], foreach=True)
        kind = torch.optim.AdamW if settings["optimizer"] == "adamW" else torch.optim.Adam
        return kind(groups, lr=rate, eps=1e-7, foreach=True)

    def make_schedule(self, steps):
        schedules = torch.optim.lr_scheduler
        if self.settings["schedule"] == "oneCycle":
            return schedules.OneCycleLR(self.optimizer, self.settings["learningRate"], steps, cycle_momentum=False)
        if self.settings["schedule"] == "cosine":
            return schedules.CosineAnnealingLR(self.optimizer, steps)
        return schedules.ConstantLR(self.optimizer, 1.0)

    def epoch(self, members):
        self.network.train()
        for chosen in members[torch.randperm(len(members))].split(self.settings["batchSize"]):
            x, y = self.augmented(chosen)
            smoothing = self.settings["labelSmoothing"]
            self.optimizer.zero_grad(set_to_none=True)
            self.loss(self.network(x).flatten(), y * (1 - smoothing) + smoothing / 2).backward()
            if self.settings["clipNorm"] > 0:
                nn.utils.clip_grad_norm_(self.network.parameters(), self.settings["clipNorm"])
            self.optimizer.step()
            self.schedule.step()
            self.average()
            self.steps += 1

    def average(self):
        """Moves the running mean of the weights and of the moving statistics, at first quickly."""
        if self.averaged is self.network:
            return
        kept = min(self.settings["averageMomentum"], (1 + self.steps) / (10 + self.steps))
        means, values = ([v for v in network.state_dict().values() if v.is_floating_point()] for network in (self.averaged, self.network))
        torch._foreach_mul_(means, kept)
        torch._foreach_add_(means, values, alpha=1 - kept)

    def augmented(self, chosen):
        """A batch with flips, quarter turns, brightness and contrast, and its labels.

        The pictures of a batch have no order, so those that are turned alike stand together and are turned at once.
        """
        count, (scale, offset) = len(chosen), self.model.rescaling
        horizontal, vertical, turns = self.drawn("horizontalFlip", 2, count), self.drawn("verticalFlip", 2, count), self.drawn("quarterTurns", 4, count)
        # Half a turn is both flips, and a quarter turn a vertical flip and an exchange of rows and columns.
        half = (turns >> 1) ^ int(self.model.turned)
        kinds, order = (4 * (turns & 1) + 2 * (vertical ^ half ^ (turns & 1)) + (horizontal ^ half)).sort()
        chosen = chosen[order]
        pixels = torch.empty(count, *self.pixels.shape[1:], dtype=torch.int32)
        start = 0
        for kind, length in enumerate(torch.bincount(kinds, minlength=8).tolist()):
            if length:
                part = self.pixels[chosen[start:start + length]]
                flips = [axis for axis, bit in ((1, 2), (2, 1)) if kind & bit]
                part = part.flip(flips) if flips else part
                pixels[start:start + length] = part.transpose(1, 2) if kind & 4 else part
                start += length
        gain = 1 + self.settings["contrast"] * (2 * torch.rand(count, 1, 1, 1) - 1)
        shift = self.settings["brightness"] * (2 * torch.rand(count, 1, 1, 1) - 1) * 255
        x = channels(pixels).permute(0, 3, 1, 2).to(torch.float32, memory_format=torch.channels_last)
        # Tones change within 0..255, and then the network's scale: as one factor and one summand.
        x.mul_(gain * scale).add_((127.5 * (1 - gain) + shift) * scale + offset).clamp_(offset, 255 * scale + offset)
        return x, self.labels[chosen]

    def drawn(self, setting, choices, count):
        return torch.randint(choices, (count,)) if self.settings[setting] else torch.zeros(count, dtype=torch.long)

    def judge(self, network, members):
        """Mean loss and accuracy."""
        network.eval()
        loss, correct = 0.0, 0
        with torch.no_grad():
            for chosen in members.split(JUDGED):
                x = networks.batch(self.model, channels(self.pixels[chosen])).contiguous(memory_format=torch.channels_last)
                logits, y = network(x).flatten(), self.labels[chosen]
                loss += self.loss(logits, y).item() * len(chosen)
                correct += ((logits >= 0) == (y > 0.5)).sum().item()
        return loss / len(members), correct / len(members)


def channels(pixels):
    """Pixels of four bytes (N, H, W) as their first three (N, H, W, 3)."""
    return pixels.view(torch.uint8).view(*pixels.shape, 4)[..., :3]
