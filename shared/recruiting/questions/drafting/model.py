"""Drafted questions, and why each was drafted. Nobody is asked them before a person reviewed them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.assessment.rubrics.model import Rubric, RubricText
from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import BankQuestionId, PositionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Name
from shared.recruiting.questions.jd.errors import LONGEST
from shared.recruiting.questions.jd.model import JobFacts, Origin
from shared.recruiting.questions.templates.model import QuestionType

MOST = 20
MadeBy = Literal["templates", "model"]
Cause = Literal["competency", "duty", "tool", "customer", "scene", "industry", "seniority"]


class Reason(Published):
    """One reason why a question was drafted. ``words`` are those of the job description, empty where it has none."""

    cause: Cause
    text: LocalizedText
    origin: Origin | None = None
    words: str = ""


class Drafted(Published):
    """A question before it has an id. ``competencies``: the main one first; ``shows``: for the reviewer and raters."""

    text: LocalizedText
    competencies: tuple[Name, ...] = Field(min_length=1, max_length=3)
    type: QuestionType
    thinking_seconds: int
    answer_seconds: int
    retakes: int
    shows: tuple[LocalizedText, ...]
    why: tuple[Reason, ...]
    made_by: MadeBy = "templates"
    template_id: str | None = None


class DraftOrder(Frozen):
    """What is ordered. ``position_id``: its JD and competencies hold; ``jd`` in the place of the position's text.

    ``types`` are tried in their order. ``offset`` counts up to draw other questions from the same description.
    ``by`` “templates” asks no language model even where there is one. ``languages`` are those that answers are given
    in; a question is always written in both.
    """

    position_id: PositionId | None = None
    jd: Annotated[str, StringConstraints(max_length=LONGEST + 1)] | None = None
    title: str | None = Field(default=None, max_length=120)
    competencies: dict[Name, Annotated[float, Field(gt=0, le=100)]] | None = Field(default=None, max_length=12)
    count: int = Field(default=10, ge=1, le=MOST)
    languages: tuple[Language, ...] = Field(default=("zh", "en"), min_length=1, max_length=2)
    types: tuple[QuestionType, ...] = Field(default=("situational",), min_length=1, max_length=3)
    offset: int = Field(default=0, ge=0, le=50)
    by: Literal["any", "templates"] = "any"


class Anchored(Published):
    """A competency of a question with the rubric that its answers are rated by (BARS)."""

    competency: Name
    version: str
    zh: RubricText | None
    en: RubricText | None

    @classmethod
    def of(cls, rubric: Rubric) -> "Anchored":
        """Return what a reviewer needs of a rubric."""
        return cls(competency=rubric.competency, version=rubric.version, zh=rubric.zh, en=rubric.en)


class DraftedQuestion(Drafted):
    """A drafted question in the bank, with the anchors of its competencies. ``number`` counts from 1."""

    number: int
    question_id: BankQuestionId
    rubrics: tuple[Anchored, ...]


class DraftSet(Published):
    """What one order gave. ``made_by`` “model”: at least one question is a language model's; each says whose it is.

    ``note`` says in words what was not as ordered. ``cost_usd`` null: nothing was asked, or nobody knows the price.
    ``expires_at``: when it goes, with those of its questions that nobody has touched.
    """

    draft_set_id: str
    position_id: PositionId | None
    job: JobFacts
    weights: dict[Name, float]
    offset: int
    made_by: MadeBy
    model: str | None = None
    prompt: str | None = None
    cost_usd: float | None = None
    note: tuple[LocalizedText, ...] = ()
    questions: tuple[DraftedQuestion, ...]
    made_for: str
    made_at: datetime
    expires_at: datetime
