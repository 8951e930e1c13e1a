"""How questions of the bank are shown."""

from collections.abc import Sequence

from pydantic import BaseModel

from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.bank.lawful import warnings_of
from shared.recruiting.questions.bank.model import BankQuestion, Exposed, exposed, over_exposed_from
from shared.recruiting.questions.bank.service import QuestionBank
from shared.recruiting.questions.drafting.model import Anchored


class QuestionView(BaseModel):
    """A question. ``exposure``: how many candidates were invited to it; from ``over_exposed_from`` on, ``exposed`` is
    “over”: take another one. ``warnings``: what the reviewer should look at. Its ETag is its revision.
    """

    question: BankQuestion
    exposure: int
    exposed: Exposed
    over_exposed_from: int
    warnings: tuple[LocalizedText, ...]


class QuestionDetail(QuestionView):
    """A question with the rubrics that its answers would be rated by today."""

    rubrics: tuple[Anchored, ...]


def views(questions: Sequence[BankQuestion], bank: QuestionBank) -> list[QuestionView]:
    """Return questions with their exposure: one read for up to 100."""
    exposures = bank.store.exposures([one.question_id for one in questions])
    return [
        QuestionView(
            question=one,
            exposure=exposures[one.question_id],
            exposed=exposed(exposures[one.question_id]),
            over_exposed_from=over_exposed_from(),
            warnings=warnings_of(one.asks.text),
        )
        for one in questions
    ]


def detail(question: BankQuestion, bank: QuestionBank, own: Sequence[Rubric]) -> QuestionDetail:
    """Return a question with its rubrics, the tenant's own first; one that was retired meanwhile is left out."""
    [view] = views([question], bank)
    missing = bank.rubrics.missing(question.asks.competencies)
    there = [name for name in question.asks.competencies if name not in missing]
    rubrics = tuple(Anchored.of(rubric) for rubric in rubrics_of(there, own))
    return QuestionDetail(**{name: getattr(view, name) for name in QuestionView.model_fields}, rubrics=rubrics)
