"""Unpacks wheels: the C library of TensorFlow with its headers, or whole packages of NVIDIA. Arguments: the folder with the wheels, the
folder to unpack into."""

import pathlib
import sys
import zipfile

wheels, target = map(pathlib.Path, sys.argv[1:])
NEEDED = (
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/libtensorflow_framework.so.2",
    "tensorflow/THIRD_PARTY_NOTICES.txt",
    "tensorflow/include/tensorflow/",
    "tensorflow/include/tsl/",
    "tensorflow/include/xla/",
    "nvidia/",
)
for wheel in sorted(wheels.glob("*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and entry.filename.startswith(NEEDED):
                # CUDA has programs among its files, and zipfile forgets that a file may be run.
                pathlib.Path(archive.extract(entry, target)).chmod(entry.external_attr >> 16 & 0o777 | 0o600)
    wheel.unlink()  # there need not be room for all wheels and all that is in them
