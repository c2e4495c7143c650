"""What the training steps in PyTorch have in common: weights that are handed over, and questions that are answered."""

import json
import resource
import sys
import time

import numpy as np
import torch


def read_weights(folder, shapes):
    """The numbers of FOLDER/weights.bin as weights of these shapes, one after the other; filters become channels first."""
    numbers, weights, at = np.fromfile(f"{folder}/weights.bin", np.float32), [], 0
    for shape in shapes:
        size = int(np.prod(shape))
        weight = torch.tensor(numbers[at : at + size].reshape(shape))
        at += size
        if len(shape) == 4:
            weight = weight.permute(3, 2, 0, 1).contiguous()
        weights.append(weight.requires_grad_())
    return weights


def answer(loss_of, optimizer):
    """Answers each line {"steps": n} with the milliseconds and losses of n steps of loss_of(number), and each line {} with the peak
    memory in MiB."""
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
            loss = loss_of(step)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            times.append((time.perf_counter() - begin) * 1000)
            step += 1
        print(json.dumps({"times": times, "losses": losses}), flush=True)
