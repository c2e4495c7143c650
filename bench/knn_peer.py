"""The searches of bench/knn.ts by scikit-learn's brute force, on all cores.

    knn_peer.py FOLDER K

Answers each line {"dim": d, "repetitions": r} with the milliseconds of each search in FOLDER/gallery.bin for FOLDER/queries.bin, and the
similarities that it found, one after the other. Files hold float32.
"""

import json
import sys
import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

folder, k = sys.argv[1], int(sys.argv[2])

for line in sys.stdin:
    question = json.loads(line)
    gallery, queries = (np.fromfile(f"{folder}/{name}.bin", np.float32).reshape(-1, question["dim"]) for name in ("gallery", "queries"))
    times = []
    for _ in range(question["repetitions"]):
        begin = time.perf_counter()
        index = NearestNeighbors(n_neighbors=k, algorithm="brute", metric="cosine", n_jobs=-1).fit(gallery)
        distances, _ = index.kneighbors(queries)
        times.append((time.perf_counter() - begin) * 1000)
    print(json.dumps({"times": times, "similarities": (1 - distances).ravel().tolist()}), flush=True)
