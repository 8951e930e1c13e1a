"""Remind: every quarter of an hour, over all tenants. Candidates before their deadline, and what waits is sent again.

Once a day staff gets a letter of what waits for them: it is in ``remind_staff``.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.recruiting.candidates.assembly import worker
from shared.recruiting.invitations.assembly import Invitations, InvitationSettings
from shared.recruiting.invitations.batches.following import follow
from shared.recruiting.invitations.pace import Pace
from shared.recruiting.invitations.reminders.service import remind
from shared.recruiting.invitations.writing import send_again

TIME_TO_END_MS = 20_000
"""With less than this left, nothing is begun: what was begun ends, and the counts are told."""


class Unreminded(BoleError):
    """Invitations or tenants could not be looked at."""

    code = "reminders_not_sent"


@observed("recruiting")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do what is due for every tenant for which there is time; return what was done, in counts.

    Raises:
        Unreminded: an invitation or a tenant failed. The others are done by then, and the next round tries again.
    """
    platform = bootstrap.current(InvitationSettings)
    done = remind_all(platform, time_left(context, TIME_TO_END_MS))
    for name, value in done.items():
        count("recruiting", f"Reminders-{name}", value)
    if done[BROKEN]:
        raise Unreminded(
            f"{done[BROKEN]} invitations or tenants were not looked at.", "The log names each with its error."
        )
    return dict(done)


def remind_all(platform: Platform[InvitationSettings], in_time: Callable[[], bool]) -> Counter[str]:
    """Look after the tenants one by one until ``in_time`` says no, in an order that is another one each time."""
    settings = platform.settings
    pace = Pace({"email": settings.mail_per_second, "sms": settings.sms_per_second})

    def visit(tenant_id: TenantId) -> Counter[str]:
        return Counter(_of_tenant(platform, tenant_id, pace, in_time))

    return visit_tenants(platform.platform_table, visit, in_time, "recruiting")


def _of_tenant(
    platform: Platform[InvitationSettings], tenant_id: TenantId, pace: Pace, in_time: Callable[[], bool]
) -> Iterator[str]:
    """Do what is due; yield what was done. One that fails does not hold up the others."""
    here = Invitations(platform, worker(tenant_id, "remind"), pace.wait)
    store, messages = here.store(), here.messages()
    due, waiting = list(store.to_remind(platform.clock.now())), list(messages.to_send_again(platform.clock.now()))
    if not due and not waiting:
        return
    desk, batches = here.desk(), here.batches()
    for record in due:
        if not in_time():
            yield LEFT
            return
        try:
            yield remind(record, desk)
        except Exception:
            yield _broken(record.invitation_id)
    for message in waiting:
        if not in_time():
            yield LEFT
            return
        try:
            after = send_again(message, desk)
            if after is None:
                messages.give_up(message)
            else:
                follow(after, platform.clock.now(), batches)
            yield "sent_again" if after is not None and after.delivery == "mailed" else "looked_at"
        except Exception:
            yield _broken(message.invitation_id)


def _broken(invitation_id: str) -> str:
    log = {"invitation_id": invitation_id}
    logger("recruiting").error("An invitation was not looked at.", exc_info=True, extra=log)
    return BROKEN
