#!/usr/bin/env python3
"""Writes the golden files beside this script: what PyTorch (in double precision) makes of four small networks.

Run with a Python that has torch (1.13 or newer) and numpy:  python3 make_golden.py

Initial weights and inputs are not stored: both sides draw them from SplitMix64 (see Support/Values.cs and
Golden/GoldenModels.cs, which must describe the same networks). Weights lie as the engine keeps them: convolution kernels
(height, width, in, out), dense kernels (in, out), pictures NHWC. "Same" padding is done by hand as TensorFlow pads:
the smaller half before, the larger half behind.

A file <net>.safetensors holds
  predict/before     outputs before training, with the moving statistics
  gradient/<weight>  derivatives of the mean loss of the first step, in training mode
  losses/<optimizer> mean losses of ten steps on one batch
  predict/<optimizer> outputs after them
and schedules.safetensors the rates of torch's OneCycleLR.
"""
import json
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
STEPS = 10
BN_EPSILON = 1e-3
BN_KEEP = 0.9
RATE = 0.01


def uniform(count, seed, scale=1.0):
    """Values.Uniform of the tests, rounded to float32 as there."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    unit = (z >> np.uint64(11)).astype(np.float64) * (1.0 / (1 << 53))
    return ((2 * unit - 1) * scale).astype(np.float32).astype(np.float64)


def write(name, tensors):
    header, data = {}, b""
    for key, value in tensors.items():
        value = np.ascontiguousarray(value, dtype="<f4")
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + value.nbytes]}
        data += value.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def same(x, kernel, stride):
    """Zeros around NCHW pictures as TensorFlow's padding 'same'."""
    pads = []
    for size in (x.shape[3], x.shape[2]):
        out = -(-size // stride)
        total = max((out - 1) * stride + kernel - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


class Net:
    """A network of functions over weights by name, drawn in the order they are first asked for."""

    def __init__(self, layers, classes, smoothing, shape, batch, scale):
        self.layers, self.classes, self.smoothing = layers, classes, smoothing
        self.weights, self.moving = {}, {}
        self.x = torch.tensor(uniform(batch * int(np.prod(shape)), 1000, scale)).reshape(batch, *shape)
        self.labels = torch.tensor([i % classes for i in range(batch)])
        self.training = False
        with torch.no_grad():
            self.logits()

    def weight(self, name, shape):
        if name not in self.weights:
            fan_in = int(np.prod(shape[:-1]))
            if name.endswith("gamma"):
                values = 1 + uniform(shape[0], len(self.weights), 0.3)
            elif len(shape) == 1:
                values = uniform(shape[0], len(self.weights), 0.1)
            else:
                values = uniform(int(np.prod(shape)), len(self.weights), np.sqrt(3.0 / fan_in))
            values = values.astype(np.float32).astype(np.float64)
            self.weights[name] = torch.tensor(values.reshape(shape), requires_grad=True)
        return self.weights[name]

    def batch_norm(self, x, name):
        channels = x.shape[1]
        gamma, beta = self.weight(name + "/gamma", [channels]), self.weight(name + "/beta", [channels])
        mean0, variance0 = self.moving.setdefault(name, (torch.zeros(channels), torch.ones(channels)))
        if self.training:
            mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
            self.moving[name] = (BN_KEEP * mean0 + (1 - BN_KEEP) * mean.detach(), BN_KEEP * variance0 + (1 - BN_KEEP) * variance.detach())
        else:
            mean, variance = mean0, variance0
        shape = (1, channels, 1, 1)
        return (x - mean.reshape(shape)) / torch.sqrt(variance.reshape(shape) + BN_EPSILON) * gamma.reshape(shape) + beta.reshape(shape)

    def logits(self):
        x = self.x.permute(0, 3, 1, 2)
        for kind, name, *arguments in self.layers:
            if kind == "conv":
                filters, kernel, stride, pad, bias, relu = arguments
                weight = self.weight(name + "/kernel", [kernel, kernel, x.shape[1], filters]).permute(3, 2, 0, 1)
                offset = self.weight(name + "/bias", [filters]) if bias else None
                x = F.conv2d(same(x, kernel, stride) if pad else x, weight, offset, stride)
                x = F.relu(x) if relu else x
            elif kind == "bn":
                x = self.batch_norm(x, name)
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "rescale":
                x = x * arguments[0] + arguments[1]
            elif kind == "maxpool":
                x = F.max_pool2d(x, *arguments)
            elif kind == "globalmax":
                x = x.amax((2, 3))
            elif kind == "globalaverage":
                x = x.mean((2, 3))
            elif kind == "flatten":
                x = x.permute(0, 2, 3, 1).flatten(1)
            elif kind == "dense":
                units, relu = arguments
                x = x @ self.weight(name + "/kernel", [x.shape[1], units]) + self.weight(name + "/bias", [units])
                x = F.relu(x) if relu else x
        return x

    def loss(self):
        logits = self.logits()
        if self.classes == 2:
            target = self.labels * (1 - self.smoothing) + self.smoothing / 2
            return F.binary_cross_entropy_with_logits(logits[:, 0], target)
        return F.cross_entropy(logits, self.labels, label_smoothing=self.smoothing)

    def predict(self):
        self.training = False
        with torch.no_grad():
            logits = self.logits()
            return (torch.sigmoid(logits) if self.classes == 2 else torch.softmax(logits, 1)).numpy()


def clip(parameters, largest):
    norm = torch.sqrt(sum((p.grad ** 2).sum() for p in parameters))
    if norm > largest:
        for p in parameters:
            p.grad *= largest / norm


def golden(layers, classes, smoothing, shape, batch, scale=1.0):
    def fresh():
        return Net(layers, classes, smoothing, shape, batch, scale)

    net = fresh()
    tensors = {"predict/before": net.predict()}
    net.training = True
    net.loss().backward()
    for name, weight in net.weights.items():
        tensors["gradient/" + name] = weight.grad.numpy()

    optimizers = {
        "sgd": lambda groups: torch.optim.SGD(groups(0.01), lr=RATE, momentum=0.9),
        "nesterov": lambda groups: torch.optim.SGD(groups(0.0), lr=RATE, momentum=0.8, nesterov=True),
        "adam": lambda groups: torch.optim.Adam(groups(0.01), lr=RATE, eps=1e-7),
        "adamw": lambda groups: torch.optim.AdamW(groups(0.1), lr=RATE, eps=1e-7, betas=(0.85, 0.98)),
    }
    for key, make in optimizers.items():
        net = fresh()

        def groups(decay):
            kernels = [w for n, w in net.weights.items() if n.endswith("kernel")]
            others = [w for n, w in net.weights.items() if not n.endswith("kernel")]
            return [{"params": kernels, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]

        optimizer = make(groups)
        losses = []
        for _ in range(STEPS):
            net.training = True
            optimizer.zero_grad()
            loss = net.loss()
            losses.append(loss.item())
            loss.backward()
            if key in ("nesterov", "adam"):
                clip(list(net.weights.values()), 0.5)
            optimizer.step()
        tensors["losses/" + key] = np.array(losses)
        tensors["predict/" + key] = net.predict()
    return tensors


def schedules():
    tensors = {}
    for total, rising in ((10, 0.3), (100, 0.25), (37, 0.5)):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps=total, pct_start=rising, cycle_momentum=False)
        rates = []
        for step in range(total):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if step + 1 < total:
                schedule.step()
        tensors[f"one_cycle/{total}/{rising}"] = np.array(rates)
    return tensors


SIGMOID = [
    ("rescale", "", 2.0, -0.25),
    ("conv", "conv2d", 8, 3, 2, True, False, False), ("bn", "batch_normalization"), ("relu", ""),
    ("conv", "conv2d_1", 10, 3, 1, False, True, True), ("maxpool", "", 2, 2),
    ("flatten", ""), ("dense", "dense", 12, True), ("dense", "dense_1", 1, False),
]
SOFTMAX = [
    ("conv", "conv2d", 6, 5, 1, True, False, False), ("bn", "batch_normalization"), ("relu", ""), ("maxpool", "", 3, 2),
    ("conv", "conv2d_1", 9, 2, 2, True, True, True), ("globalmax", ""), ("dense", "dense", 3, False),
]
AVERAGE = [
    ("conv", "conv2d", 17, 3, 3, True, True, True), ("conv", "conv2d_1", 5, 4, 2, True, False, False),
    ("bn", "batch_normalization"), ("globalaverage", ""), ("dense", "dense", 4, False),
]
SEED = [
    ("rescale", "", 1 / 255, 0.0),
    ("conv", "conv2d", 16, 3, 1, False, True, True), ("maxpool", "", 2, 2),
    ("conv", "conv2d_1", 32, 3, 1, False, True, True), ("maxpool", "", 2, 2),
    ("conv", "conv2d_2", 32, 3, 1, False, True, True), ("maxpool", "", 2, 2),
    ("flatten", ""), ("dense", "dense", 256, True), ("dense", "dense_1", 1, False),
]

if __name__ == "__main__":
    write("sigmoid.safetensors", golden(SIGMOID, 2, 0.0, (14, 11, 3), 6))
    write("softmax.safetensors", golden(SOFTMAX, 3, 0.1, (12, 13, 3), 7))
    write("average.safetensors", golden(AVERAGE, 4, 0.0, (15, 16, 2), 5))
    write("seed.safetensors", golden(SEED, 2, 0.05, (32, 32, 3), 4, 255.0))
    write("schedules.safetensors", schedules())
