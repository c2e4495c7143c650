"""
Reads the weights of a PyTorch file in the format before 1.6 and writes them as plain numbers, without PyTorch: nothing of the
file is run.

    python3 torch-weights.py FILE.pth OUT        writes OUT.json ([name, shape, first number] each) and OUT.bin (float32)
"""
import array
import collections
import json
import pickle
import struct
import sys

WIDTH = {"FloatStorage": 4, "LongStorage": 8}


class Reader(pickle.Unpickler):
    """Knows names and places of tensors, and nothing else of what a pickle can ask for."""

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, first, shape, strides, *_: (storage, first, shape, strides)
        if module == "torch" and name in WIDTH:
            return name
        raise pickle.UnpicklingError(f"the file asks for {module}.{name}, expected tensors only")

    def persistent_load(self, identifier):
        _, kind, key, _, size = identifier[:5]
        return kind, key, size


def in_order(numbers, start, shape, strides):
    """The numbers of a tensor, its last axis fastest, however they lie in memory."""
    places = [start]
    for extent, stride in zip(shape, strides):
        places = [place + i * stride for place in places for i in range(extent)]
    return array.array("f", (numbers[place] for place in places))


def main(source, out):
    with open(source, "rb") as file:
        for _ in range(3):  # a magic number, the version, about the machine
            Reader(file).load()
        tensors = Reader(file).load()
        storages = {}
        kinds = {storage[1]: storage[0] for storage, *_ in tensors.values()}
        for key in Reader(file).load():
            (count,) = struct.unpack("<q", file.read(8))
            storages[key] = file.read(count * WIDTH[kinds[key]])
    index, numbers, first = [], [], 0
    for name, ((kind, key, _), start, shape, strides) in tensors.items():
        if kind != "FloatStorage":
            continue  # counters of batches
        ordered = in_order(array.array("f", storages[key]), start, shape, strides)
        numbers.append(ordered.tobytes())
        index.append([name, list(shape), first])
        first += len(ordered)
    with open(f"{out}.json", "w", encoding="utf8") as file:
        json.dump(index, file)
    with open(f"{out}.bin", "wb") as file:
        file.write(b"".join(numbers))


if __name__ == "__main__":
    main(*sys.argv[1:])
