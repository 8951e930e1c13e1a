"""Requisitions and how they pass from a draft to an approval. Pure rules.

Money is whole fen (hundredths of the currency's unit): no fractions, no floats.
"""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId, RequisitionId
from shared.kernel.localized import LocalizedText
from shared.recruiting.model import Department
from shared.recruiting.requisitions.approval import ApprovalRules, ApprovalStep

Status = Literal["draft", "submitted", "approved", "rejected", "closed"]
Reason = Literal["new", "replacement"]
Verdict = Literal["approved", "rejected"]
Change = Literal[
    "created", "edited", "submitted", "withdrawn", "approved", "rejected", "position_opened", "head_released", "closed"
]
Fen = Annotated[StrictInt, Field(ge=0, le=10**14)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class RequisitionDraft(Frozen):
    """What is asked for. ``budget_fen`` is what all heads together may cost a year, in fen.

    ``reason`` is a new post or the replacement of somebody who left; ``replaces`` then is that person's number in the
    company, never a name.
    """

    title: LocalizedText
    department: Department
    location: str | None = Field(default=None, max_length=120)
    headcount: int = Field(ge=1, le=1000)
    budget_fen: Fen
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "CNY"
    reason: Reason
    replaces: str | None = Field(default=None, max_length=60)
    why: Words
    target_date: date | None = None

    @model_validator(mode="after")
    def _replaces_somebody(self) -> Self:
        if self.reason == "new" and self.replaces is not None:
            raise ValueError("a new post replaces nobody: leave replaces out, or give replacement as the reason")
        return self


class Approval(Frozen):
    """A step of the chain, and who decided it, where somebody did."""

    step: ApprovalStep
    verdict: Verdict | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str | None = None


class Requisition(Frozen):
    """A requisition. Each change makes the next ``revision``. ``chain`` is fixed when it is submitted."""

    requisition_id: RequisitionId
    draft: RequisitionDraft
    status: Status = "draft"
    revision: int = 1
    chain: tuple[Approval, ...] = ()
    created_by: str
    created_at: datetime
    submitted_by: str | None = None
    submitted_at: datetime | None = None
    closed_because: str | None = None

    @property
    def awaits(self) -> Approval | None:
        """The step that is to be decided next; None where there is none."""
        if self.status != "submitted":
            return None
        return next((one for one in self.chain if one.verdict is None), None)

    @property
    def last_decision(self) -> Approval | None:
        """The step that was decided last; None where none was."""
        decided = [one for one in self.chain if one.verdict is not None]
        return decided[-1] if decided else None

    def edited(self, draft: RequisitionDraft) -> "Requisition":
        """Return it as a draft with other words; what was decided before does not hold any more."""
        return self._next(draft=draft, status="draft", chain=(), submitted_by=None, submitted_at=None)

    def submitted(self, rules: ApprovalRules, by: str, now: datetime) -> "Requisition":
        """Return it as submitted, with the chain that headcount and budget ask for."""
        steps = rules.steps_for(self.draft.headcount, self.draft.budget_fen, self.draft.currency)
        chain = tuple(Approval(step=step) for step in steps)
        return self._next(status="submitted", chain=chain, submitted_by=by, submitted_at=now)

    def withdrawn(self) -> "Requisition":
        """Return it as a draft again."""
        return self._next(status="draft", chain=(), submitted_by=None, submitted_at=None)

    def decided(self, verdict: Verdict, by: str, note: str | None, now: datetime) -> "Requisition":
        """Return it with the next step decided: rejected at once, approved when no step is left."""
        place = next(place for place, one in enumerate(self.chain) if one.verdict is None)
        decided = self.chain[place].model_copy(
            update={"verdict": verdict, "decided_by": by, "decided_at": now, "note": note}
        )
        chain = (*self.chain[:place], decided, *self.chain[place + 1 :])
        over = all(one.verdict == "approved" for one in chain)
        status = "rejected" if verdict == "rejected" else "approved" if over else "submitted"
        return self._next(status=status, chain=chain)

    def closed(self, because: str) -> "Requisition":
        """Return it as closed: no position is opened any more."""
        return self._next(status="closed", closed_because=because)

    def _next(self, **changed: object) -> "Requisition":
        return self.model_copy(update={**changed, "revision": self.revision + 1})


class OpenedPosition(Frozen):
    """A position that was opened from a requisition, and how many heads it takes."""

    position_id: PositionId
    heads: int
    opened_by: str
    opened_at: datetime


class LogEntry(Frozen):
    """One line of the change log. ``fields`` names what an edit changed."""

    entry_id: str
    at: datetime
    by: str
    change: Change
    revision: int
    fields: tuple[str, ...] = ()
    note: str | None = None


def fields_changed(before: RequisitionDraft, after: RequisitionDraft) -> tuple[str, ...]:
    """Return the names of the fields in which two drafts differ."""
    return tuple(name for name in RequisitionDraft.model_fields if getattr(before, name) != getattr(after, name))
