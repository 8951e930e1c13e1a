"""What applications learn of their offers: a letter went out, was accepted, is over, and the employment began.

Each may come twice, late, and in any order: what counts is the newest, by when it happened. An application that is not
at an offer, or that ended, learns nothing; its timeline has the line all the same.
"""

from datetime import datetime
from typing import Literal

from shared.kernel.ids import ApplicationId, OfferId
from shared.recruiting.applications.contracts import ApplicationStatus
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.hearing import learned, onward
from shared.recruiting.applications.learning import known
from shared.recruiting.applications.model import Candidacy, Fact, LogEntry, MoveKind
from shared.recruiting.applications.steps import OPEN, to_status
from shared.recruiting.flows.model import Flow

HEARS = "system:on_offer"
Answer = Literal["sent", "accepted", "declined", "expired", "withdrawn", "rejected"]
"""How the newest letter stands, or how the offer ended before there was one."""
STATUS: dict[Answer, ApplicationStatus] = {
    "sent": "offer",
    "accepted": "offer",
    "declined": "withdrawn",
    "expired": "active",
    "withdrawn": "active",
    "rejected": "active",
}
"""Who declines ends it; what the clock or the company ends leaves the next step to a person."""
BY_CANDIDATE: frozenset[Answer] = frozenset({"accepted", "declined"})


def offer_stands(
    application_id: ApplicationId, offer_id: OfferId | None, answer: Answer, at: datetime, desk: ApplicationDesk
) -> bool:
    """Note how an offer stands since ``at``, and move the application accordingly; return whether that was new.

    Raises:
        Unavailable: others changed it again and again; nothing was noted.
    """

    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        told = _told(before, flow, answer, f"offer_{answer}:{offer_id}", at)
        if told is None:
            return before, []
        status, candidate = STATUS[answer], before.application.candidate_id
        kind: MoveKind = "withdrawn" if status == "withdrawn" else "recorded"
        by = f"candidate:{candidate}" if answer in BY_CANDIDATE else HEARS
        after, entry = to_status(told, status, kind=kind, by=by, now=now, reason_code=f"offer_{answer}")
        if status != before.application.status:  # what was overdue before is not any more, and waits for others
            after = after.model_copy(update={"handed_to": (), "task": None})
        further, log = onward(after, flow, now)
        return further, [entry, *log]

    return learned(desk, application_id, step, HEARS, "learn_of_application")


def employment_began(
    application_id: ApplicationId, offer_id: OfferId | None, at: datetime, desk: ApplicationDesk
) -> bool:
    """Note that the candidate is hired; return whether that was new. Raises as ``offer_stands``.

    Whatever was told of the offer before: who is employed accepted it.
    """

    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        if not _at_offer(before, flow):
            return before, []
        accepted = Fact(value=True, source=f"hired:{offer_id}", at=at)
        told = known(before, {f"{before.application.node}.accepted": accepted})
        after, entry = to_status(told, "hired", kind="hired", by=HEARS, now=now, reason_code="employment_began")
        return after, [entry]

    return learned(desk, application_id, step, HEARS, "learn_of_application")


def _at_offer(candidacy: Candidacy, flow: Flow) -> bool:
    application = candidacy.application
    return flow.at(application.node).kind == "offer" and application.status in OPEN


def _told(before: Candidacy, flow: Flow, answer: Answer, source: str, at: datetime) -> Candidacy | None:
    """Return the application that knows it; None where it is not at an offer, ended, or knows something newer."""
    if not _at_offer(before, flow):
        return None
    node = before.application.node
    newer = known(before, {f"{node}.letter": Fact(value=answer, source=source, at=at)})
    if newer == before:
        return None
    if answer == "sent":
        return newer
    accepted = Fact(value=answer == "accepted", source=source, at=at)
    return known(newer, {f"{node}.accepted": accepted})
