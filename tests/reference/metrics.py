"""Writes fixtures/metrics.json: the metrics on the batches of batches.py, by scikit-learn or the paper's own formula.

Written with Python 3.11, scikit-learn 1.9.1, numpy 2.4.6, torch 2.13.0+cpu:
    pip install scikit-learn==1.9.1 numpy torch==2.13.0
    python tests/reference/metrics.py > tests/reference/fixtures/metrics.json

alignment and uniformity are the functions that Wang and Isola print in their paper, in float64.
"""
import json
from collections import Counter

import numpy as np
import sklearn
import torch
from sklearn.metrics import label_ranking_average_precision_score, top_k_accuracy_score
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from batches import batch, matrix


def align_loss(x, y, alpha=2):
    return (x - y).norm(p=2, dim=1).pow(alpha).mean()


def uniform_loss(x, t=2):
    return torch.pdist(x, p=2).pow(2).mul(-t).exp().mean().log()


def unit(x):
    return torch.nn.functional.normalize(torch.tensor(x, dtype=torch.float64))


def clusters(seed, n, d, classes):
    """Noisy points around one centre a class; labels i % classes."""
    centres, noise = matrix(seed, classes, d), matrix(seed + 7 * n, n, d)
    y = np.arange(n) % classes
    return (centres[y].astype(np.float64) / 2 + noise).astype(np.float32), y


def vote(neighbours, y):
    """The most frequent label, the nearest neighbour's among equals."""
    counts = Counter(y[neighbours])
    most = max(counts.values())
    return next(y[j] for j in neighbours if counts[y[j]] == most)


out = {'written by': 'tests/reference/metrics.py', 'scikit-learn': sklearn.__version__, 'knn': [], 'pairs': [], 'retrieval': []}

for n, m, d, classes, seed in [(300, 200, 8, 4, 11), (1000, 500, 64, 10, 12), (64, 50, 2, 3, 13), (5000, 300, 32, 10, 14)]:
    x, y = clusters(seed, n + m, d, classes)
    train, test = (x[:n].astype(np.float64), y[:n]), (x[n:].astype(np.float64), y[n:])
    for metric in ('cosine', 'euclidean'):
        for k in (1, 5, 20):
            order = NearestNeighbors(n_neighbors=k, metric=metric, algorithm='brute').fit(train[0]).kneighbors(test[0])[1]
            accuracy = float(np.mean([vote(row, train[1]) == label for row, label in zip(order, test[1])]))
            if k == 1:
                peer = KNeighborsClassifier(1, metric=metric, algorithm='brute').fit(*train).score(*test)
                assert accuracy == peer, (accuracy, peer)
            out['knn'].append({'n': n, 'm': m, 'd': d, 'classes': classes, 'seed': seed, 'metric': metric, 'k': k, 'accuracy': accuracy,
                               'first': [int(i) for i in order[0]]})

for n, d, kind, seed in [(2, 2, 'random', 1), (8, 4, 'identical', 2), (9, 8, 'opposite', 3), (16, 8, 'aligned', 4), (64, 128, 'random', 5),
                         (700, 16, 'near', 6), (33, 3, 'near', 7), (64, 2, 'random', 8), (128, 64, 'near', 9), (5, 100, 'random', 10),
                         (300, 32, 'random', 11), (20, 5, 'opposite', 12)]:
    left, right, _ = batch(n, d, kind, seed)
    u, v = unit(left), unit(right)
    out['pairs'].append({
        'n': n, 'd': d, 'rows': kind, 'seed': seed,
        'alignment': {str(a): float(align_loss(u, v, a)) for a in (1, 2, 3)},
        'uniformity': {str(t): float(uniform_loss(u, t)) for t in (0.5, 2, 5)},
    })

for n, d, kind, seed in [(2, 2, 'random', 21), (16, 8, 'aligned', 22), (64, 128, 'near', 23), (200, 4, 'near', 24), (500, 16, 'random', 25),
                         (64, 2, 'near', 26), (9, 8, 'opposite', 27), (8, 4, 'identical', 28), (1500, 6, 'near', 29), (300, 3, 'near', 30),
                         (50, 64, 'random', 31), (120, 12, 'near', 32)]:
    left, right, _ = batch(n, d, kind, seed)
    s = cosine_similarity(left.astype(np.float64), right.astype(np.float64))
    if kind == 'identical':
        s = np.ones_like(s)  # scikit-learn's last bits must not break the tie
    ks = sorted({1, min(5, n), min(10, n)})
    # With one right answer a query, label ranking average precision is the reciprocal rank; it ranks ties last, as we do.
    recall = {str(k): float(top_k_accuracy_score(np.arange(n), s, k=k, labels=np.arange(n))) if kind != 'identical' and k < n and n > 2
              else float(np.mean((s >= np.diag(s)[:, None]).sum(1) <= k)) for k in ks}
    out['retrieval'].append({'n': n, 'd': d, 'rows': kind, 'seed': seed, 'recall': recall,
                             'mrr': float(label_ranking_average_precision_score(np.eye(n), s))})
print(json.dumps(out, separators=(',', ':')))
