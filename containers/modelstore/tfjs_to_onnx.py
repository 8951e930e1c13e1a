"""TensorFlow.js graph model → ONNX, for the expression network: same numbers, another runtime.

Only the operators that this network uses are known; any other one is an error, never a guess. The input keeps its
layout (``N × height × width × channels``), the graph runs channels-first. The same input gives the same bytes.

Format: https://www.tensorflow.org/js/tutorials/conversion/import_saved_model
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from containers.modelstore.onnx_file import GraphWriter, save
from containers.modelstore.padding import same_padding
from containers.modelstore.tfjs_file import Node, TfjsFile, read_tfjs

TO_CHANNELS_FIRST = [0, 3, 1, 2]


class UnknownOperator(ValueError):
    """The network uses an operator or an option that this conversion does not know."""


def convert(source: Path, target: Path) -> None:
    """Write the network of ``source`` (model.json, its weights beside it) to ``target``. Raises ``UnknownOperator``."""
    file = read_tfjs(source)
    graph = _Graph(file)
    for node in file.nodes:
        write = WRITERS.get(node.op)
        if write is None:
            raise UnknownOperator(f"{source.name} uses {node.op}, which is not converted.")
        write(graph, node)
    save(graph.finish(source.stem), target)


class _Graph(GraphWriter):
    """The ONNX graph as it grows: names and sizes (height, width) of what each tensor stands for."""

    def __init__(self, file: TfjsFile) -> None:
        super().__init__()
        self.file = file
        self.names: dict[str, str] = {}
        self.sizes: dict[str, tuple[int, int]] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def same(self, node: Node, name: str) -> None:
        """``node`` is ``name``, of its input's size."""
        self.names[node.name] = name
        if node.inputs[0] in self.sizes:
            self.sizes[node.name] = self.sizes[node.inputs[0]]

    def finish(self, name: str) -> onnx.GraphProto:
        return helper.make_graph(self.nodes, name, self.inputs, self.outputs, self.weights)


def _placeholder(graph: _Graph, node: Node) -> None:
    _, height, width, channels = node.shape("shape")
    graph.inputs.append(helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", height, width, channels]))
    graph.names[node.name] = graph.node("Transpose", ["input"], perm=TO_CHANNELS_FIRST)
    graph.sizes[node.name] = (height, width)


def _window(graph: _Graph, node: Node, kernel: tuple[int, int]) -> dict[str, Any]:
    """Attributes of a sliding window; also notes the size of what comes out."""
    stride = node.numbers("strides")[1:3]
    size = graph.sizes[node.inputs[0]]
    if node.text("padding") == "SAME":
        (top, bottom), (left, right) = (same_padding(size[axis], kernel[axis], stride[axis]) for axis in (0, 1))
        graph.sizes[node.name] = (-(-size[0] // stride[0]), -(-size[1] // stride[1]))
    else:
        top = bottom = left = right = 0
        graph.sizes[node.name] = ((size[0] - kernel[0]) // stride[0] + 1, (size[1] - kernel[1]) // stride[1] + 1)
    return {"kernel_shape": list(kernel), "strides": stride, "pads": [top, left, bottom, right]}


def _convolution(graph: _Graph, node: Node) -> None:
    depthwise = node.op == "DepthwiseConv2dNative"
    kernel = graph.file.weights[node.inputs[1]]
    values = kernel.transpose(2, 3, 0, 1) if depthwise else kernel.transpose(3, 2, 0, 1)
    if depthwise and kernel.shape[3] != 1:
        raise UnknownOperator("A depthwise convolution with a multiplier is not converted.")
    inputs = [graph.names[node.inputs[0]], graph.weight(values)]
    after = node.texts("fused_ops")
    if after[:1] == ["BiasAdd"]:
        inputs.append(graph.weight(graph.file.weights[node.inputs[2]]))
    window = _window(graph, node, (kernel.shape[0], kernel.shape[1]))
    name = graph.node("Conv", inputs, group=kernel.shape[2] if depthwise else 1, **window)
    if after not in ([], ["BiasAdd"], ["BiasAdd", "Relu"]):
        raise UnknownOperator(f"The fused operators {after} are not converted.")
    graph.names[node.name] = graph.node("Relu", [name]) if "Relu" in after else name


def _max_pool(graph: _Graph, node: Node) -> None:
    height, width = node.numbers("ksize")[1:3]
    window = _window(graph, node, (height, width))
    graph.names[node.name] = graph.node("MaxPool", [graph.names[node.inputs[0]]], **window)


def _elementwise(graph: _Graph, node: Node) -> None:
    kind = {"AddV2": "Add", "Relu": "Relu"}[node.op]
    graph.same(node, graph.node(kind, [graph.names[name] for name in node.inputs]))


def _mean(graph: _Graph, node: Node) -> None:
    axes = [TO_CHANNELS_FIRST.index(int(axis)) for axis in graph.file.weights[node.inputs[1]]]
    inputs = [graph.names[node.inputs[0]], graph.weight(np.array(axes, np.int64))]
    graph.names[node.name] = graph.node("ReduceMean", inputs, keepdims=0)


def _softmax(graph: _Graph, node: Node) -> None:
    graph.names[node.name] = graph.node("Softmax", [graph.names[node.inputs[0]]], axis=-1)


def _output(graph: _Graph, node: Node) -> None:
    graph.nodes.append(helper.make_node("Identity", [graph.names[node.inputs[0]]], ["output"]))
    graph.outputs.append(helper.make_tensor_value_info("output", TensorProto.FLOAT, ["N", None]))


def _constant(_graph: _Graph, _node: Node) -> None:
    """Weights are read where they are used."""


WRITERS: dict[str, Callable[[_Graph, Node], None]] = {
    "AddV2": _elementwise,
    "Const": _constant,
    "DepthwiseConv2dNative": _convolution,
    "Identity": _output,
    "MaxPool": _max_pool,
    "Mean": _mean,
    "Placeholder": _placeholder,
    "Relu": _elementwise,
    "Softmax": _softmax,
    "_FusedConv2D": _convolution,
}
