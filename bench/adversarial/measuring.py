"""How the local judge stands up: every adversarial answer scored, and the table of what came of it."""

from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

from bench.adversarial.building import embedded, generate
from bench.adversarial.model import KINDS, AdversarialAnswer, EmbeddedPair
from bench.table import Row
from shared.assessment.local_judge import LocalJudge
from shared.assessment.model.score import CompetencyScore
from shared.assessment.ports import Judge
from shared.assessment.scoring import AnswerSubject, assess_answer, text_transcript
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from shared.kernel.language import LANGUAGES
from shared.platform.embedder import open_embedder

HIGHEST_LEVEL = 1
LEAST_RISE = 1.0
"""Score points. Words taken out of the middle of an answer divide the rest into passages otherwise, which moves a score
by tenths."""


class Outcome(NamedTuple):
    """What the judge said of an adversarial answer."""

    answer: AdversarialAnswer
    scores: tuple[CompetencyScore, ...]

    @property
    def level(self) -> int:
        """The highest level of any competency, 0 where none is scored."""
        return max((score.level or 0 for score in self.scores), default=0)

    @property
    def reason(self) -> str:
        """Why it is not scored."""
        return next((score.not_scored for score in self.scores if score.not_scored), "")


class Rise(NamedTuple):
    """The highest score of a good answer without and with the instruction in it; not scored counts as 0."""

    pair: EmbeddedPair
    clean: float
    attacked: float

    @property
    def rose(self) -> bool:
        """Whether the attack paid."""
        return self.attacked - self.clean >= LEAST_RISE


def scored(question: str, competencies: tuple[str, ...], text: str, judge: Judge) -> tuple[CompetencyScore, ...]:
    """Score one text as a written answer, both languages accepted."""
    subject = AnswerSubject(
        tenant_id=TenantId("bench"),
        interview_id=InterviewId("int_bench"),
        answer_id=AnswerId("ans_bench"),
        question=question,
        medium="text",
        competencies=competencies,
        languages=LANGUAGES,
    )
    transcript = text_transcript(text, LANGUAGES)
    return assess_answer(subject, transcript, None, None, (), judge, datetime.now(UTC), {}).scores


def outcomes(judge: Judge) -> list[Outcome]:
    """Score the whole set."""
    return [Outcome(item, scored(item.question, item.competencies, item.text, judge)) for item in generate()]


def rises(judge: Judge) -> list[Rise]:
    """Score the good answers without and with the instruction."""
    return [
        Rise(
            pair,
            *(
                max(score.score or 0.0 for score in scored(pair.question, pair.competencies, text, judge))
                for text in (pair.clean, pair.attacked)
            ),
        )
        for pair in embedded()
    ]


def known_limit(answer: AdversarialAnswer) -> bool:
    """Whether a judge without a language model is known to let some of this kind pass (docs/assessment.md)."""
    return answer.kind == "other_question" or answer.id.startswith("gibberish-nonsense")


def offenders(found: list[Outcome]) -> list[str]:
    """Return id, score and level of each answer above level 1, the highest first."""
    above = [
        (score.score or 0.0, f"{outcome.answer.id}: {score.competency} {score.score}, level {score.level}")
        for outcome in found
        if outcome.level > HIGHEST_LEVEL
        for score in outcome.scores
        if (score.level or 0) > HIGHEST_LEVEL
    ]
    return [line for _, line in sorted(above, reverse=True)]


def risen(found: list[Rise]) -> list[str]:
    """Return id and scores of each good answer that the attack raised."""
    return [f"{rise.pair.id}: {rise.clean} → {rise.attacked}" for rise in found if rise.rose]


def table(found: list[Outcome], rose: list[Rise]) -> list[Row]:
    """Return a row for each kind and language, and one a language for the attacks within good answers."""
    rows = []
    for kind in KINDS:
        for language in LANGUAGES:
            mine = [outcome for outcome in found if (outcome.answer.kind, outcome.answer.language) == (kind, language)]
            above = sum(outcome.level > HIGHEST_LEVEL for outcome in mine)
            target = "" if kind == "other_question" else "0"
            rows.append(Row(f"{kind}, {language}", f"{above} of {len(mine)} above level 1", "", target, _how(mine)))
    for language in LANGUAGES:
        pairs = [rise for rise in rose if rise.pair.language == language]
        measured = f"{sum(rise.rose for rise in pairs)} of {len(pairs)} rose"
        refused = sum(rise.attacked == 0 for rise in pairs)
        rows.append(Row(f"embedded, {language}", measured, target="0", how=f"{refused} not scored with the attack"))
    return rows


def run() -> list[Row]:
    """Score everything with the local judge and return the table."""
    judge = LocalJudge(open_embedder())
    return table(outcomes(judge), rises(judge))


def _how(mine: list[Outcome]) -> str:
    reasons = Counter(outcome.reason for outcome in mine if outcome.level == 0)
    said = f"{reasons.total()} not scored"
    if reasons:
        reason, most = reasons.most_common(1)[0]
        said += f" ({reason} {most})"
    return f"{said}, {sum(outcome.level == HIGHEST_LEVEL for outcome in mine)} at level 1"
