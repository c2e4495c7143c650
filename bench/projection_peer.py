"""The projections of bench/projection.ts by scikit-learn and umap-learn, with the same options.

    projection_peer.py FOLDER

Answers each line {"method": "pca", "data": file, "dim": d, "repetitions": r} with the milliseconds of each, explained variance and
absolute loadings; with "umap" and a "metric" the layout goes to FOLDER/umap-learn.bin. Files hold float32.
"""

import json
import sys
import time

import numpy as np
import umap
from sklearn.decomposition import PCA

folder = sys.argv[1]
warm = set()


def pca(rows, _):
    found = PCA(3).fit(rows)
    return {"ratio": found.explained_variance_ratio_.tolist(), "loadings": np.abs(found.components_).ravel().tolist()}


def lay_out(rows, metric):
    layout = umap.UMAP(metric=metric, n_neighbors=15, min_dist=0.1, n_epochs=200, random_state=42, n_jobs=1).fit_transform(rows)
    layout.astype(np.float32).tofile(f"{folder}/umap-learn.bin")
    return {}


for line in sys.stdin:
    question = json.loads(line)
    rows = np.fromfile(f"{folder}/{question['data']}", np.float32).reshape(-1, question["dim"])
    work = {"pca": pca, "umap": lay_out}[question["method"]]
    if question["method"] == "umap" and question["metric"] not in warm:
        # it compiles at its first call, and again where there are enough rows for approximate neighbours
        for size in (1000, 4200):
            noise = np.random.default_rng(0).normal(size=(size, 8)).astype(np.float32)
            umap.UMAP(metric=question["metric"], n_epochs=11, random_state=1, n_jobs=1).fit(noise)
        warm.add(question["metric"])
    times = []
    for _ in range(question["repetitions"]):
        begin = time.perf_counter()
        answer = work(rows, question.get("metric"))
        times.append((time.perf_counter() - begin) * 1000)
    print(json.dumps({"times": times, **answer}), flush=True)
