"""Use cases: read, change, close and delete positions, choose their questions, make an analysis their standard."""

from dataclasses import dataclass
from typing import Literal, Protocol

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Invalid, PreconditionFailed
from shared.kernel.ids import BankQuestionId, PositionId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.contracts import Competency
from shared.recruiting.model import Position, PositionDraft, QuestionDraft, changed_to, position_of
from shared.recruiting.positions.errors import NoSuchPosition, OfRequisition, PositionHasCandidates
from shared.recruiting.positions.store import PositionStore

LONGEST_INTERVIEW = 20
"""Questions of one interview, as for a position that is drafted whole."""


class ReviewedQuestions(Protocol):
    """The questions of a tenant's bank that people have reviewed."""

    def for_position(self, question_ids: tuple[BankQuestionId, ...]) -> tuple[QuestionDraft, ...]:
        """Return these questions. Raises ``NotFound``, ``Conflict`` for one that is not reviewed, or retired."""
        ...


@dataclass(frozen=True)
class PositionDesk:
    """What the use cases work with."""

    who: Caller
    positions: PositionStore
    trail: AuditTrail

    def found(self, position_id: PositionId) -> Position:
        """Return a position. Raises ``NoSuchPosition``."""
        position = self.positions.position(position_id)
        if position is None:
            raise NoSuchPosition(position_id)
        return position

    def entry(self, position_id: PositionId, what: str, **detail: str | int) -> AuditEntry:
        """Return the entry that tells of a change."""
        return self.trail.entry(self.who, "manage_position", position_id, detail={"change": what, **detail})

    def saved(self, position: Position, what: str, **detail: str | int) -> Position:
        """Write the next revision. Raises ``PreconditionFailed`` where another one was quicker."""
        if not self.positions.change(position, self.entry(position.snapshot.position_id, what, **detail)):
            raise PreconditionFailed
        return position


def change_position(
    position_id: PositionId, draft: PositionDraft, named: frozenset[str] | None, desk: PositionDesk
) -> Position:
    """Write a position anew. Who was invited before keeps the questions and weights they were invited with.

    Raises:
        OfRequisition: it names a requisition that it was not opened under.
        NoSuchPosition, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    position = desk.found(position_id)
    expect(named, position.revision)
    if draft.requisition_id not in (None, position.requisition_id):
        raise OfRequisition(draft.requisition_id)
    return desk.saved(changed_to(position, draft), "edited")


def set_status(
    position_id: PositionId, status: Literal["open", "closed"], named: frozenset[str] | None, desk: PositionDesk
) -> Position:
    """Open a position, or close it. The same again changes nothing. Raises as ``change_position``."""
    position = desk.found(position_id)
    expect(named, position.revision)
    if position.status == status:
        return position
    return desk.saved(position.model_copy(update={"status": status, "revision": position.revision + 1}), status)


def choose_questions(
    position_id: PositionId,
    question_ids: tuple[BankQuestionId, ...],
    named: frozenset[str] | None,
    bank: ReviewedQuestions,
    desk: PositionDesk,
) -> Position:
    """Ask these questions of the bank, in this order, in place of those that the position asked so far.

    A question is scored on those of its competencies that the position looks for. Where it looks for none of them, they
    are added to the position with weight 1.

    Raises:
        Invalid: too many, or none.
        NotFound, Conflict: the bank has no such question, or nobody reviewed it.
        NoSuchPosition, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    position = desk.found(position_id)
    expect(named, position.revision)
    if not 1 <= len(question_ids) <= LONGEST_INTERVIEW:
        raise Invalid("Choose between 1 and 20 questions.", "Split the interview where more are needed.")
    known = {competency.name for competency in position.snapshot.competencies}
    questions = tuple(
        question.model_copy(
            update={"competencies": tuple(filter(known.__contains__, question.competencies)) or question.competencies}
        )
        for question in bank.for_position(tuple(dict.fromkeys(question_ids)))
    )
    asked = dict.fromkeys(name for question in questions for name in question.competencies)
    competencies = (*position.snapshot.competencies, *(Competency(name=name) for name in asked if name not in known))
    draft = _draft_of(position, questions=questions, competencies=competencies)
    numbered = position_of(draft, position_id, position.created_by, position.created_at).snapshot.questions
    snapshot = position.snapshot.model_copy(update={"questions": numbered, "competencies": competencies})
    changed = position.model_copy(update={"snapshot": snapshot, "revision": position.revision + 1})
    return desk.saved(changed, "questions", count=len(questions))


def set_standard(
    position_id: PositionId,
    competencies: tuple[Competency, ...],
    justification: DocumentRef,
    named: frozenset[str] | None,
    desk: PositionDesk,
) -> Position:
    """Make weights and cuts of a requirement analysis the position's standard; the analysis is its justification.

    ``competencies`` replace those of the same name and join the others. Raises as ``change_position``.
    """
    position = desk.found(position_id)
    expect(named, position.revision)
    new = {competency.name: competency for competency in competencies}
    merged = [
        old.model_copy(update={"weight": new[old.name].weight, "cut": new[old.name].cut}) if old.name in new else old
        for old in position.snapshot.competencies
    ]
    there = {old.name for old in merged}
    merged += [competency for name, competency in new.items() if name not in there]
    snapshot = position.snapshot.model_copy(update={"competencies": tuple(merged)})
    changed = position.model_copy(
        update={"snapshot": snapshot, "revision": position.revision + 1, "justification": justification}
    )
    return desk.saved(changed, "standard", analysis=justification.key)


def delete_position(position_id: PositionId, named: frozenset[str] | None, desk: PositionDesk) -> None:
    """Take away a position to which nobody applied.

    Raises:
        PositionHasCandidates: somebody did; close it instead.
        NoSuchPosition, PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    position = desk.found(position_id)
    expect(named, position.revision)
    if not desk.positions.delete(position, desk.entry(position_id, "deleted")):
        if desk.found(position_id).revision != position.revision:
            raise PreconditionFailed
        raise PositionHasCandidates


def _draft_of(
    position: Position, *, questions: tuple[QuestionDraft, ...], competencies: tuple[Competency, ...]
) -> PositionDraft:
    snapshot = position.snapshot
    return PositionDraft(
        title=snapshot.title,
        questions=questions,
        competencies=competencies,
        cut=snapshot.cut,
        languages=snapshot.languages,
        vocabulary=snapshot.hotwords,
        contact=snapshot.contact,
    )
