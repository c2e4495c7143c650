"""Runs a notebook with nbclient: python client.py NOTEBOOK EXECUTED. Prints where the kernel was found.

It starts in the notebook's folder, as editors start it. A cell with `interrupt_after` in its metadata is interrupted after so many
seconds. Errors are outputs like others. The executed notebook keeps each text in one piece.
"""

import json
import os
import sys

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

file, executed = sys.argv[1:]
notebook = nbformat.read(file, as_version=4)
kernel = notebook.metadata.kernelspec.name
print(KernelSpecManager().get_kernel_spec(kernel).resource_dir)
NotebookClient(
    notebook,
    kernel_name=kernel,
    resources={"metadata": {"path": os.path.dirname(file)}},
    allow_errors=True,
    timeout_func=lambda cell: cell.metadata.get("interrupt_after"),
    interrupt_on_timeout=True,
).execute()
with open(executed, "w", encoding="utf-8") as out:
    json.dump(notebook, out)
