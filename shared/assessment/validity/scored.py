"""One interview of a corpus, scored: what agreement is counted on, and what a calibrated model may learn from."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from shared.assessment.aggregation import aggregate
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.reading import Reading
from shared.assessment.pipeline import InterviewRef
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.assessment.validity.columns import columns_of, measured
from shared.assessment.validity.corpus import CorpusAnswer, CorpusInterview
from shared.assessment.validity.interview import InterviewScored
from shared.assessment.validity.transcripts import transcript_of
from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import LANGUAGES, Language

Encode = Callable[[list[str]], Any]
"""Texts to vectors: one row a text."""
ScoreRecording = Callable[[Path, AnswerSubject, Language | None], AnswerAssessed]
"""Scores a recording by the real engines. The language is the one that is spoken, None where nobody says."""
Keep = Callable[[AnswerAssessed, int], None]
"""Keeps the document of an answer, which is the how-many-eth of its interview (from 1)."""
TENANT, POSITION = TenantId("this-machine"), PositionId("pos_validity")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands on every document: the same corpus gives the same documents, whenever it is scored."""
FAILED = "scorer_failed"
"""The reason code of an answer on which the scorer itself broke: a defect, and told loudly."""
LONGEST = 200
"""Characters of an error's own words: enough to know it again."""


@dataclass(frozen=True)
class Bench:
    """What one process scores with. ``weights``: the competencies and how much each weighs in the overall score."""

    judge: Judge
    weights: dict[str, float]
    folder: Path
    encode: Encode | None = None
    score_recording: ScoreRecording | None = None
    """None: recordings are not opened, and the transcripts count."""
    keep: Keep | None = None
    """None: nobody wants the documents, and they are gone once their figures are counted."""


def score_interview(interview: CorpusInterview, bench: Bench) -> InterviewScored:
    """Score every answer of an interview and put them together, as the assessment stage does.

    An answer on which the scorer fails is counted as not scored and told in ``problems``: one answer must not end a
    run of hours. Raises ``Unavailable`` where the models are not there, ``NotFound`` for an unknown competency, and
    what ``bench.keep`` raises.
    """
    problems: list[str] = []
    answers: list[AnswerAssessed] = []
    for place, answer in enumerate(interview.answers):
        found = _answer(interview, place, answer, bench, problems)
        if found is not None:
            answers.append(found)
            if bench.keep is not None:
                bench.keep(found, place + 1)
    ref = InterviewRef(tenant_id=TENANT, interview_id=InterviewId(interview.id), position_id=POSITION, revision=1)
    result = aggregate(ref, answers, bench.weights, len(interview.answers))
    competencies = {one.competency: one.score for one in result.competencies}
    reasons = Counter(reason for answer in answers if (reason := reason_of(answer)))
    reasons[FAILED] += len(interview.answers) - len(answers)
    readings = [Reading(answer.transcript) for answer in answers]
    tokens = Counter(reading.said(span).lower() for reading in readings for span in reading.tokens)
    columns = columns_of(answers, result.overall, competencies, len(interview.answers))
    return InterviewScored(
        id=interview.id,
        overall=result.overall,
        competencies=competencies,
        features=measured(answers),
        columns=columns,
        tokens=dict(tokens),
        embedding=_embedding(readings, bench.encode),
        answers=len(interview.answers),
        answers_scored=result.answers_scored,
        words=tokens.total(),
        not_scored={reason: count for reason, count in sorted(reasons.items()) if count},
        problems=tuple(problems),
        ratings=interview.ratings,
        groups=interview.groups,
    )


def reason_of(answer: AnswerAssessed) -> str | None:
    """Return why no competency of ``answer`` has a score; None where one has."""
    if any(score.score is not None for score in answer.scores):
        return None
    return next((score.not_scored for score in answer.scores if score.not_scored), "no_competency")


def _answer(
    interview: CorpusInterview, place: int, answer: CorpusAnswer, bench: Bench, problems: list[str]
) -> AnswerAssessed | None:
    subject = AnswerSubject(
        tenant_id=TENANT,
        interview_id=InterviewId(interview.id),
        answer_id=AnswerId(f"ans_{place + 1:04d}"),
        question=answer.question.strip(),
        medium="audio",
        competencies=tuple(bench.weights),
        languages=(interview.language,) if interview.language else LANGUAGES,
    )
    where = f"{interview.id}, answer {place + 1}"
    try:
        if answer.media and bench.score_recording is not None:
            try:
                path = bench.folder / answer.media
                heard = bench.score_recording(path, subject, interview.language)
                return heard.model_copy(update=subject.model_dump(include={"interview_id", "answer_id"}))
            except BoleError as error:
                problems.append(f"{where}: {answer.media}: {error.problem} Its transcript counts instead.")
        transcript = transcript_of(answer, interview.language)
        return assess_answer(subject, transcript, None, None, (), bench.judge, WHEN, {})
    except Unavailable:
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:LONGEST]
        problems.append(f"{where}: the scorer failed: {type(error).__name__}: {told}")
        return None


def _embedding(readings: Sequence[Reading], encode: Encode | None) -> tuple[float, ...]:
    """The mean of the vectors of all passages: what the interview is about."""
    passages = [reading.meant(span) for reading in readings for span in reading.passages]
    if encode is None or not passages:
        return ()
    return tuple(float(number) for number in encode(passages).mean(axis=0))
