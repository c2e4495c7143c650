"""The training step of bench/engine.ts in PyTorch, on the CPU: eager, or compiled beforehand by torch.compile.

    torch_step.py FOLDER SHAPES PAIRS THREADS [compile]

Reads FOLDER/weights.bin and FOLDER/pictures.bin. Answers each line {"steps": n} with the milliseconds and losses of n steps, and
each line {} with its peak memory in MiB.
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch_peer import answer, read_weights

folder, shapes, pairs, threads = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
weights = read_weights(folder, shapes)
filter1, bias1, filter2, bias2, dense1, bias3, dense2, bias4 = weights

pictures = np.fromfile(f"{folder}/pictures.bin", np.float32).reshape(-1, 2 * pairs, 1, 28, 28)
batches = [torch.tensor(batch) for batch in pictures]
labels = torch.arange(pairs)
optimizer = torch.optim.Adam(weights, lr=1e-3, eps=1e-7)


def loss_of(x):
    h = F.max_pool2d(F.relu(F.conv2d(x, filter1, bias1, padding=1)), 2)
    h = F.max_pool2d(F.relu(F.conv2d(h, filter2, bias2, padding=1)), 2)
    h = h.permute(0, 2, 3, 1).reshape(x.shape[0], 3136)
    rows = F.relu(h @ dense1 + bias3) @ dense2 + bias4
    unit = rows / torch.sqrt((rows * rows).sum(1, keepdim=True) + 1e-12)
    logits = unit[:pairs] @ unit[pairs:].T / 0.1
    return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.T, labels)) / 2


if sys.argv[5:] == ["compile"]:
    loss_of = torch.compile(loss_of)

answer(lambda step: loss_of(batches[step % len(batches)]), optimizer)
