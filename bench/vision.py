"""Vision: milliseconds of one core for a frame, beside the same networks called one at a time in LiteRT.

``python -m bench.vision`` prints the table. The alternative is the plain way: every sampled frame goes through the
detector, the mesh and both eyes, each in its own LiteRT interpreter with one thread, as their examples show.
"""

import resource
from collections.abc import Callable
from pathlib import Path
from time import process_time

import av
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray
from rich.console import Console

from bench.table import Row, terminal
from containers.modelstore import inputs
from containers.modelstore.manifest import load
from containers.vision.crops import crop
from containers.vision.detections import Detection, detector_input, faces_in
from containers.vision.engine import Networks, OnnxWatcher
from containers.vision.geometry import LEFT_CORNERS, RIGHT_CORNERS, eye_square
from containers.vision.pictures import Darkroom
from containers.vision.sampling import Sampler
from containers.vision.watcher import FrameWatcher
from shared.assessment.model.vision import WatchOptions
from shared.platform.settings import ModelStoreSettings

CLIP = Path(__file__).parents[1] / "samples/answers/mandarin.webm"
ROUNDS = 3
TARGET_MS = 15.0


class LiteRt:
    """One network in LiteRT, one thread."""

    def __init__(self, name: str) -> None:
        source = inputs.find(load().model(name).variants[0].files[0].inputs[0])
        if source is None:
            raise FileNotFoundError(f"{name}: install requirements/weights.lock")
        self._interpreter = Interpreter(str(source), num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._outputs = [output["index"] for output in self._interpreter.get_output_details()]

    def __call__(self, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        self._interpreter.set_tensor(self._input, batch)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(index) for index in self._outputs]


class LiteRtDetector(LiteRt):
    """The detector, up to faces."""

    def faces(self, thumbnail: NDArray[np.uint8], scale: float = 1.0) -> list[Detection]:
        boxes, logits = self(detector_input(thumbnail))
        return faces_in(boxes, logits, scale)


class OneAtATime:
    """Every sampled frame through detector, mesh and both eyes; the decoding and the crops are ours on both sides."""

    def __init__(self, expression: Networks) -> None:
        self._detector, self._mesh, self._iris = LiteRtDetector("face-detector"), LiteRt("face-mesh"), LiteRt("iris")
        self._expression = expression

    def frames(self, path: Path, options: WatchOptions) -> int:
        """Watch a clip and return how many frames were looked at."""
        sampler, darkroom, count = Sampler(options), Darkroom(), 0
        with av.open(str(path)) as source:
            source.streams.video[0].codec_context.thread_count = 1
            for frame in source.decode(video=0):
                wanted = sampler.wants(frame.time * 1000)
                if wanted is not None:
                    self._look(frame, darkroom, wanted.full and options.expression)
                    count += 1
        return count

    def _look(self, frame: av.VideoFrame, darkroom: Darkroom, expression: bool) -> None:
        picture, thumbnail = darkroom.picture(frame), darkroom.thumbnail(frame)
        for face in self._detector.faces(thumbnail, picture.width / thumbnail.shape[1])[:1]:
            square = face.square()
            points, _ = self._mesh(crop(picture, square, 192)[None])
            mesh = square.to_picture(points.reshape(-1, 3), 192)
            for corners in (LEFT_CORNERS, RIGHT_CORNERS):
                self._iris(crop(picture, eye_square(mesh, corners), 64)[None])
            if expression:
                self._expression.express(crop(picture, square, 64)[..., 0] * 2 - 1)


def run() -> list[Row]:
    """Measure and return the rows; the rounds of both ways alternate, and the best of each counts."""
    models = Path(ModelStoreSettings().models_dir)
    networks = Networks(models, "cpu", 1)
    ours, plain, options = FrameWatcher(networks), OneAtATime(networks), WatchOptions()
    before = _peak_mb()
    OnnxWatcher(models, device="cpu").watch(CLIP, options)
    peak = _peak_mb()
    ours_s, plain_s, frames, seconds = float("inf"), float("inf"), 0, 0
    for _ in range(ROUNDS):
        start = process_time()
        summary = ours.watch(CLIP, options).summary
        middle = process_time()
        count = plain.frames(CLIP, options)
        ours_s, plain_s = min(ours_s, middle - start), min(plain_s, process_time() - middle)
        frames, seconds = summary.frames, summary.seconds
        if count != frames:
            raise AssertionError(f"not the same frames: {count} and {frames}")
    how = f"{CLIP.name}, 640×480, {seconds} s, {frames} frames looked at, one core, best of {ROUNDS}"
    return [
        Row(
            "a frame, decoding included",
            f"{ours_s / frames * 1000:.1f} ms",
            f"{plain_s / frames * 1000:.1f} ms (LiteRT, one at a time)",
            f"≤ {TARGET_MS:.0f} ms",
            how,
        ),
        Row(
            "three minutes of answer",
            f"{ours_s / seconds * 180:.1f} s of one core",
            f"{plain_s / seconds * 180:.1f} s",
            "",
            "the same, scaled to 180 s",
        ),
        *_networks(networks),
        Row("peak memory of the process", f"{peak:.0f} MB", "", "≤ 1200 MB", f"{before:.0f} MB before the first clip"),
    ]


def _networks(networks: Networks) -> list[Row]:
    """Each network alone, the same random input on both sides."""
    random = np.random.default_rng(0)
    face, eyes = random.random((192, 192, 3), np.float32), random.random((2, 64, 64, 3), np.float32)
    thumbnail = random.integers(0, 255, (144, 192, 3), np.uint8)
    detector, mesh, iris = LiteRtDetector("face-detector"), LiteRt("face-mesh"), LiteRt("iris")
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "detector alone": (
            lambda: networks.detect(thumbnail, 1),
            lambda: detector.faces(thumbnail),
        ),
        "mesh alone": (lambda: networks.mesh(face), lambda: mesh(face[None])),
        "both eyes alone": (lambda: networks.eyes(eyes), lambda: (iris(eyes[:1]), iris(eyes[1:]))),
    }
    return [
        Row(name, f"{_median_ms(ours):.2f} ms", f"{_median_ms(other):.2f} ms (LiteRT)", "", "median of 50, one thread")
        for name, (ours, other) in pairs.items()
    ]


def _median_ms(call: Callable[[], object]) -> float:
    times = []
    for _ in range(50):
        start = process_time()
        call()
        times.append(process_time() - start)
    return float(np.median(times)) * 1000


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    Console(width=160).print(terminal("Vision", run()))


if __name__ == "__main__":
    main()
