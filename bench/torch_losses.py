"""The losses of bench/losses.ts in PyTorch, eager, on the CPU, written as one would write them there.

    torch_losses.py FOLDER ROWS DIM THREADS

Reads FOLDER/rows.bin. Answers each line {"loss": name, "steps": n} with the milliseconds of n times forward and backward, the loss
and the length of its gradient.
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

folder, n, dim, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)

rows = [torch.tensor(part).requires_grad_() for part in np.fromfile(f"{folder}/rows.bin", np.float32).reshape(3, n, dim)]
labels = torch.arange(n) % 10
same = (torch.arange(n) % 2).float()


def similarities(left, right, temperature):
    return F.normalize(left) @ F.normalize(right).T / temperature


def info_nce(left, right, ids=None):
    logits = similarities(left, right, 0.1)
    if ids is not None:
        others = (ids[:, None] == ids[None, :]) & ~torch.eye(n, dtype=torch.bool)
        logits = logits.masked_fill(others, -torch.inf)
    return F.cross_entropy(logits, torch.arange(n))


def clip(left, right):
    logits, targets = similarities(left, right, 0.07), torch.arange(n)
    return (F.cross_entropy(logits, targets) + F.cross_entropy(logits.T, targets)) / 2


def nt_xent(left, right):
    z = torch.cat([left, right])
    logits = similarities(z, z, 0.1).masked_fill(torch.eye(2 * n, dtype=torch.bool), -torch.inf)
    return F.cross_entropy(logits, torch.arange(2 * n).roll(n))


def sup_con(z):
    own = torch.eye(n, dtype=torch.bool)
    positive = (labels[:, None] == labels[None, :]) & ~own
    log_p = similarities(z, z, 0.1).masked_fill(own, -torch.inf).log_softmax(1).masked_fill(~positive, 0)
    return -(log_p.sum(1) / positive.sum(1)).mean()


def margin(left, right):
    d = torch.linalg.vector_norm(left - right, dim=1)
    return (same * d**2 + (1 - same) * F.relu(12 - d) ** 2).mean()


def triplet(anchor, positive, negative):
    distance = lambda a, b: 1 - F.cosine_similarity(a, b)
    return F.triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=distance, margin=0.2)


def sigmoid(left, right):
    logits = similarities(left, right, 0.1) - 10
    return -F.logsigmoid((2 * torch.eye(n) - 1) * logits).sum() / n


LOSSES = {
    "cosineMseLoss": (2, lambda a, b: F.mse_loss(F.cosine_similarity(a, b), same)),
    "marginLoss": (2, margin),
    "tripletLoss": (3, triplet),
    "infoNceLoss": (2, info_nce),
    "infoNceLoss with labels": (2, lambda a, b: info_nce(a, b, labels)),
    "clipLoss": (2, clip),
    "ntXentLoss": (2, nt_xent),
    "supConLoss": (1, sup_con),
    "sigmoidLoss": (2, sigmoid),
}

for line in sys.stdin:
    question = json.loads(line)
    takes, loss = LOSSES[question["loss"]]
    times = []
    for _ in range(question["steps"]):
        begin = time.perf_counter()
        value = loss(*rows[:takes])
        gradients = torch.autograd.grad(value, rows[:takes])
        result = value.item()
        times.append((time.perf_counter() - begin) * 1000)
    norm = sum(float(gradient.square().sum()) for gradient in gradients) ** 0.5
    print(json.dumps({"times": times, "value": result, "norm": norm}), flush=True)
