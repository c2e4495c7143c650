"""Writes fixtures/losses.json: every loss and its gradients, in float64, on the batches of batches.py.

Written with Python 3.11, torch 2.13.0+cpu, numpy 2.4.6, pytorch-metric-learning 2.9.0:
    pip install torch==2.13.0 numpy pytorch-metric-learning==2.9.0
    python tests/reference/losses.py > tests/reference/fixtures/losses.json

PyTorch's own function is used where there is one (cross_entropy, cosine_similarity, triplet_margin_loss, logsigmoid), and
pytorch-metric-learning's NTXentLoss and SupConLoss; what is written by hand here is compared with theirs before it is believed.
"""
import json

import numpy as np
import torch
import torch.nn.functional as F
from pytorch_metric_learning.losses import NTXentLoss, SelfSupervisedLoss, SupConLoss

from batches import batch, labels, matrix, same

BATCHES = [  # n, d, temperature, rows, labels
    (1, 2, 0.1, 'random', 'one'),
    (2, 2, 1.0, 'random', 'distinct'),
    (3, 5, 0.5, 'random', 'three'),
    (4, 8, 0.07, 'random', 'pairs'),
    (8, 16, 0.1, 'random', 'three'),
    (16, 32, 0.05, 'random', 'pairs'),
    (32, 64, 0.2, 'random', 'three'),
    (64, 128, 0.1, 'random', 'three'),
    (64, 128, 0.01, 'random', 'pairs'),
    (64, 2, 0.5, 'random', 'pairs'),
    (8, 4, 0.01, 'identical', 'three'),
    (8, 4, 0.01, 'opposite', 'three'),
    (9, 8, 0.3, 'opposite', 'pairs'),
    (16, 8, 0.01, 'aligned', 'three'),
    (12, 6, 0.3, 'random', 'one'),
    (12, 6, 0.3, 'random', 'distinct'),
    (24, 16, 0.05, 'near', 'three'),
    (48, 100, 0.02, 'near', 'pairs'),
]


def similarities(left, right, temperature):
    return F.normalize(left) @ F.normalize(right).T / temperature


def one_direction(s, ids):
    if ids is not None:
        ids = torch.tensor(ids)
        false_negatives = (ids[:, None] == ids[None, :]) & ~torch.eye(len(ids), dtype=torch.bool)
        s = s.masked_fill(false_negatives, -torch.inf)
    return F.cross_entropy(s, torch.arange(len(s)))


def info_nce(left, right, t, ids=None):
    return one_direction(similarities(left, right, t), ids)


def clip(left, right, t, ids=None):
    s = similarities(left, right, t)
    return (one_direction(s, ids) + one_direction(s.T, ids)) / 2


def nt_xent(left, right, t):
    z, n = torch.cat([left, right]), len(left)
    s = similarities(z, z, t).masked_fill(torch.eye(2 * n, dtype=torch.bool), -torch.inf)
    return F.cross_entropy(s, torch.arange(2 * n).roll(n))


def sup_con(z, ids, t):
    ids, n = torch.tensor(ids), len(z)
    own = torch.eye(n, dtype=torch.bool)
    positive = (ids[:, None] == ids[None, :]) & ~own
    anchors = positive.any(1)
    if not anchors.any():
        return z.sum() * 0
    log_p = similarities(z, z, t).masked_fill(own, -torch.inf).log_softmax(1).masked_fill(~positive, 0)
    return -(log_p.sum(1)[anchors] / positive.sum(1)[anchors]).mean()


def margin_loss(left, right, together, margin):
    d = torch.linalg.vector_norm(left - right, dim=1)
    y = torch.tensor(together, dtype=d.dtype)
    return (y * d**2 + (1 - y) * (margin - d).clamp(min=0) ** 2).mean()


def sigmoid_loss(left, right, scale, bias):
    n = len(left)
    logits = similarities(left, right, 1 / scale) + bias
    return -F.logsigmoid((2 * torch.eye(n, dtype=logits.dtype) - 1) * logits).sum() / n


def cosine_distance(a, b):
    return 1 - F.cosine_similarity(a, b)


def agree(name, mine, theirs):
    mine, theirs = mine.item(), theirs.item()
    assert abs(mine - theirs) <= 1e-9 * max(1, abs(theirs)), (name, mine, theirs)


def half(left, right):
    """One set of n rows, half of them left and half right."""
    n = len(left)
    return torch.cat([left[: (n + 1) // 2], right[: n // 2]])


def cases(n, d, t, ids):
    together, margin = same(n), 0.3
    far = round(0.5 + 0.8 * d**0.5, 3)  # beyond about half of the strangers
    m = lambda left, right: SelfSupervisedLoss(NTXentLoss(t), symmetric=False)(left, right)
    twice = torch.arange(n).repeat(2)
    return [  # loss, options, function of left, right, third; a second opinion
        ('cosineMseLoss', {'same': together},
         lambda a, b, c: F.mse_loss(F.cosine_similarity(a, b), torch.tensor(together, dtype=a.dtype)), None),
        ('marginLoss', {'same': together, 'margin': far}, lambda a, b, c: margin_loss(a, b, together, far), None),
        ('tripletLoss', {'margin': margin, 'distance': 'cosine'},
         lambda a, b, c: F.triplet_margin_with_distance_loss(a, b, c, distance_function=cosine_distance, margin=margin), None),
        ('tripletLoss', {'margin': margin, 'distance': 'euclidean'},
         lambda a, b, c: F.triplet_margin_loss(a, b, c, margin=margin, eps=0), None),
        ('infoNceLoss', {'temperature': t}, lambda a, b, c: info_nce(a, b, t), lambda a, b, c: m(a, b)),
        ('infoNceLoss', {'temperature': t, 'labels': ids}, lambda a, b, c: info_nce(a, b, t, ids), None),
        ('clipLoss', {'temperature': t}, lambda a, b, c: clip(a, b, t), lambda a, b, c: (m(a, b) + m(b, a)) / 2),
        ('clipLoss', {'temperature': t, 'labels': ids}, lambda a, b, c: clip(a, b, t, ids), None),
        ('ntXentLoss', {'temperature': t}, lambda a, b, c: nt_xent(a, b, t),
         lambda a, b, c: NTXentLoss(t)(torch.cat([a, b]), twice)),
        ('supConLoss', {'temperature': t, 'labels': ids}, lambda a, b, c: sup_con(half(a, b), ids, t),
         lambda a, b, c: SupConLoss(t)(half(a, b), torch.tensor(ids))),
        ('sigmoidLoss', {'scale': 1 / t, 'bias': -1 / t}, lambda a, b, c: sigmoid_loss(a, b, 1 / t, -1 / t), None),
    ]


def short(x):
    return float(f'{float(x.detach() if isinstance(x, torch.Tensor) else x):.9g}')


def summary(gradient, seed):
    """All of a small gradient; of a large one its first row, its norm and its products with fixed vectors."""
    if gradient.size <= 256:
        return {'all': [short(x) for x in gradient.ravel()]}
    probes = [float((gradient * matrix(seed + 100 + i, *gradient.shape)).sum()) for i in range(4)]
    return {'row': [short(x) for x in gradient[0]], 'norm': short(np.linalg.norm(gradient)), 'probes': [short(x) for x in probes]}


out = []
for number, (n, d, t, kind, label_kind) in enumerate(BATCHES):
    seed = 1000 * (number + 1)
    arrays = batch(n, d, kind, seed)
    ids = labels(n, label_kind)
    results = []
    for loss, options, function, second in cases(n, d, t, ids):
        rows = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in arrays]
        value = function(*rows)
        gradients = torch.autograd.grad(value, rows, allow_unused=True, materialize_grads=True)
        # Without any negative in the batch pytorch-metric-learning's SupConLoss gives 0; the paper's formula does not.
        if second is not None and not (loss == 'supConLoss' and len(set(ids)) == 1):
            agree((loss, number), value, second(*[x.detach() for x in rows]))
        used = {'tripletLoss': 3}.get(loss, 2)
        keep = {key: x for key, x in options.items() if key in ('margin', 'distance', 'temperature', 'scale', 'bias')}
        results.append({
            'loss': loss, **keep, 'labelled': 'labels' in options, 'value': short(value),
            'gradients': [summary(g.numpy(), seed) for g in gradients[:used]],
        })
    out.append({'n': n, 'd': d, 'rows': kind, 'labels': label_kind, 'seed': seed, 'results': results})
print(json.dumps({'written by': 'tests/reference/losses.py', 'torch': torch.__version__, 'batches': out}, separators=(',', ':')))
