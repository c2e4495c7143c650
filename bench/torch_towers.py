"""The step of bench/towers.ts in PyTorch, eager, on the CPU, written as one would write it there.

    torch_towers.py FOLDER SHAPES TEXTS SIDE THREADS

Reads FOLDER/weights.bin and FOLDER/pictures.bin; TEXTS is a file of JSON with the features of each text, batch after batch. Answers each
line {"steps": n} with the milliseconds and losses of n steps, and each line {} with its peak memory in MiB.
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch_peer import answer, read_weights

folder, shapes, texts, side, threads = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
torch.set_num_threads(threads)
weights = read_weights(folder, shapes)
*blocks, dense, bias, table, text_dense, text_bias = weights
blocks = [blocks[i : i + 3] for i in range(0, len(blocks), 3)]
moving = [(torch.zeros(len(gain)), torch.ones(len(gain))) for _, gain, _ in blocks]

with open(texts) as file:
    bags = [
        (torch.tensor([feature for text in batch for feature in text]), torch.tensor(np.cumsum([0] + [len(text) for text in batch[:-1]])))
        for batch in json.load(file)
    ]
pairs = len(bags[0][1])
pictures = np.fromfile(f"{folder}/pictures.bin", np.float32).reshape(len(bags), pairs, side, side, 3)
batches = [torch.tensor(batch).permute(0, 3, 1, 2).contiguous() for batch in pictures]
labels = torch.arange(pairs)
decayed = [weight for weight in weights if weight.dim() >= 2]
others = [weight for weight in weights if weight.dim() < 2]
groups = [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0}]
optimizer = torch.optim.AdamW(groups, lr=1e-3, eps=1e-7)


def embed_pictures(x):
    for (kernel, gain, offset), (mean, variance) in zip(blocks, moving):
        x = F.max_pool2d(F.conv2d(x, kernel, padding=1), 2)
        x = F.relu(F.batch_norm(x, mean, variance, gain, offset, training=True, momentum=0.05, eps=1e-3))
    return F.normalize(x.permute(0, 2, 3, 1).reshape(pairs, -1) @ dense + bias)


def embed_texts(features, starts):
    return F.normalize(F.embedding_bag(features, table, starts, mode="mean") @ text_dense + text_bias)


def loss_of(step):
    logits = embed_pictures(batches[step % len(batches)]) @ embed_texts(*bags[step % len(bags)]).T / 0.07
    return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.T, labels)) / 2


answer(loss_of, optimizer)
