"""Twins before the judge: both are scored as the assessment stage scores an interview, and compared."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from shared.assessment.aggregation import aggregate
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.pipeline import AggregatedInterview, InterviewRef
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.assessment.validity.corpus import CorpusInterview
from shared.assessment.validity.transcripts import transcript_of
from shared.decision.fairness.twins.lexicon import TwinAttribute
from shared.decision.fairness.twins.making import Twins, twins_of
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import LANGUAGES

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
OVERALL = "overall"


class Moved(Frozen):
    """One score of a pair of twins. ``one`` and ``other`` are 0–100, null where it could not be scored; ``sem`` is the
    standard error of measurement of ``one``."""

    interview: str
    attribute: TwinAttribute
    how: str
    score: str
    """``overall``, or the competency."""
    one: float | None
    other: float | None
    sem: float | None

    @property
    def delta(self) -> float | None:
        """How far the twin's score lies from the other, in points; None where one of the two has none."""
        return None if self.one is None or self.other is None else self.other - self.one

    @property
    def within(self) -> bool:
        """Whether the two are alike: both without a score, or no further apart than the error of measurement."""
        if self.delta is None:
            return self.one is None and self.other is None
        return abs(self.delta) <= (self.sem or 0.0)


def judge_twins(interviews: Iterable[CorpusInterview], judge: Judge, weights: Mapping[str, float]) -> Iterator[Moved]:
    """Yield every score of every pair of twins. Raises what the judge raises."""
    for interview in interviews:
        bench = _Bench(interview, judge, weights)
        for twins in twins_of(interview):
            yield from _compared(interview.id, twins, bench.scored(twins.one), bench.scored(twins.other))


def _compared(interview: str, twins: Twins, one: AggregatedInterview, other: AggregatedInterview) -> Iterator[Moved]:
    def moved(score: str, before: float | None, after: float | None, sem: float | None) -> Moved:
        return Moved(
            interview=interview,
            attribute=twins.attribute,
            how=twins.how,
            score=score,
            one=before,
            other=after,
            sem=sem,
        )

    yield moved(OVERALL, one.overall, other.overall, one.standard_error)
    scores = {result.competency: result.score for result in other.competencies}
    for result in one.competencies:
        yield moved(result.competency, result.score, scores.get(result.competency), result.standard_error)


class _Bench:
    """Scores variants of one interview; an answer that is the same in several is judged once."""

    def __init__(self, interview: CorpusInterview, judge: Judge, weights: Mapping[str, float]) -> None:
        self._interview = interview
        self._judge = judge
        self._weights = weights
        self._answers: dict[tuple[int, str], AnswerAssessed] = {}

    def scored(self, said: tuple[str, ...]) -> AggregatedInterview:
        """Return the interview with these transcripts, scored and put together."""
        answers = [self._answer(place, text) for place, text in enumerate(said)]
        ref = InterviewRef(
            tenant_id=TenantId("this-machine"),
            interview_id=InterviewId(self._interview.id),
            position_id=PositionId("pos_twins"),
            revision=1,
        )
        return aggregate(ref, answers, self._weights, len(said))

    def _answer(self, place: int, text: str) -> AnswerAssessed:
        if (place, text) not in self._answers:
            answer, language = self._interview.answers[place], self._interview.language
            # Times of words are left out: with them a twin would be another recording, not another person.
            said = answer.model_copy(update={"transcript": text, "words": (), "audio": None, "video": None})
            subject = AnswerSubject(
                tenant_id=TenantId("this-machine"),
                interview_id=InterviewId(self._interview.id),
                answer_id=AnswerId(f"ans_{place + 1:04d}"),
                question=answer.question.strip(),
                medium="audio",
                competencies=tuple(self._weights),
                languages=(language,) if language else LANGUAGES,
            )
            found = assess_answer(subject, transcript_of(said, language), None, None, (), self._judge, WHEN, {})
            self._answers[place, text] = found
        return self._answers[place, text]
