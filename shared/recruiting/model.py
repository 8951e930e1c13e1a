"""Positions and their questions. Pure rules."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency, Name, PositionSnapshot, Question

Hotword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Seconds = Annotated[int, Field(ge=0, le=3600)]
LONGEST = 4000
"""Characters of a reference answer: what somebody can say in a quarter of an hour."""


class QuestionDraft(Frozen):
    """A question as a recruiter writes it. ``competencies`` left out: all of the position's.

    ``reference`` is what a right answer says; the candidate never sees it.
    """

    text: LocalizedText
    competencies: tuple[Name, ...] = ()
    thinking_seconds: Seconds = 30
    answer_seconds: Annotated[int, Field(ge=10, le=3600)] = 180
    retakes: int = Field(default=1, ge=0, le=10)
    reference: LocalizedText | None = None

    @model_validator(mode="after")
    def _reference_fits(self) -> Self:
        if self.reference and any(len(text or "") > LONGEST for text in (self.reference.zh, self.reference.en)):
            raise ValueError(f"a reference answer has at most {LONGEST} characters")
        return self


class PositionDraft(Frozen):
    """A position as a recruiter writes it. ``vocabulary`` is the trade's words, for the recogniser.

    ``contact`` is the mail address that is told when a report is ready; left out, nobody is written to.
    """

    title: LocalizedText
    questions: tuple[QuestionDraft, ...] = Field(min_length=1, max_length=20)
    competencies: tuple[Competency, ...] = Field(min_length=1, max_length=12)
    cut: float | None = Field(default=None, ge=0, le=100)
    languages: tuple[Language, ...] = Field(default=("zh", "en"), min_length=1)
    vocabulary: tuple[Hotword, ...] = Field(default=(), max_length=200)
    contact: str | None = Field(default=None, max_length=254, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        names = [competency.name for competency in self.competencies]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"competencies are named twice: {', '.join(twice)}")
        asked = {name for question in self.questions for name in question.competencies}
        if strangers := sorted(asked - set(names)):
            raise ValueError(f"questions name competencies that the position does not have: {', '.join(strangers)}")
        if all(question.competencies for question in self.questions) and (idle := sorted(set(names) - asked)):
            raise ValueError(f"no question asks for {', '.join(idle)}")
        return self


class Position(Frozen):
    """A position that candidates can be invited to."""

    snapshot: PositionSnapshot
    created_by: str
    created_at: datetime


def position_of(draft: PositionDraft, position_id: PositionId, created_by: str, now: datetime) -> Position:
    """Return the position: questions numbered ``q1``, ``q2``, …, each with the competencies it is scored on."""
    everything = tuple(competency.name for competency in draft.competencies)
    questions = tuple(
        Question(
            question_id=f"q{number}",
            text=question.text,
            competencies=tuple(dict.fromkeys(question.competencies)) or everything,
            thinking_ms=Milliseconds(question.thinking_seconds * 1000),
            answer_ms=Milliseconds(question.answer_seconds * 1000),
            retakes=question.retakes,
            reference=question.reference,
        )
        for number, question in enumerate(draft.questions, start=1)
    )
    snapshot = PositionSnapshot(
        position_id=position_id,
        title=draft.title,
        questions=questions,
        competencies=draft.competencies,
        cut=draft.cut,
        languages=tuple(dict.fromkeys(draft.languages)),
        hotwords=tuple(dict.fromkeys(draft.vocabulary)),
        contact=draft.contact,
    )
    return Position(snapshot=snapshot, created_by=created_by, created_at=now)
