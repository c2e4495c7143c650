"""The searches of bench/search.ts by usearch, an HNSW graph in memory.

    search_peer.py FILE

Answers each line {"method": "build", "data": file, "dim": d} with the seconds of indexing, and keeps the index in FILE; {"method":
"search", "queries": file, "dim": d, "first": i, "count": c, "effort": e} with the milliseconds and the ten rows of each query (effort 0:
exactly; none: as usearch takes it); {"method": "memory"} with the peak so far in MiB. Files hold float32.
"""

import json
import os
import resource
import sys
import time

import numpy as np
from usearch.index import Index

place = sys.argv[1]
index = None


def empty(dim):
    return Index(ndim=dim, metric="ip", dtype="f32", connectivity=16, expansion_add=128)


def build(question):
    rows = np.fromfile(question["data"], np.float32).reshape(-1, question["dim"])
    begin = time.perf_counter()
    made = empty(question["dim"])
    made.add(np.arange(len(rows)), rows, threads=os.cpu_count())
    seconds = time.perf_counter() - begin
    made.save(place)
    return {"store": 0, "index": seconds}


def search(question):
    global index
    if index is None:
        index = empty(question["dim"])
        index.load(place)
    queries = np.fromfile(question["queries"], np.float32).reshape(-1, question["dim"])
    effort = question.get("effort")
    if effort:
        index.expansion_search = effort
    times, found = [], []
    for query in queries[question["first"] : question["first"] + question["count"]]:
        begin = time.perf_counter()
        keys = index.search(query, 10, exact=effort == 0).keys
        times.append((time.perf_counter() - begin) * 1000)
        found.append(keys.tolist())
    return {"times": times, "found": found}


def memory(_):
    return {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"build": build, "search": search, "memory": memory}[question["method"]](question)), flush=True)
