"""The inputs of the reference numbers, recomputed to the last bit by tests/reference/batches.ts.

Numbers come from mulberry32, 24 bits each, so that every one is a float32 exactly.
"""
import numpy as np


def uniform(seed, count):
    """`count` numbers in -1 … 1, float32."""
    state, out = seed & 0xFFFFFFFF, np.empty(count, np.float32)
    for i in range(count):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (1 | state)) & 0xFFFFFFFF
        t = (t + ((t ^ (t >> 7)) * (61 | t)) & 0xFFFFFFFF) ^ t
        out[i] = (((t ^ (t >> 14)) & 0xFFFFFFFF) >> 8) / 2**23 - 1
    return out


def matrix(seed, n, d):
    return uniform(seed, n * d).reshape(n, d)


def batch(n, d, kind, seed):
    """left, right and third, [n, d] each."""
    left, right, third = (matrix(seed + i, n, d) for i in range(3))
    if kind == 'identical':  # one vector everywhere
        left = right = third = np.repeat(left[:1], n, 0)
    elif kind == 'opposite':
        right, third = -left, left
    elif kind == 'aligned':  # each row's partner is the row itself
        right = left
    elif kind == 'near':
        right = (left.astype(np.float64) + right.astype(np.float64) / 8).astype(np.float32)
    else:
        assert kind == 'random'
    return left, right, third


def labels(n, kind):
    return [{'one': 0, 'distinct': i, 'three': (i * 7) % 3, 'pairs': i // 2}[kind] for i in range(n)]


def same(n):
    return [1 if i % 3 != 1 else 0 for i in range(n)]
