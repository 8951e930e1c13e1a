"""Positions and their questions. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import BankQuestionId, PositionId, RequisitionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency, FlowVersion, Name, PositionSnapshot, Question

PositionStatus = Literal["open", "closed"]
Department = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^|#]+$")]
"""How a company calls a department. ``|`` separates departments in a user's claim, ``#`` parts of a key."""
Hotword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Seconds = Annotated[int, Field(ge=0, le=3600)]
LONGEST = 4000
"""Characters of a reference answer: what somebody can say in a quarter of an hour."""


class QuestionDraft(Frozen):
    """A question as a recruiter writes it. ``competencies`` left out: all of the position's.

    ``reference`` is what a right answer says; the candidate never sees it. ``bank_id``: the question of the bank that
    this is, so that it is counted how often that one was asked.
    """

    text: LocalizedText
    competencies: tuple[Name, ...] = ()
    thinking_seconds: Seconds = 30
    answer_seconds: Annotated[int, Field(ge=10, le=3600)] = 180
    retakes: int = Field(default=1, ge=0, le=10)
    reference: LocalizedText | None = None
    bank_id: BankQuestionId | None = Field(default=None, pattern=r"^qst_[0-9A-Za-z]{1,40}$")

    @model_validator(mode="after")
    def _reference_fits(self) -> Self:
        if self.reference and any(len(text or "") > LONGEST for text in (self.reference.zh, self.reference.en)):
            raise ValueError(f"a reference answer has at most {LONGEST} characters")
        return self


class PositionDraft(Frozen):
    """A position as a recruiter writes it. ``vocabulary`` is the trade's words, for the recogniser.

    ``contact`` is the mail address that is told when a report is ready; left out, nobody is written to. ``questions``
    may follow later, from the bank; nobody is invited before. ``jd`` is the job description 职位描述.
    """

    title: LocalizedText
    department: Department | None = None
    location: str | None = Field(default=None, max_length=120)
    jd: str | None = Field(default=None, max_length=20_000)
    requisition_id: RequisitionId | None = None
    flow: FlowVersion | None = None
    questions: tuple[QuestionDraft, ...] = Field(default=(), max_length=20)
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
        everything_named = self.questions and all(question.competencies for question in self.questions)
        if everything_named and (idle := sorted(set(names) - asked)):
            raise ValueError(f"no question asks for {', '.join(idle)}")
        return self


class Position(Frozen):
    """A position that candidates can be invited to, while it is ``open``. Each change makes the next ``revision``.

    ``justification`` is the requirement analysis that its weights and cuts were taken from, where they were.
    """

    snapshot: PositionSnapshot
    status: PositionStatus = "open"
    revision: int = 1
    jd: str | None = None
    requisition_id: RequisitionId | None = None
    justification: DocumentRef | None = None
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
            bank_id=question.bank_id,
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
        department=draft.department,
        location=draft.location,
        flow=draft.flow,
    )
    return Position(
        snapshot=snapshot, jd=draft.jd, requisition_id=draft.requisition_id, created_by=created_by, created_at=now
    )


def changed_to(position: Position, draft: PositionDraft) -> Position:
    """Return the next revision of a position, as ``draft`` has it. Who was invited before keeps the older one."""
    new = position_of(draft, position.snapshot.position_id, position.created_by, position.created_at)
    same_standard = new.snapshot.competencies == position.snapshot.competencies
    return new.model_copy(
        update={
            "status": position.status,
            "revision": position.revision + 1,
            "requisition_id": position.requisition_id,
            # Weights that were edited by hand do not rest on the analysis any more.
            "justification": position.justification if same_standard else None,
        }
    )
