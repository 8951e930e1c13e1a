"""Scores a labelled corpus in this process and its helpers: what ``bole validate`` and the benchmark run."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from containers.modelstore.locate import path_of
from local.assessing import Engines, Recording, assess_recording
from local.documents import write_document
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.ports import Judge, Transcriber, Watcher
from shared.assessment.scoring import AnswerSubject
from shared.assessment.validity.corpus import Corpus
from shared.assessment.validity.report import ValidityReport, counted, groups_of, rating_agreements, rows
from shared.assessment.validity.running import Progress, score_corpus
from shared.assessment.validity.scored import Bench
from shared.kernel.clock import SystemClock
from shared.kernel.language import Language
from shared.platform.embedder import View
from shared.platform.media import PyavProber

_WHISPER = "whisper-base"
MEANING: View = "use-multilingual"
"""The encoder whose mean vectors a calibrated model may use: twelve times as quick as the other."""


@dataclass(frozen=True)
class Wanted:
    """``calibrate``: folds, None for none. ``models``: their folder where recordings are to be opened, else None.
    ``documents``: the folder into which each process writes the documents of its answers, None where nobody wants them.
    """

    weights: Mapping[str, float]
    calibrate: int | None = None
    models: Path | None = None
    workers: int = 2
    documents: Path | None = None


def validate_corpus(corpus: Corpus, wanted: Wanted, progress: Progress = lambda done, total: None) -> ValidityReport:
    """Score every interview of ``corpus`` and return the agreement with its ratings.

    Raises ``Unavailable`` where a model is not installed, or another process could not write its documents;
    ``NotFound`` for an unknown competency; ``Invalid`` for a number of folds that nothing can be learnt from, or a
    folder of documents that cannot be written to.
    """
    began = time.monotonic()
    meaning = wanted.calibrate is not None
    opened = partial(open_bench, dict(wanted.weights), corpus.folder, meaning, wanted.models, wanted.documents)
    scored = score_corpus(corpus.interviews, opened, workers=wanted.workers, progress=progress)
    seconds = {"score": round(time.monotonic() - began, 2)}
    ratings = rating_agreements(scored)
    if wanted.calibrate is not None:
        from shared.assessment.validity.calibrated import calibrate

        began = time.monotonic()
        learnt = calibrate(scored, wanted.calibrate)
        ratings = tuple(one.model_copy(update={"calibrated": learnt[one.rating]}) for one in ratings)
        seconds["calibrate"] = round(time.monotonic() - began, 2)
    return ValidityReport(
        corpus=str(corpus.folder.name),
        judge=judge_name(),
        weights=dict(wanted.weights),
        counted=counted(scored),
        ratings=ratings,
        groups=groups_of(scored),
        bad_lines=tuple(f"line {line}: {problem}" for line, problem in corpus.bad),
        problems=tuple(problem for one in scored for problem in one.problems),
        seconds=seconds,
        interviews=rows(scored),
    )


def judge_name() -> str:
    """Return which judge scores, with its version."""
    return _judge().name


def open_bench(
    weights: dict[str, float], folder: Path, meaning: bool, models: Path | None, documents: Path | None = None
) -> Bench:
    """Load what a process scores with. Raises ``Unavailable`` where a package is not installed."""
    from shared.platform.embedder import load_encoders

    return Bench(
        judge=_judge(),
        weights=weights,
        folder=folder,
        encode=load_encoders((MEANING,))[0].passage if meaning else None,
        score_recording=None if models is None else partial(_recording, models),
        keep=None if documents is None else partial(write_document, documents),
    )


@cache
def _judge() -> Judge:
    from shared.assessment.local_judge import LocalJudge
    from shared.platform.embedder import open_embedder

    return LocalJudge(open_embedder())


def _recording(models: Path, path: Path, subject: AnswerSubject, language: Language | None) -> AnswerAssessed:
    wanted = Recording(
        path=path, question=subject.question, competencies=tuple(subject.competencies), language=language
    )
    return assess_recording(wanted, _engines(models), lambda step, share: None)


@cache
def _engines(models: Path) -> Engines:
    """The engines of the workers, opened at the first recording and kept for the others."""

    @cache
    def transcriber() -> Transcriber:
        from containers.transcriber.engine import WhisperTranscriber
        from containers.transcriber.tuning import WhisperSettings

        return WhisperTranscriber(WhisperSettings(model=path_of(_WHISPER, models), name=_WHISPER))

    @cache
    def watcher() -> Watcher:
        from containers.vision.engine import OnnxWatcher

        return OnnxWatcher(models, threads=1)

    return Engines(PyavProber(), transcriber, watcher, _judge, SystemClock())
