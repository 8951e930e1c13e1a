"""The engine: four networks in onnxruntime.

The only file of the worker that imports the machine-learning library.
"""

from pathlib import Path
from typing import Literal

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from containers.modelstore.locate import path_of
from containers.modelstore.verify import sha256_of
from containers.vision.crops import Points
from containers.vision.detections import Detection, detector_input, faces_in
from containers.vision.watcher import FrameWatcher
from shared.assessment.model.media import MediaLimits
from shared.kernel.errors import Unavailable

Device = Literal["auto", "cpu", "cuda"]
MODELS = ("face-detector", "face-mesh", "iris", "expression")


class Networks:
    """The four networks, loaded once and used by any number of threads."""

    def __init__(self, models: Path, device: Device = "auto", threads: int = 1) -> None:
        """Raises ``ModelMissing`` for a model that is not assembled, ``Unavailable`` for CUDA that is not there."""
        files = {name: path_of(name, models) / "model.onnx" for name in MODELS}
        providers = _providers(device)
        self._detector, self._mesh, self._iris, self._expression = (
            _session(files[name], providers, threads) for name in MODELS
        )
        if device == "cuda" and "CUDAExecutionProvider" not in self._mesh.get_providers():
            # onnxruntime falls back in silence where the driver or cuDNN is missing.
            raise _no_cuda("found no usable CUDA device")
        self.models = {name: sha256_of(file) for name, file in files.items()}

    def detect(self, thumbnail: NDArray[np.uint8], scale: float) -> list[Detection]:
        """Faces in a thumbnail, in the pixels of a picture ``scale`` times as large, surest first."""
        boxes, logits = _run(self._detector, detector_input(thumbnail))
        return faces_in(boxes, logits, scale)

    def mesh(self, crop: NDArray[np.float32]) -> tuple[Points, float]:
        """468 × 3 points in pixels of a 192 × 192 × 3 crop (0…1), and the presence score 0–1."""
        points, logit = _run(self._mesh, crop[None])
        return points.reshape(-1, 3), float(1 / (1 + np.exp(-logit.item())))

    def eyes(self, crops: NDArray[np.float32]) -> tuple[Points, Points]:
        """Contours n × 71 × 3 and irises n × 5 × 3, in pixels of the n × 64 × 64 × 3 crops (0…1)."""
        contours, irises = _run(self._iris, crops)
        return contours.reshape(-1, 71, 3), irises.reshape(-1, 5, 3)

    def express(self, face: NDArray[np.float32]) -> tuple[float, ...]:
        """Seven probabilities in the order of ``EXPRESSIONS`` for a grey face, 64 × 64 in −1…1."""
        (chances,) = _run(self._expression, face[None, :, :, None])
        return tuple(float(chance) for chance in chances[0])


class OnnxWatcher(FrameWatcher):
    """The watcher of the assessment stage (``shared.assessment.ports.Watcher``) on onnxruntime."""

    def __init__(
        self, models: Path, *, device: Device = "auto", threads: int = 1, limits: MediaLimits | None = None
    ) -> None:
        """Load the networks. ``threads`` is how many cores one clip may use.

        Raises:
            ModelMissing: a model has not been assembled.
            Unavailable: ``device`` is ``cuda`` and there is none.
        """
        super().__init__(Networks(models, device, threads), threads=threads, limits=limits)


def _run(session: onnxruntime.InferenceSession, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    results: list[NDArray[np.float32]] = session.run(None, {session.get_inputs()[0].name: batch})
    return results


def _providers(device: Device) -> list[str]:
    """CUDA where there is one. Asked for and missing it is an error: a GPU that idles unseen costs more than a stop."""
    there = "CUDAExecutionProvider" in onnxruntime.get_available_providers()
    if device == "cuda" and not there:
        raise _no_cuda("is built without CUDA")
    if device == "cpu" or not there:
        return ["CPUExecutionProvider"]
    return ["CUDAExecutionProvider", "CPUExecutionProvider"]


def _no_cuda(found: str) -> Unavailable:
    return Unavailable(
        f"The vision worker was told to use CUDA, and its onnxruntime {found}.",
        "Run the GPU image on a GPU machine, or set BOLE_DEVICE to auto or cpu.",
    )


def _session(file: Path, providers: list[str], threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The networks are small: threads that spin between two of them burn a core for nothing.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file, options, providers=providers)
