"""Use case of the clock: which open requests somebody is reminded of today, and to note that it was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.decision.candidate_requests.model import CandidateRequest, reminded
from shared.decision.candidate_requests.store import RequestStore
from shared.platform.audit import AuditTrail

AHEAD = timedelta(days=3)
"""How long before its deadline somebody is reminded first."""
AGAIN = timedelta(hours=20)
"""How long nothing is said again: the clock comes once a day."""


@dataclass(frozen=True)
class ReminderDesk:
    """One tenant's requests, for the clock."""

    requests: RequestStore
    trail: AuditTrail


def to_remind(now: datetime, desk: ReminderDesk) -> list[CandidateRequest]:
    """Return the open requests that are due soon or overdue, and of which nobody was reminded lately."""
    due = desk.requests.due((now + AHEAD).isoformat())
    return [each for each in due if each.reminded_at is None or each.reminded_at + AGAIN <= now]


def note(request: CandidateRequest, to: str, now: datetime, desk: ReminderDesk) -> bool:
    """Note that somebody was reminded; False where the request was changed meanwhile. Raises ``Shredded``."""
    entry = desk.trail.entry(
        "system:overdue_requests", "remind_of_request", request.request_id, candidate_id=request.candidate_id
    )
    return desk.requests.change(reminded(request, to, now), desk.requests.words(request), entry)
