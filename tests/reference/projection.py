"""Writes fixtures/projection.json: PCA, UMAP's curve, and the measures of a projection, by scikit-learn and umap-learn.

Written with Python 3.11, scikit-learn 1.9.1, umap-learn 0.5.12, numpy 2.4.6:
    pip install scikit-learn==1.9.1 umap-learn==0.5.12 numpy==2.4.6
    python tests/reference/projection.py > tests/reference/fixtures/projection.json

Rows are the clusters of metrics.py, column c of them multiplied by 1 / (1 + c) for PCA, which gives axes that rows tell apart.
"""
import json
from importlib.metadata import version

import numpy as np
import umap
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors
from umap.umap_ import find_ab_params

from batches import matrix


def clusters(seed, n, d, classes):
    centres, noise = matrix(seed, classes, d), matrix(seed + 7 * n, n, d)
    return (centres[np.arange(n) % classes].astype(np.float64) / 2 + noise).astype(np.float32)


def near(rows, k, metric):
    return NearestNeighbors(n_neighbors=k, metric=metric, algorithm='brute').fit(rows).kneighbors(return_distance=False)


out = {'written by': 'tests/reference/projection.py', 'scikit-learn': version('scikit-learn'), 'umap-learn': version('umap-learn'),
       'pca': [], 'curves': [], 'measures': [], 'graphs': [], 'umap': []}

for n, d, classes, components, seed in [(50, 4, 3, 4, 1), (200, 16, 5, 3, 2), (500, 64, 10, 3, 3), (300, 160, 6, 3, 4), (100, 200, 4, 5, 5)]:
    x = (clusters(seed, n, d, classes).astype(np.float64) / (1 + np.arange(d))).astype(np.float32)
    pca = PCA(components, svd_solver='full').fit(x.astype(np.float64))
    out['pca'].append({'n': n, 'd': d, 'classes': classes, 'components': components, 'seed': seed,
                       'ratio': pca.explained_variance_ratio_.tolist(),
                       'loadings': np.abs(pca.components_[:, :16]).round(8).tolist()})

for distance in (0, 0.05, 0.1, 0.25, 0.5, 0.8, 1):
    a, b = find_ab_params(1.0, distance)
    out['curves'].append({'minDistance': distance, 'a': a, 'b': b})

for n, d, classes, k, seed in [(30, 3, 2, 5, 11), (300, 16, 6, 12, 12), (1200, 32, 10, 12, 13), (500, 5, 4, 1, 14), (101, 8, 4, 50, 15), (4500, 4, 10, 12, 16)]:
    x = clusters(seed, n, d, classes).astype(np.float64)
    for projection in ('columns', 'random'):
        low = (x[:, :2] if projection == 'columns' else matrix(seed + 1, n, 2)).astype(np.float64)
        for metric in ('cosine', 'euclidean'):
            both = zip(near(x, k, metric), near(low, k, 'euclidean'))
            out['measures'].append({'n': n, 'd': d, 'classes': classes, 'k': k, 'seed': seed, 'projection': projection, 'metric': metric,
                                    'trustworthiness': trustworthiness(x, low, n_neighbors=k, metric=metric),
                                    'kept': float(np.mean([len(set(a) & set(b)) / k for a, b in both]))})

for n, d, classes, k, seed in [(40, 6, 3, 5, 31), (60, 8, 4, 15, 32)]:
    x = clusters(seed, n, d, classes)
    for metric in ('cosine', 'euclidean'):
        graph = umap.UMAP(metric=metric, n_neighbors=k, n_epochs=100000, random_state=0, n_jobs=1, transform_mode='graph').fit(x).graph_.tocoo()
        pairs = sorted((int(i), int(j), round(float(w), 6)) for i, j, w in zip(graph.row, graph.col, graph.data) if i < j and w > 0)
        out['graphs'].append({'n': n, 'd': d, 'classes': classes, 'neighbours': k, 'seed': seed, 'metric': metric, 'pairs': pairs})

for n, d, classes, seed in [(600, 16, 10, 21), (400, 8, 5, 22)]:
    x = clusters(seed, n, d, classes)
    for metric in ('cosine', 'euclidean'):
        layouts = [umap.UMAP(metric=metric, n_epochs=200, random_state=s, n_jobs=1).fit_transform(x) for s in range(20)]
        trust = [trustworthiness(x, y, n_neighbors=12, metric=metric) for y in layouts]
        out['umap'].append({'n': n, 'd': d, 'classes': classes, 'seed': seed, 'metric': metric, 'trustworthiness': float(np.mean(trust))})
print(json.dumps(out, separators=(',', ':')))
