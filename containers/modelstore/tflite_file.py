"""Reading a TensorFlow Lite file into plain values: tensors, constants, operators in the order they run."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import tflite
from numpy.typing import NDArray


@dataclass(frozen=True)
class Operator:
    """One step. Inputs and outputs are tensor indexes; what a kind of operator does not have keeps its default."""

    name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    kernel: tuple[int, int] = (1, 1)
    padding: str = "VALID"
    activation: str = "NONE"
    coordinates: str = "asymmetric"
    """How a resize maps places, in ONNX's words."""


class TfliteFile:
    """The first subgraph of a file. Shapes are channels last, as stored."""

    def __init__(self, model: tflite.Model) -> None:
        self._model = model
        self._graph = model.Subgraphs(0)
        self.inputs = tuple(int(index) for index in self._graph.InputsAsNumpy())
        self.outputs = tuple(int(index) for index in self._graph.OutputsAsNumpy())
        self.operators = tuple(self._operator(index) for index in range(self._graph.OperatorsLength()))

    def shape(self, index: int) -> tuple[int, ...]:
        """Shape of tensor ``index``."""
        return tuple(int(size) for size in self._graph.Tensors(index).ShapeAsNumpy())

    def constant(self, index: int) -> NDArray[np.generic]:
        """Value of tensor ``index``. Raises ``ValueError`` when it is computed, not stored."""
        tensor = self._graph.Tensors(index)
        raw = self._model.Buffers(tensor.Buffer()).DataAsNumpy()
        if isinstance(raw, int):
            raise ValueError(f"Tensor {tensor.Name().decode()} has no stored value.")
        kinds = {tflite.TensorType.FLOAT32: "<f4", tflite.TensorType.FLOAT16: "<f2", tflite.TensorType.INT32: "<i4"}
        return np.frombuffer(raw.tobytes(), kinds[tensor.Type()]).reshape(self.shape(index))

    def _operator(self, index: int) -> Operator:
        raw = self._graph.Operators(index)
        code = self._model.OperatorCodes(raw.OpcodeIndex())
        # Codes below 127 stood in a one-byte field first; a file has them in one place or the other.
        number = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        return Operator(
            name=_word(tflite.BuiltinOperator, number),
            inputs=tuple(int(place) for place in raw.InputsAsNumpy()),
            outputs=tuple(int(place) for place in raw.OutputsAsNumpy()),
            **_options(number, raw.BuiltinOptions()),
        )


def read_tflite(data: bytes) -> TfliteFile:
    """Read a .tflite file's bytes."""
    return TfliteFile(tflite.Model.GetRootAsModel(data, 0))


def _word(kind: type, number: int) -> str:
    return next(name for name, value in vars(kind).items() if value == number)


def _options(number: int, table: Any) -> dict[str, Any]:
    kinds = tflite.BuiltinOperator
    if number == kinds.CONV_2D:
        return {**_windowed(tflite.Conv2DOptions, table), **_dilated(tflite.Conv2DOptions, table)}
    if number == kinds.DEPTHWISE_CONV_2D:
        return {**_windowed(tflite.DepthwiseConv2DOptions, table), **_dilated(tflite.DepthwiseConv2DOptions, table)}
    if number == kinds.MAX_POOL_2D:
        options = _opened(tflite.Pool2DOptions, table)
        kernel = (options.FilterHeight(), options.FilterWidth())
        return {**_windowed(tflite.Pool2DOptions, table), "kernel": kernel}
    if number == kinds.ADD:
        options = _opened(tflite.AddOptions, table)
        return {"activation": _word(tflite.ActivationFunctionType, options.FusedActivationFunction())}
    if number == kinds.RESIZE_BILINEAR:
        options = _opened(tflite.ResizeBilinearOptions, table)
        if options.AlignCorners():
            return {"coordinates": "align_corners"}
        return {"coordinates": "half_pixel" if options.HalfPixelCenters() else "asymmetric"}
    return {}


def _opened(kind: type, table: Any) -> Any:
    options = kind()
    options.Init(table.Bytes, table.Pos)
    return options


def _windowed(kind: type, table: Any) -> dict[str, Any]:
    options = _opened(kind, table)
    return {
        "stride": (options.StrideH(), options.StrideW()),
        "padding": _word(tflite.Padding, options.Padding()),
        "activation": _word(tflite.ActivationFunctionType, options.FusedActivationFunction()),
    }


def _dilated(kind: type, table: Any) -> dict[str, Any]:
    options = _opened(kind, table)
    return {"dilation": (options.DilationHFactor(), options.DilationWFactor())}
