"""The training step of bench/engine.ts in PyTorch, on the CPU: eager, or compiled beforehand by torch.compile.

    torch_step.py FOLDER SHAPES PAIRS THREADS [compile]

Reads FOLDER/weights.bin and FOLDER/pictures.bin. Answers each line {"steps": n} with the milliseconds and losses of n steps, and
each line {} with its peak memory in MiB.
"""

import json
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

folder, shapes, pairs, threads = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)

numbers = np.fromfile(f"{folder}/weights.bin", np.float32)
weights, at = [], 0
for shape in shapes:
    size = int(np.prod(shape))
    weight = torch.tensor(numbers[at : at + size].reshape(shape))
    at += size
    if len(shape) == 4:
        weight = weight.permute(3, 2, 0, 1).contiguous()
    weights.append(weight.requires_grad_())
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

step = 0
for line in sys.stdin:
    question = json.loads(line)
    if "steps" not in question:
        print(json.dumps({"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
        continue
    times, losses = [], []
    for _ in range(question["steps"]):
        begin = time.perf_counter()
        optimizer.zero_grad()
        loss = loss_of(batches[step % len(batches)])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        times.append((time.perf_counter() - begin) * 1000)
        step += 1
    print(json.dumps({"times": times, "losses": losses}), flush=True)
