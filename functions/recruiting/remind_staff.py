"""Remind staff: once a day each person gets one letter of the reports and candidates that wait for them.

It reads the lists that decision and recruiting keep, and keeps none itself, so nothing is reminded of that is done.
Letters name positions and counts, no candidates. Looked at every hour: it is morning somewhere else each time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.outcomes.store import DecisionStore
from shared.decision.outcomes.waiting import Waiting
from shared.kernel.errors import BoleError
from shared.kernel.ids import PositionId, TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.paging import Cursor
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.platform.undelivered import NotDelivered
from shared.recruiting.applications.model import Overdue
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.assembly import Assembly, worker
from shared.recruiting.invitations.assembly import Invitations, InvitationSettings
from shared.recruiting.invitations.messages.choice import zone_of
from shared.recruiting.invitations.messages.wording import Wording
from shared.recruiting.invitations.reminders.digest import MORNING, Digest, Waits, digest_letter
from shared.recruiting.model import Position
from shared.recruiting.positions.store import PositionStore
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.roles import Role
from shared.tenancy.users.model import StaffUser
from shared.tenancy.users.store import UserStore

T = TypeVar("T")
TIME_TO_END_MS = 20_000
PAGE = 100
MOST = 1000
"""Things of a tenant that one round looks at, the longest waiting first."""


class StaffUnreminded(BoleError):
    """Staff of some tenants got no letter."""

    code = "staff_not_reminded"


@dataclass
class _Pile:
    """What waits for one person, by address."""

    reports: dict[str, list[Waits]] = field(default_factory=lambda: defaultdict(list))
    overdue: dict[str, list[Waits]] = field(default_factory=lambda: defaultdict(list))

    @property
    def people(self) -> list[str]:
        return sorted({*self.reports, *self.overdue})

    def of(self, address: str) -> Digest:
        return Digest(reports=tuple(self.reports.get(address, ())), overdue=tuple(self.overdue.get(address, ())))


@observed("recruiting")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Write to whoever keeps somebody waiting; return how many letters that was. Twice on one day is once.

    Raises:
        StaffUnreminded: a tenant failed, or the time was over. The others are done by then.
    """
    platform = bootstrap.current(InvitationSettings)

    def visit(tenant_id: TenantId) -> dict[str, int]:
        return {"sent": remind_staff(platform, tenant_id)}

    done = visit_tenants(platform.platform_table, visit, time_left(context, TIME_TO_END_MS), "recruiting")
    failed = done[BROKEN] + done[LEFT]
    count("recruiting", "StaffReminded", done["sent"])
    if failed:
        raise StaffUnreminded(f"Staff of {failed} tenants was not reminded.", "The log names each with its error.")
    return {"sent": done["sent"]}


def remind_staff(platform: Platform[InvitationSettings], tenant_id: TenantId) -> int:
    """Write the letters of a tenant's day, once it is morning there; return how many were sent."""
    who = worker(tenant_id, "remind_staff")
    settings = Assembly(platform, who).settings()
    messages = Invitations(platform, who).messages()
    choice, _revision = messages.choice()
    now = platform.clock.now()
    local = now.astimezone(zone_of(choice, settings.jurisdiction, None))
    if local.hour < MORNING:
        return 0
    positions = _Positions(PositionStore(platform.table(tenant_id), platform.audit(tenant_id)))
    pile = _pile(platform, tenant_id, positions, now, choice.report_days)
    language, wording, sent = settings.policy.languages[0], Wording(messages.newest()), 0
    for address in pile.people:
        if not messages.first_digest(f"{local:%Y-%m-%d}", address, now):
            continue
        digest = pile.of(address)
        titles = {
            one.position_id: title
            for one in (*digest.reports, *digest.overdue)
            if (title := positions.title(one.position_id, language)) is not None
        }
        try:
            letter = digest_letter(address, digest, titles, settings.company, language, now, wording)
            sent += platform.mail.send(letter)
        except NotDelivered as error:
            logger("recruiting").error("A daily letter was not taken.", extra={"reason": error.reason})
    return sent


class _Positions:
    """Positions, each read once."""

    def __init__(self, store: PositionStore) -> None:
        self._store = store
        self._known: dict[PositionId, Position | None] = {}

    def one(self, position_id: PositionId) -> Position | None:
        if position_id not in self._known:
            self._known[position_id] = self._store.position(position_id)
        return self._known[position_id]

    def title(self, position_id: PositionId, language: Any) -> str | None:
        found = self.one(position_id)
        return found.snapshot.title.read_in(language) if found else None

    def contact(self, position_id: PositionId) -> str | None:
        found = self.one(position_id)
        return found.snapshot.contact if found else None


def _pile(
    platform: Platform[InvitationSettings], tenant_id: TenantId, positions: _Positions, now: datetime, days: int
) -> _Pile:
    table, trail, sealer = platform.table(tenant_id), platform.audit(tenant_id), platform.sealer(tenant_id)
    decisions = DecisionStore(table, trail, sealer)
    log = AuditLog(table, platform.bucket(tenant_id))
    staff = list(_every(lambda cursor: UserStore(table, trail).users(PAGE, cursor)))
    staff = [user for user in staff if user.active]
    late = decisions.policy().decision_days
    pile = _Pile()
    for waiting in _every(lambda cursor: decisions.all_waiting(None, PAGE, cursor)):
        if waiting.since > now - timedelta(days=min(days, late)):
            break  # the longest waiting come first
        waits = Waits(position_id=waiting.position_id, since=waiting.since)
        people = _answerable(waiting.position_id, waiting.department, positions, staff)
        if waiting.overdue(late, now):
            for address in people:
                pile.overdue[address].append(waits)
        elif waiting.since <= now - timedelta(days=days) and not _looked_at(waiting, log):
            for address in people:
                pile.reports[address].append(waits)
    applications = ApplicationStore(table, trail, sealer)
    for overdue in _every(lambda cursor: applications.overdue(PAGE, cursor)):
        if overdue.waits_for == "company":
            waits = Waits(position_id=overdue.position_id, since=overdue.due_at)
            for address in _named(overdue, positions, staff):
                pile.overdue[address].append(waits)
    return pile


def _looked_at(waiting: Waiting, log: AuditLog) -> bool:
    """Return whether anybody read the report since it is there: the audit log has every reading."""
    entries, _ = log.of(waiting.candidate_id, "", PAGE, None)
    return any(
        entry.action == "read_report" and entry.subject == waiting.interview_id and entry.at >= waiting.since
        for entry in entries
    )


def _named(overdue: Overdue, positions: _Positions, staff: list[StaffUser]) -> list[str]:
    """Return the addresses of those whose turn it is; where nobody is named, of who answers for the position."""
    people = [user.email for user in staff if user.user_id in overdue.users]
    for role in overdue.roles:
        people += _with_role(role, overdue.department, staff)  # type: ignore[arg-type]
    return list(dict.fromkeys(people)) or _answerable(overdue.position_id, overdue.department, positions, staff)


def _answerable(
    position_id: PositionId, department: str | None, positions: _Positions, staff: list[StaffUser]
) -> list[str]:
    """Return the position's contact; where it has none, the recruiters, and where there are none, administrators."""
    contact = positions.contact(position_id)
    if contact:
        return [contact]
    return _with_role("recruiter", department, staff) or _with_role("tenant_admin", department, staff)


def _with_role(role: Role, department: str | None, staff: list[StaffUser]) -> list[str]:
    """Return who has a role; managers of this department alone."""
    return [
        user.email
        for user in staff
        if role in user.rights.roles and (role != "manager" or department in user.rights.departments)
    ]


def _every(page: Callable[[Cursor | None], tuple[list[T], Cursor | None]]) -> Iterator[T]:
    cursor: Cursor | None = None
    for _round in range(MOST // PAGE):
        several, cursor = page(cursor)
        yield from several
        if cursor is None:
            return
