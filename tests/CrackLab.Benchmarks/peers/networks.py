"""CrackLab's networks in PyTorch, built from the architecture that their file tells, with its weights in PyTorch's order."""
import json
from collections import namedtuple

import torch
from torch import nn

# rescaling: (scale, offset) of the pixels. turned: whether the network expects its pictures turned by half a turn.
Model = namedtuple("Model", "network rescaling turned size")
Window = namedtuple("Window", "length stride size output before behind")


def window(layer, size):
    """How a convolution's or a pooling's window runs over size pixels, as Keras has it; behind is below 0 where pixels are left over."""
    length = layer["kernelSize"] if layer["layer"] == "Conv2D" else layer["poolSize"]
    stride = layer["strides"]
    same = layer.get("padding") == "same"
    output = -(-size // stride) if same else (size - length) // stride + 1
    total = (output - 1) * stride + length - size
    before = max(total, 0) // 2 if same else 0
    return Window(length, stride, size, output, before, max(total, 0) - before if same else total)


def padding(w, turned):
    """PyTorch's padding, the same at both ends, that gives the same outputs; None where there is none."""
    wanted = w.behind if turned else w.before
    fits = wanted >= 0 and (w.size + 2 * wanted - w.length) // w.stride + 1 == w.output
    return wanted if fits else None


def windows(layers, size):
    """The windows by their layers' names."""
    found = {}
    for layer in layers:
        if layer["layer"] in ("Conv2D", "MaxPooling2D"):
            found[layer["name"]] = window(layer, size)
            size = found[layer["name"]].output
    return found


def build(metadata, tensors, dropout=True):
    """The network up to its logits.

    Keras' "same" padding with stride 2 puts its zeros behind the picture; of PyTorch's padding=1, only those before it
    are used. On a picture turned by half a turn, with kernels turned likewise, both compute the same, and PyTorch needs
    no padding step of its own. Where not even that fits, a padding step it is.
    """
    layers = json.loads(metadata["architecture"])["layers"]
    size, _, channels = json.loads(metadata["input_size"])
    run = windows(layers, size)
    turned = any(padding(w, False) is None for w in run.values()) and all(padding(w, True) is not None for w in run.values())
    sides, rescaling, built = size, (1.0, 0.0), []
    for layer in layers:
        kind, name = layer["layer"], layer["name"]
        weights = {key.split("/")[1]: tensor for key, tensor in tensors.items() if key.startswith(f"{name}/")}
        if kind == "Rescaling":
            rescaling = layer["scale"], layer["offset"]
        elif kind == "Conv2D":
            w, pad = run[name], padding(run[name], turned)
            if pad is None:
                built.append(nn.ZeroPad2d((w.before, w.behind, w.before, w.behind)))
            conv = nn.Conv2d(channels, layer["filters"], w.length, w.stride, pad or 0, bias=layer["useBias"])
            kernel = weights["kernel"].flip(0, 1) if turned else weights["kernel"]
            built.append(filled(conv, weight=kernel.permute(3, 2, 0, 1), bias=weights.get("bias")))
            channels, sides = layer["filters"], w.output
        elif kind == "BatchNormalization":
            norm = nn.BatchNorm2d(channels, eps=layer["epsilon"], momentum=1 - layer["momentum"])
            built.append(filled(norm, weight=weights["gamma"], bias=weights["beta"],
                                running_mean=weights["moving_mean"], running_var=weights["moving_variance"]))
        elif kind == "MaxPooling2D":
            built.append(nn.MaxPool2d(run[name].length, run[name].stride))
            sides = run[name].output
        elif kind in ("GlobalMaxPooling2D", "GlobalAveragePooling2D"):
            built += [nn.AdaptiveMaxPool2d(1) if kind == "GlobalMaxPooling2D" else nn.AdaptiveAvgPool2d(1), nn.Flatten()]
            sides = 1
        elif kind == "Flatten":
            built.append(nn.Flatten())
        elif kind == "Dropout":
            built += [nn.Dropout(layer["rate"])] if dropout else []
        elif kind == "Dense":
            kernel = weights["kernel"]
            if sides > 1:
                # Flatten ran over (row, column, channel); PyTorch's runs over (channel, row, column).
                kernel = kernel.reshape(sides, sides, channels, -1)
                kernel = (kernel.flip(0, 1) if turned else kernel).permute(2, 0, 1, 3).flatten(0, 2)
            built.append(filled(nn.Linear(*kernel.shape, bias=layer["useBias"]), weight=kernel.T, bias=weights.get("bias")))
            channels, sides = layer["units"], 1
        elif kind != "ReLU":
            raise ValueError(f"{name}: expected a layer that this script knows, received {kind}. Add it to networks.py.")
        if kind == "ReLU" or layer.get("activation") == "relu":
            built.append(nn.ReLU(inplace=True))
    return Model(nn.Sequential(*built), rescaling, turned, size)


def filled(layer, **weights):
    """A layer with these weights."""
    with torch.no_grad():
        for name, values in weights.items():
            if values is not None:
                getattr(layer, name).copy_(values)
    return layer


def batch(model, pixels):
    """Bytes (N, H, W, 3) as what the network takes: floats (N, 3, H, W), rescaled, and turned where it wants that."""
    scale, offset = model.rescaling
    x = pixels.permute(0, 3, 1, 2).float()
    return (x.flip(2, 3) if model.turned else x) * scale + offset


def decayed(network):
    """The weights in two groups for an optimizer: kernels, which decay, and all others, which do not."""
    weights = list(network.parameters())
    return [w for w in weights if w.dim() > 1], [w for w in weights if w.dim() == 1]
