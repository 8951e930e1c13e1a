"""TensorFlow Lite → ONNX for the small convolutional networks of MediaPipe: same numbers, another runtime.

Only the operators that those networks use are known; any other one is an error, never a guess. Weights stored as
float16 become float32. The input and the outputs keep their layout (``N × height × width × channels``), the graph
between them runs channels-first, and the batch is open (``N``), so that two eyes go through in one call. The same
input gives the same bytes.

Semantics: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/lite/schema/schema.fbs
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from containers.modelstore.onnx_file import GraphWriter, save
from containers.modelstore.padding import same_padding
from containers.modelstore.tflite_file import Operator, TfliteFile, read_tflite

TO_CHANNELS_FIRST = [0, 3, 1, 2]
TO_CHANNELS_LAST = [0, 2, 3, 1]


class UnknownOperator(ValueError):
    """The network uses an operator or an option that this conversion does not know."""


def convert(source: Path, target: Path) -> None:
    """Write the network of ``source`` (.tflite) to ``target`` (.onnx). Raises ``UnknownOperator``."""
    file = read_tflite(source.read_bytes())
    graph = _Graph(file)
    for operator in file.operators:
        write = WRITERS.get(operator.name)
        if write is None:
            raise UnknownOperator(f"{source.name} uses {operator.name}, which is not converted.")
        write(graph, operator)
    save(graph.finish(source.stem), target)


class _Graph(GraphWriter):
    """The ONNX graph as it grows. Four-dimensional tensors stand in it channels first."""

    def __init__(self, file: TfliteFile) -> None:
        super().__init__()
        self.file = file
        self.names: dict[int, str] = {}
        self.constants: dict[int, NDArray[np.float32]] = {}
        for place, index in enumerate(file.inputs):
            self.names[index] = self.node("Transpose", [f"input_{place}"], perm=TO_CHANNELS_FIRST)

    def constant(self, index: int) -> NDArray[np.float32]:
        """A tensor whose value is in the file, or was widened from float16."""
        known = self.constants.get(index)
        return known if known is not None else self.file.constant(index).astype(np.float32)

    def finish(self, name: str) -> onnx.GraphProto:
        inputs = [_described(self.file, index, f"input_{place}") for place, index in enumerate(self.file.inputs)]
        outputs = [_described(self.file, index, f"output_{place}") for place, index in enumerate(self.file.outputs)]
        for output, index in zip(outputs, self.file.outputs, strict=True):
            source = self.names[index]
            if len(self.file.shape(index)) == 4:
                last = helper.make_node("Transpose", [source], [output.name], perm=TO_CHANNELS_LAST)
            else:
                last = helper.make_node("Identity", [source], [output.name])
            self.nodes.append(last)
        return helper.make_graph(self.nodes, name, inputs, outputs, self.weights)


def _described(file: TfliteFile, index: int, name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", *file.shape(index)[1:]])


def _activated(graph: _Graph, name: str, activation: str) -> str:
    if activation == "NONE":
        return name
    if activation == "RELU":
        return graph.node("Relu", [name])
    raise UnknownOperator(f"The activation {activation} is not converted.")


def _pads(graph: _Graph, operator: Operator, kernel: tuple[int, int]) -> list[int]:
    if operator.padding == "VALID":
        return [0, 0, 0, 0]
    height, width = graph.file.shape(operator.inputs[0])[1:3]
    top, bottom = same_padding(height, kernel[0], operator.stride[0])
    left, right = same_padding(width, kernel[1], operator.stride[1])
    return [top, left, bottom, right]


def _convolution(graph: _Graph, operator: Operator) -> None:
    data, kernel_index, bias_index = operator.inputs
    kernel = graph.constant(kernel_index)
    depthwise = operator.name == "DEPTHWISE_CONV_2D"
    size = (kernel.shape[1], kernel.shape[2])
    result = graph.node(
        "Conv",
        [
            graph.names[data],
            graph.weight(kernel.transpose(3, 0, 1, 2) if depthwise else kernel.transpose(0, 3, 1, 2)),
            graph.weight(graph.constant(bias_index)),
        ],
        kernel_shape=list(size),
        strides=list(operator.stride),
        dilations=list(operator.dilation),
        group=kernel.shape[3] if depthwise else 1,
        pads=_pads(graph, operator, size),
    )
    graph.names[operator.outputs[0]] = _activated(graph, result, operator.activation)


def _max_pool(graph: _Graph, operator: Operator) -> None:
    graph.names[operator.outputs[0]] = graph.node(
        "MaxPool",
        [graph.names[operator.inputs[0]]],
        kernel_shape=list(operator.kernel),
        strides=list(operator.stride),
        pads=_pads(graph, operator, operator.kernel),
    )


def _prelu(graph: _Graph, operator: Operator) -> None:
    """PRelu as a·x + (1 − a)·relu(x), the products as 1×1 depthwise convolutions.

    onnxruntime has no blocked (NCHWc) PRelu: it leaves the blocked layout and returns to it around each one, which
    made the mesh three times slower than this sum, of which every part stays blocked.
    """
    data = graph.names[operator.inputs[0]]
    slope = graph.constant(operator.inputs[1]).reshape(-1, 1, 1, 1)
    straight = graph.node("Conv", [data, graph.weight(slope)], kernel_shape=[1, 1], group=len(slope))
    positive = graph.node("Relu", [data])
    bent = graph.node("Conv", [positive, graph.weight(1 - slope)], kernel_shape=[1, 1], group=len(slope))
    graph.names[operator.outputs[0]] = graph.node("Add", [bent, straight])


def _relu(graph: _Graph, operator: Operator) -> None:
    graph.names[operator.outputs[0]] = graph.node("Relu", [graph.names[operator.inputs[0]]])


def _add(graph: _Graph, operator: Operator) -> None:
    total = graph.node("Add", [graph.names[index] for index in operator.inputs])
    graph.names[operator.outputs[0]] = _activated(graph, total, operator.activation)


def _pad(graph: _Graph, operator: Operator) -> None:
    before, after = graph.file.constant(operator.inputs[1]).T[:, TO_CHANNELS_FIRST]
    pads = graph.weight(np.concatenate([before, after]).astype(np.int64))
    graph.names[operator.outputs[0]] = graph.node("Pad", [graph.names[operator.inputs[0]], pads])


def _resize(graph: _Graph, operator: Operator) -> None:
    before = graph.file.shape(operator.inputs[0])
    after = graph.file.shape(operator.outputs[0])
    scales = graph.weight(np.array([1, 1, after[1] / before[1], after[2] / before[2]], np.float32))
    graph.names[operator.outputs[0]] = graph.node(
        "Resize",
        [graph.names[operator.inputs[0]], "", scales],
        mode="linear",
        coordinate_transformation_mode=operator.coordinates,
    )


def _reshape(graph: _Graph, operator: Operator) -> None:
    """Reshape in the file's own order (channels last); zero keeps the batch as it comes."""
    data = graph.names[operator.inputs[0]]
    if len(graph.file.shape(operator.inputs[0])) == 4:
        data = graph.node("Transpose", [data], perm=TO_CHANNELS_LAST)
    shape = graph.file.shape(operator.outputs[0])
    if len(shape) == 4:
        raise UnknownOperator("Reshaping to four dimensions is not converted.")
    graph.names[operator.outputs[0]] = graph.node("Reshape", [data, graph.weight(np.array([0, *shape[1:]], np.int64))])


def _widen(graph: _Graph, operator: Operator) -> None:
    graph.constants[operator.outputs[0]] = graph.file.constant(operator.inputs[0]).astype(np.float32)


WRITERS: dict[str, Callable[[_Graph, Operator], None]] = {
    "ADD": _add,
    "CONV_2D": _convolution,
    "DEPTHWISE_CONV_2D": _convolution,
    "DEQUANTIZE": _widen,
    "MAX_POOL_2D": _max_pool,
    "PAD": _pad,
    "PRELU": _prelu,
    "RELU": _relu,
    "RESHAPE": _reshape,
    "RESIZE_BILINEAR": _resize,
}
