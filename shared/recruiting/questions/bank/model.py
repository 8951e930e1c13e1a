"""A question of a tenant's bank. Pure rules: what makes one, what a review does, when it is over-exposed."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import BankQuestionId
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Name
from shared.recruiting.model import LONGEST, QuestionDraft, Seconds
from shared.recruiting.questions.drafting.model import Reason
from shared.recruiting.questions.templates.model import QuestionType

Status = Literal["draft", "reviewed", "retired"]
Source = Literal["template", "jd", "own", "llm"]
"""Taken from a template as it is; a template with what a job description says; written here; by a language model."""
Exposed = Literal["fresh", "known", "over"]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)]
"""Why a person accepts what was warned of, or retires a question."""

LONGEST_QUESTION = 600
"""Characters: what somebody can hear once and remember."""
DRAFTS_KEPT = timedelta(days=90)
"""Questions that were drafted by order, and that nobody edited or reviewed for so long, go by themselves."""


class BankQuestionDraft(Frozen):
    """A question as a person writes or edits it. ``competencies``: the main one first.

    ``reference`` is what a right answer says, ``shows`` what somebody who listens can observe in a good one; no
    candidate sees either.
    """

    text: LocalizedText
    competencies: tuple[Name, ...] = Field(min_length=1, max_length=3)
    type: QuestionType
    thinking_seconds: Seconds = 30
    answer_seconds: Annotated[int, Field(ge=10, le=3600)] = 180
    retakes: int = Field(default=1, ge=0, le=10)
    reference: LocalizedText | None = None
    shows: tuple[LocalizedText, ...] = Field(default=(), max_length=6)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(len(text or "") > LONGEST_QUESTION for text in (self.text.zh, self.text.en)):
            raise ValueError(f"a question has at most {LONGEST_QUESTION} characters")
        others = (*self.shows, *((self.reference,) if self.reference else ()))
        if any(len(text or "") > LONGEST for one in others for text in (one.zh, one.en)):
            raise ValueError(f"a reference answer has at most {LONGEST} characters")
        if len(set(self.competencies)) < len(self.competencies):
            raise ValueError("name each competency once")
        return self


class BankQuestion(Published):
    """A question in the bank. Each change makes the next ``revision``; a change of its words needs a review anew.

    ``expires_at``: when a draft that nobody touched goes by itself, null for all that a person has touched.
    """

    question_id: BankQuestionId
    asks: BankQuestionDraft
    status: Status = "draft"
    source: Source = "own"
    template_id: str | None = None
    draft_set_id: str | None = None
    why: tuple[Reason, ...] = ()
    author: str
    created_at: datetime
    revision: int = 1
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    review_note: str | None = None
    expires_at: datetime | None = None

    def edited(self, draft: BankQuestionDraft) -> Self:
        """Return the next revision with other words; reviewed before, it is a draft again."""
        return self._next(asks=draft, status="draft", reviewed_by=None, reviewed_at=None, review_note=None)

    def reviewed(self, who: str, now: datetime, draft: BankQuestionDraft | None, note: str | None) -> Self:
        """Return the next revision as ``who`` accepted it, with the edits that they made."""
        return self._next(
            asks=draft or self.asks, status="reviewed", reviewed_by=who, reviewed_at=now, review_note=note
        )

    def retired(self) -> Self:
        """Return the next revision, which nobody can choose any more."""
        return self._next(status="retired")

    def restored(self) -> Self:
        """Return the next revision, a draft again."""
        return self._next(status="draft", reviewed_by=None, reviewed_at=None, review_note=None)

    def for_position(self) -> QuestionDraft:
        """Return the question as a position asks it."""
        asks = self.asks
        return QuestionDraft(
            text=asks.text,
            competencies=asks.competencies,
            thinking_seconds=asks.thinking_seconds,
            answer_seconds=asks.answer_seconds,
            retakes=asks.retakes,
            reference=asks.reference,
            bank_id=self.question_id,
        )

    def _next(self, **changed: object) -> Self:
        return self.model_copy(update={**changed, "revision": self.revision + 1, "expires_at": None})


def exposed(count: int) -> Exposed:
    """Return how well known a question is that ``count`` candidates were invited to; “over”: take another one."""
    bounds = _bounds()
    return "over" if count >= bounds["over"] else "known" if count >= bounds["known"] else "fresh"


def over_exposed_from() -> int:
    """Return from how many candidates on a question is over-exposed."""
    return _bounds()["over"]


@cache
def _bounds() -> dict[str, int]:
    return tomllib.loads((files(__package__) / "exposure.toml").read_text(encoding="utf-8"))
