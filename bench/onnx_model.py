"""The backbone of lib/encoders/backbone.ts as an ONNX model.

    onnx_model.py FOLDER STRIDES

Reads FOLDER/weights.json, [{"name", "shape"}, ...], and their numbers one after the other in FOLDER/weights.bin; writes FOLDER/model.onnx,
which takes photographs [n, 3, 224, 224] and gives features [n, 1280]. STRIDES are those of the blocks.
"""

import json
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

folder, strides = sys.argv[1], json.loads(sys.argv[2])
with open(f"{folder}/weights.json") as file:
    listed = json.load(file)
numbers, at, weights = np.fromfile(f"{folder}/weights.bin", np.float32), 0, {}
for one in listed:
    size = int(np.prod(one["shape"]))
    weights[one["name"]] = numbers[at : at + size].reshape(one["shape"])
    at += size

nodes, initializers = [], []


def constant(name, values):
    initializers.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
    return name


def node(operation, inputs, **attributes):
    name = f"y{len(nodes)}"
    nodes.append(helper.make_node(operation, inputs, [name], **attributes))
    return name


low = numpy_helper.from_array(np.float32(0), "low")
high = numpy_helper.from_array(np.float32(6), "high")
initializers += [low, high]


def relu6(x):
    return node("Clip", [x, "low", "high"])


def convolve(x, layer, step):
    kernel, bias = weights[f"{layer}.filter"], weights[f"{layer}.bias"]
    depthwise = layer.endswith(".depthwise")
    kernel = kernel.transpose(2, 3, 0, 1) if depthwise else kernel.transpose(3, 2, 0, 1)
    inputs = [x, constant(f"{layer}.filter", kernel), constant(f"{layer}.bias", bias)]
    return node("Conv", inputs, strides=[step, step], auto_pad="SAME_UPPER", group=kernel.shape[0] if depthwise else 1)


x, channels = relu6(convolve("photographs", "stem", 2)), len(weights["stem.bias"])
for i, step in enumerate(strides):
    wide = relu6(convolve(x, f"{i}.expand", 1)) if f"{i}.expand.filter" in weights else x
    narrow = convolve(relu6(convolve(wide, f"{i}.depthwise", step)), f"{i}.project", 1)
    width = len(weights[f"{i}.project.bias"])
    x, channels = (node("Add", [x, narrow]) if step == 1 and width == channels else narrow), width
pooled = node("GlobalAveragePool", [relu6(convolve(x, "head", 1))])
nodes.append(helper.make_node("Flatten", [pooled], ["features"]))

graph = helper.make_graph(
    nodes,
    "backbone",
    [helper.make_tensor_value_info("photographs", TensorProto.FLOAT, ["n", 3, 224, 224])],
    [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", len(weights["head.bias"])])],
    initializers,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
onnx.checker.check_model(model)
onnx.save(model, f"{folder}/model.onnx")
