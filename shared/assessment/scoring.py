"""Score an answer: check that it can be scored, let the judge judge it, and write down all that was found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.assessment.contracts import AnswerAssessed, VisionPart
from shared.assessment.features.calibration import language_of
from shared.assessment.features.measure import counted
from shared.assessment.features.reading import TOKEN, Reading
from shared.assessment.features.scorable import NotScored, why_not
from shared.assessment.judging import JudgeCase, Verdict
from shared.assessment.llm.instructions import addressed_to_judge, restored, without
from shared.assessment.llm.surroundings import surrounded
from shared.assessment.local_judge import unscored
from shared.assessment.model.flags import Flag
from shared.assessment.model.media import MediaProbe, Medium
from shared.assessment.model.receipt import Receipt
from shared.assessment.model.reference import Reference
from shared.assessment.model.score import Feature
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.model.vision import Vision
from shared.assessment.ports import Judge
from shared.assessment.receipts import receipt_of
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.assessment.watching.features import vision_features
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from shared.kernel.language import Language


class AnswerSubject(Frozen):
    """Whose answer to what. ``question`` is empty where nobody knows what was asked.

    ``competencies``: keys of the catalogue or of ``own_rubrics``; ``languages``: those that are accepted.
    """

    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    question: str
    medium: Medium
    competencies: tuple[str, ...]
    languages: tuple[Language, ...]
    own_rubrics: tuple[Rubric, ...] = ()
    """What a position wrote itself; it comes before the catalogue's rubric of the same name."""
    reference: Reference | None = None
    """What the position calls a right answer, for technical ability."""


def text_transcript(text: str, languages: Sequence[Language]) -> Transcript:
    """Return a written answer as a transcript: words without times, certain, in the language of its script."""
    language = language_of(text)
    stripped = text.strip()
    words = tuple(_untimed(piece) for piece in _pieces(stripped))
    whole = Segment(first_word=0, end_word=len(words), start_ms=_ZERO, end_ms=_ZERO, text=stripped)
    return Transcript(
        text=stripped,
        language=language if language in languages or not languages else languages[0],
        language_probability=1.0,
        detected_language=language,
        duration_ms=_ZERO,
        speech_ms=_ZERO,
        words=words,
        segments=(whole,) if words else (),
        model="text",
    )


def assess_answer(
    subject: AnswerSubject,
    transcript: Transcript,
    vision: Vision | None,
    probe: MediaProbe | None,
    flags: Sequence[Flag],
    judge: Judge,
    assessed_at: datetime,
    stage_seconds: Mapping[str, float],
) -> AnswerAssessed:
    """Return everything that was found in one answer.

    ``flags`` are those of the recording; the judge's are added. What cannot be scored has no number but a reason code
    on every competency. What the camera saw is kept to be shown; it is not given to the judge and moves no score.

    Raises ``NotFound`` for a competency without a rubric, and what the judge raises.
    """
    rubrics = rubrics_of(subject.competencies, subject.own_rubrics)
    verdict = _judged(subject, transcript, rubrics, judge)
    features = (*verdict.features, *(vision_features(vision) if vision else ()))
    return AnswerAssessed(
        tenant_id=subject.tenant_id,
        interview_id=subject.interview_id,
        answer_id=subject.answer_id,
        question=subject.question,
        reference=subject.reference,
        languages=subject.languages,
        medium=subject.medium,
        media=probe,
        transcript=transcript,
        vision=VisionPart(summary=vision.summary if vision else None, timeline=vision.timeline if vision else ()),
        features=features,
        scores=verdict.scores,
        rubrics=rubrics,
        receipt=_receipt(transcript, features, rubrics, judge),
        flags=_once([*flags, *_removed(transcript), *verdict.flags]),
        assessed_at=assessed_at,
        stage_seconds=dict(stage_seconds),
    )


def _judged(subject: AnswerSubject, transcript: Transcript, rubrics: tuple[Rubric, ...], judge: Judge) -> Verdict:
    """Judge what answers the question; what speaks to the judge instead is left out, and flagged."""
    said = Reading(transcript)
    spoken_to = surrounded(said, addressed_to_judge(said))
    heard = without(transcript, spoken_to)
    reading = Reading(heard)
    refusal = why_not(reading, subject.question, subject.languages, rubrics)
    if refusal is not None:
        told: NotScored = "instruction_to_judge" if spoken_to else refusal
        verdict = _refused(reading, rubrics, told, judge.name)
    else:
        verdict = judge.judge(
            JudgeCase(question=subject.question, transcript=heard, rubrics=rubrics, reference=subject.reference)
        )
    flags = [
        Flag(code="instruction_to_judge", detail=quote.quote, start_ms=quote.start_ms, end_ms=quote.end_ms)
        for quote in map(said.evidence, spoken_to)
    ]
    verdict = restored(verdict, transcript, spoken_to)
    return verdict.model_copy(update={"flags": (*verdict.flags, *flags)})


def _refused(reading: Reading, rubrics: Sequence[Rubric], reason: NotScored, judge: str) -> Verdict:
    """Nothing is scored; what can be counted in the words is still shown."""
    return Verdict(
        features=counted(reading) if reading.tokens else (),
        scores=tuple(unscored(rubric, reason, judge) for rubric in rubrics),
    )


def _receipt(transcript: Transcript, features: Sequence[Feature], rubrics: Sequence[Rubric], judge: Judge) -> Receipt:
    making = judge.making
    return receipt_of(
        transcript=transcript,
        features=features,
        rubrics=rubrics,
        weights=making.weights,
        weights_version=making.weights_version,
        models={"transcription": transcript.model, **making.models},
        prompts=making.prompts,
    )


def _removed(transcript: Transcript) -> list[Flag]:
    return [
        Flag(code="text_removed", detail=span.guard, start_ms=span.start_ms, end_ms=span.end_ms)
        for span in transcript.removed
    ]


def _once(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Keep the first flag of each code and moment. Noise in which nobody speaks is not silence besides."""
    noise = any(flag.code == "noise_only" for flag in flags)
    kept: dict[tuple[str, int | None], Flag] = {}
    for flag in flags:
        if not (noise and flag.code == "silence"):
            kept.setdefault((flag.code, flag.start_ms), flag)
    return tuple(kept.values())


_ZERO = Milliseconds(0)


def _pieces(text: str) -> list[str]:
    """Divide so that the pieces join to the text again: each token takes along what stands before it."""
    ends = [match.end() for match in TOKEN.finditer(text)]
    if not ends:
        return [text] if text else []
    starts = [0, *ends[:-1]]
    ends[-1] = len(text)
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _untimed(text: str) -> Word:
    return Word(text=text, start_ms=_ZERO, end_ms=_ZERO, probability=1.0)
