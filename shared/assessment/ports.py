"""The seams of the assessment stage: what its use cases need from engines and stores."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from shared.assessment.judging import JudgeCase, Making, Verdict
from shared.assessment.model.media import MediaLimits, MediaProbe
from shared.assessment.model.transcript import TranscribeOptions, Transcript
from shared.assessment.model.vision import Vision, WatchOptions

Progress = Callable[[float], None]
"""Called with the share done, 0–1, as often as the engine likes; may raise to stop the work."""


def ignore_progress(_share: float) -> None:
    """For callers that do not care."""


class Prober(Protocol):
    """Looks into a file without decoding its frames."""

    def probe(self, path: Path, limits: MediaLimits) -> MediaProbe: ...


class Transcriber(Protocol):
    """Turns speech into words. Holds its model; safe to call again and again."""

    def transcribe(
        self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress
    ) -> Transcript: ...


class Watcher(Protocol):
    """Turns pictures into a timeline. Holds its models; safe to call again and again."""

    def watch(self, path: Path, options: WatchOptions, progress: Progress = ignore_progress) -> Vision: ...


class Embedder(Protocol):
    """Compares meaning across zh and en. Raw cosines: rank or calibrate them, never threshold them."""

    name: str

    @property
    def careful(self) -> "Embedder":
        """The encoder that best tells an answer from talk beside the question; this one where it is the only one."""
        ...

    @property
    def quick(self) -> "Embedder":
        """The cheapest encoder, which best tells competencies apart; this one where it is the only one."""
        ...

    def similarities(self, query: str, passages: Sequence[str]) -> list[float]: ...


class Judge(Protocol):
    """One answer, one question, some rubrics → the features it measured and a score each.

    ``name`` says which judge and version it is, and stands on every score. Raises ``Unavailable`` when it cannot
    judge now; never gives a middling score in place of one that it could not find.
    """

    name: str

    @property
    def making(self) -> Making: ...

    def judge(self, case: JudgeCase) -> Verdict: ...
