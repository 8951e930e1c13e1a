"""The vision worker's part of the loop: options in, a vision document and its answer out."""

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from containers.worker.ports import Finding
from shared.assessment.model.vision import WatchOptions
from shared.assessment.pipeline import WatchResult
from shared.assessment.ports import Progress, Watcher
from shared.kernel.documents import DocumentRef


class WatchWork:
    """``containers.worker.ports.Work`` around a watcher."""

    name = "vision"

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        """Watch one clip.

        Raises:
            MediaRefused: the file is no recording.
            pydantic.ValidationError: the options are none of ``WatchOptions``.
        """
        wanted = WatchOptions.model_validate(dict(options))
        begun = perf_counter()
        vision = self._watcher.watch(media, wanted, progress)
        seconds = round(perf_counter() - begun, 3)

        def answer(document: DocumentRef) -> WatchResult:
            return WatchResult(vision=document, frames=vision.summary.frames, seconds=seconds)

        return Finding(document=vision, answer=answer)
