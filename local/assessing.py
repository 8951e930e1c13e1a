"""Assesses one recording in this process: the same engines and the same use case as in the cloud, without one."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.flagging import Announced, flags_of
from shared.assessment.model.media import MediaLimits, MediaProbe
from shared.assessment.model.transcript import TranscribeOptions, Transcript
from shared.assessment.model.vision import Vision, WatchOptions
from shared.assessment.ports import Judge, Prober, Transcriber, Watcher
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from shared.kernel.language import LANGUAGES, Language

log = logging.getLogger(__name__)
StepName = Literal["probe", "transcribe", "watch", "score"]
"""The keys of ``stage_seconds``, here as in the cloud."""
Result = TypeVar("Result")
Shown = Callable[[StepName, float], None]
"""Hears how far a step is, 0–1. Called from several threads."""
LONGEST = 200
"""Characters of a watcher's own words: enough to know the error again."""


@dataclass(frozen=True)
class Engines:
    """What does the work. Transcriber, watcher and judge are opened when their step begins: that takes seconds."""

    prober: Prober
    open_transcriber: Callable[[], Transcriber]
    open_watcher: Callable[[], Watcher]
    open_judge: Callable[[], Judge]
    clock: Clock


@dataclass(frozen=True)
class Recording:
    """What is to be assessed. ``language`` None: whichever of the accepted ones is heard."""

    path: Path
    question: str
    competencies: tuple[str, ...]
    language: Language | None = None
    limits: MediaLimits = field(default_factory=MediaLimits)

    @property
    def languages(self) -> tuple[Language, ...]:
        return LANGUAGES if self.language is None else (self.language,)


@dataclass(frozen=True)
class Seen:
    """What came of the picture: what was seen, or why nobody watched, or the watcher's error."""

    vision: Vision | None = None
    skipped: str | None = None
    error: str | None = None


def assess_recording(recording: Recording, engines: Engines, shown: Shown) -> AnswerAssessed:
    """Return everything that was found in one recording. A watcher that fails is a flag, as in the cloud.

    Raises MediaRefused (with words) when it cannot be assessed, NotFound when the recogniser or a rubric is missing.
    """
    seconds: dict[str, float] = {}
    probe = _timed("probe", seconds, shown, lambda: engines.prober.probe(recording.path, recording.limits))
    skipped = _not_watched(probe, recording.limits)
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="engine") as pool:
        listening = pool.submit(_timed, "transcribe", seconds, shown, lambda: _listen(recording, engines, shown))
        watching = None
        if skipped is None:
            watching = pool.submit(_timed, "watch", seconds, shown, lambda: _watch(recording, engines, shown))
        transcript = listening.result()
        seen = _seen(watching) if watching is not None else Seen(skipped=skipped)
    return _timed("score", seconds, shown, lambda: _score(recording, engines, probe, transcript, seen, seconds))


def _listen(recording: Recording, engines: Engines, shown: Shown) -> Transcript:
    options = TranscribeOptions(languages=recording.languages, language=recording.language)
    return engines.open_transcriber().transcribe(recording.path, options, lambda share: shown("transcribe", share))


def _watch(recording: Recording, engines: Engines, shown: Shown) -> Vision:
    return engines.open_watcher().watch(recording.path, WatchOptions(), lambda share: shown("watch", share))


def _seen(watching: Future[Vision]) -> Seen:
    try:
        return Seen(vision=watching.result())
    except Exception as error:  # whatever broke there, what was heard is worth its scores
        log.debug("The watcher failed.", exc_info=True)
        words = error.problem if isinstance(error, BoleError) else f"{type(error).__name__}: {error}"
        return Seen(error=words[:LONGEST])


def _score(
    recording: Recording,
    engines: Engines,
    probe: MediaProbe,
    transcript: Transcript,
    seen: Seen,
    seconds: dict[str, float],
) -> AnswerAssessed:
    flags = flags_of(
        announced=Announced(),
        probe=probe,
        transcript=transcript,
        vision=seen.vision,
        languages=recording.languages,
        watch_skipped=seen.skipped,
        watch_error=seen.error,
    )
    subject = AnswerSubject(
        tenant_id=TenantId("this-machine"),
        interview_id=InterviewId("int_this_machine"),
        answer_id=AnswerId("ans_this_machine"),
        question=recording.question,
        medium=probe.medium,
        competencies=recording.competencies,
        languages=recording.languages,
    )
    began = time.monotonic()
    judge = engines.open_judge()
    assessed = assess_answer(subject, transcript, seen.vision, probe, flags, judge, engines.clock.now(), {})
    took = {**seconds, "score": round(time.monotonic() - began, 3)}
    return assessed.model_copy(update={"stage_seconds": took})


def _not_watched(probe: MediaProbe, limits: MediaLimits) -> str | None:
    if probe.video is None:
        return "no_video"
    return "picture_too_large" if probe.video.width * probe.video.height > limits.max_pixels else None


def _timed(step: StepName, seconds: dict[str, float], shown: Shown, work: Callable[[], Result]) -> Result:
    shown(step, 0.0)
    began = time.monotonic()
    result = work()
    seconds[step] = round(time.monotonic() - began, 3)
    shown(step, 1.0)
    return result
