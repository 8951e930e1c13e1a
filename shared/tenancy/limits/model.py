"""A tenant's plan: its limits, and whether it may be used at the moment. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.tenancy.limits.errors import BeingDeleted, Suspended, SuspendedForCandidates

Limit = Annotated[int, Field(ge=0, le=1_000_000)]
Status = Literal["active", "suspended", "deleting"]


class PlanLimits(Frozen):
    """What a tenant may use; None: as much as it likes."""

    seats: Limit | None = None
    """Staff who can sign in at once; deactivated users need none."""
    interviews_per_month: Limit | None = None
    """Interviews that candidates begin in one calendar month (UTC). One that was begun counts, finished or not."""
    concurrent_interviews: Annotated[int, Field(ge=0, le=5_000)] | None = None
    """Candidates who are in an interview at the same moment."""


class Suspension(Frozen):
    """Why and since when a tenant is suspended. ``reason`` is read by its staff, never by candidates.

    ``sessions`` = ``finish``: candidates who are in an interview may end it, because it is not theirs to answer for;
    ``stop``: their sessions stop, too (what they sent is kept).
    """

    reason: Annotated[str, Field(min_length=3, max_length=500)]
    by: str
    since: datetime
    sessions: Literal["finish", "stop"] = "finish"


class Plan(Frozen):
    """A tenant's standing. ``revision`` counts the changes."""

    status: Status = "active"
    limits: PlanLimits = PlanLimits()
    suspension: Suspension | None = None
    revision: int = 0

    def admit_staff(self) -> None:
        """Let staff in. Raises ``Suspended``, ``BeingDeleted``."""
        if self.status == "deleting":
            raise BeingDeleted
        if self.suspension is not None:
            raise Suspended(self.suspension.reason, self.suspension.since)

    def admit_candidate(self, *, begun: bool) -> None:
        """Let a candidate in; ``begun``: the interview was opened before. Raises ``SuspendedForCandidates``."""
        finishing = begun and self.suspension is not None and self.suspension.sessions == "finish"
        if self.status != "active" and not (self.status == "suspended" and finishing):
            raise SuspendedForCandidates


UNLIMITED = Plan()
"""Of a tenant for which no operator has set a plan."""
