"""The two networks in PyTorch, with CrackLab's weights put into PyTorch's order."""
import torch
from torch import nn


def seed_cnn():
    """Conv 16-32-32, each with a max-pool, then Dense 256 and one logit; input 256x256."""
    return nn.Sequential(
        nn.Conv2d(3, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(30 * 30 * 32, 256), nn.ReLU(), nn.Linear(256, 1))


def crack_net(dropout):
    """Five halving convolutions with batch normalization, a global maximum, one logit."""
    layers = []
    channels = 3
    for filters in (16, 32, 64, 96, 128):
        layers += [nn.Conv2d(channels, filters, 3, stride=2, padding=1, bias=False),
                   nn.BatchNorm2d(filters, eps=1e-3, momentum=0.1), nn.ReLU()]
        channels = filters
    return nn.Sequential(*layers, nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Dropout(dropout), nn.Linear(channels, 1))


def numbered(tensors, layer, weight):
    """The tensors layer/weight, layer_1/weight, ... in order."""
    found = []
    while (name := f"{layer}{f'_{len(found)}' if found else ''}/{weight}") in tensors:
        found.append(tensors[name])
    return found


def load(network, tensors, flip):
    """Copies weights from CrackLab's order (HWIO, in x out) to PyTorch's (OIHW, out x in).

    flip turns the kernels over, top to bottom and left to right. Keras' "same" padding with stride 2 puts its zeros
    behind the picture and PyTorch's padding=1 puts the used ones before it; on a picture turned over likewise, both
    compute the same, and PyTorch needs no padding step of its own.
    """
    kernels = numbered(tensors, "conv2d", "kernel")
    biases = numbered(tensors, "conv2d", "bias")
    with torch.no_grad():
        convolutions = [layer for layer in network if isinstance(layer, nn.Conv2d)]
        for i, (layer, kernel) in enumerate(zip(convolutions, kernels, strict=True)):
            layer.weight.copy_((kernel.flip(0, 1) if flip else kernel).permute(3, 2, 0, 1))
            if layer.bias is not None:
                layer.bias.copy_(biases[i])
        norms = [layer for layer in network if isinstance(layer, nn.BatchNorm2d)]
        for i, layer in enumerate(norms):
            layer.weight.copy_(numbered(tensors, "batch_normalization", "gamma")[i])
            layer.bias.copy_(numbered(tensors, "batch_normalization", "beta")[i])
        dense = [layer for layer in network if isinstance(layer, nn.Linear)]
        weights = numbered(tensors, "dense", "kernel")
        for i, layer in enumerate(dense):
            kernel = weights[i]
            channels = convolutions[-1].out_channels
            if i == 0 and kernel.shape[0] > channels:
                # Flatten ran over (row, column, channel); PyTorch's runs over (channel, row, column).
                side = round((kernel.shape[0] // channels) ** 0.5)
                kernel = kernel.reshape(side, side, channels, -1).permute(2, 0, 1, 3).reshape(kernel.shape)
            layer.weight.copy_(kernel.T)
            layer.bias.copy_(numbered(tensors, "dense", "bias")[i])
