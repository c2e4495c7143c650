"""The projections of bench/projection.ts by scikit-learn and umap-learn, with the same options.

    projection_peer.py FOLDER

Answers each line {"method": "pca", "data": file, "dim": d, "repetitions": r} with the milliseconds of each, explained variance and
absolute loadings; {"method": "umap", …, "options": {…}} with the milliseconds, and the layout in FOLDER/umap-learn.bin; {"method":
"memory"} with the peak so far in MiB. Files hold float32. Nothing is warmed up here: who asks leaves out the first answer for the same
rows.
"""

import json
import resource
import sys
import time

import numpy as np
import umap
from sklearn.decomposition import PCA

folder = sys.argv[1]


def pca(rows):
    found = PCA(3).fit(rows)
    return {"ratio": found.explained_variance_ratio_.tolist(), "loadings": np.abs(found.components_).ravel().tolist()}


def lay_out(rows, **options):
    layout = umap.UMAP(metric="cosine", n_neighbors=15, min_dist=0.1, n_epochs=200, **options).fit_transform(rows)
    layout.astype(np.float32).tofile(f"{folder}/umap-learn.bin")
    return {}


for line in sys.stdin:
    question = json.loads(line)
    if question["method"] == "memory":
        print(json.dumps({"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
        continue
    rows = np.fromfile(f"{folder}/{question['data']}", np.float32).reshape(-1, question["dim"])
    work = {"pca": pca, "umap": lay_out}[question["method"]]
    times = []
    for _ in range(question["repetitions"]):
        begin = time.perf_counter()
        answer = work(rows, **question.get("options", {}))
        times.append((time.perf_counter() - begin) * 1000)
    print(json.dumps({"times": times, **answer}), flush=True)
