"""Overdue requests: once a day somebody is reminded of candidates' requests that are due soon or overdue.

One letter a person: to whose task it is; what is nobody's task goes to the administrators.
"""

from collections import defaultdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.candidate_requests.letter import reminder
from shared.decision.candidate_requests.model import CandidateRequest
from shared.decision.candidate_requests.reminding import ReminderDesk, note, to_remind
from shared.decision.candidate_requests.store import RequestStore
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId, UserId
from shared.kernel.language import Language
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.keys import Shredded
from shared.platform.observability import count, observed
from shared.platform.settings import BucketSettings, KeySettings, MailSettings, TableSettings
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.tenancy.contracts import TenantSettings, settings_key
from shared.tenancy.users.model import StaffUser
from shared.tenancy.users.store import UserStore

TIME_TO_END_MS = 20_000
PAGE = 100


class OverdueSettings(TableSettings, BucketSettings, KeySettings, MailSettings):
    """What the clock needs."""


class Unreminded(BoleError):
    """Of some tenants nobody could be reminded today."""

    code = "unreminded"


@observed("decision")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Remind; return how many requests that was. Twice on one day is once.

    Raises:
        Unreminded: a tenant failed, or the time was over. The others are done by then.
    """
    platform = bootstrap.current(OverdueSettings)

    def visit(tenant_id: TenantId) -> dict[str, int]:
        return {"reminded": remind(platform, tenant_id)}

    done = visit_tenants(platform.platform_table, visit, time_left(context, TIME_TO_END_MS), "decision")
    reminded, failed = done["reminded"], done[BROKEN] + done[LEFT]
    if reminded:
        count("decision", "RequestReminded", reminded)
    if failed:
        raise Unreminded(f"Requests of {failed} tenants were not looked at.", "The log names each with its error.")
    return {"reminded": reminded}


def remind(platform: Platform[OverdueSettings], tenant_id: TenantId) -> int:
    """Write to whoever must answer a tenant's requests; return of how many. Raises ``Unavailable``."""
    table, trail = platform.table(tenant_id), platform.audit(tenant_id)
    desk = ReminderDesk(RequestStore(table, trail, platform.sealer(tenant_id)), trail)
    now = platform.clock.now()
    users = UserStore(table, trail)
    letters: dict[str, list[CandidateRequest]] = defaultdict(list)
    people: dict[str, StaffUser] = {}
    for request in _readable(to_remind(now, desk), desk):
        for user in _recipients(request, users):
            people[user.user_id] = user
            letters[user.user_id].append(request)
    language = _language(platform, tenant_id) if letters else "zh"
    told: dict[str, tuple[CandidateRequest, str]] = {}
    for user_id, requests in letters.items():
        lines = [(each.request_id, each.kind, each.due_at) for each in requests]
        platform.mail.send(reminder(people[user_id].email, lines, language, now))
        told |= {each.request_id: (each, user_id) for each in requests}
    return sum(note(request, user_id, now, desk) for request, user_id in told.values())


def _readable(requests: list[CandidateRequest], desk: ReminderDesk) -> list[CandidateRequest]:
    """Leave out those of people who were erased: there is nothing left to answer."""
    found = []
    for request in requests:
        try:
            desk.requests.words(request)
        except Shredded:
            continue
        found.append(request)
    return found


def _recipients(request: CandidateRequest, users: UserStore) -> list[StaffUser]:
    assignee = users.user(UserId(request.assignee)) if request.assignee else None
    if assignee is not None and assignee.active:
        return [assignee]
    found: list[StaffUser] = []
    cursor = None
    while True:
        several, cursor = users.users(PAGE, cursor)
        found += [user for user in several if user.administers]
        if cursor is None:
            return found


def _language(platform: Platform[OverdueSettings], tenant_id: TenantId) -> Language:
    settings = platform.bucket(tenant_id).get_document(settings_key(tenant_id), TenantSettings)
    return settings.policy.languages[0]
