"""Deadlines of applications: every quarter of an hour, over all tenants. Reminds, hands over, notes withdrawals."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.tenants import BROKEN, LEFT, time_left, visit_tenants
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.scope import ApplicationSettings, application_desk
from shared.recruiting.applications.waiting import look_at

TIME_TO_END_MS = 5_000
"""With less than this left, nothing is begun: what was begun ends, and the counts are told."""


class Unlooked(BoleError):
    """Applications or tenants could not be looked at."""

    code = "deadlines_not_kept"


@observed("recruiting")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do what is due for every tenant for which there is time; return what was done, in counts.

    Raises:
        Unlooked: an application or a tenant failed. The others are done by then, and the next round tries again.
    """
    platform = bootstrap.current(ApplicationSettings)
    done = keep_deadlines(platform, time_left(context, TIME_TO_END_MS))
    for name, value in done.items():
        count("recruiting", f"Deadlines-{name}", value)
    if done[BROKEN]:
        raise Unlooked(
            f"{done[BROKEN]} applications or tenants were not looked at.", "The log names each with its error."
        )
    return dict(done)


def keep_deadlines(platform: Platform[ApplicationSettings], in_time: Callable[[], bool]) -> Counter[str]:
    """Look after the tenants one by one until ``in_time`` says no, in an order that is another one each time.

    Raises:
        Unavailable: the table did not say which tenants there are.
    """

    def visit(tenant_id: TenantId) -> Counter[str]:
        return _of_tenant(application_desk(platform, tenant_id), in_time)

    return visit_tenants(platform.platform_table, visit, in_time, "recruiting")


def _of_tenant(desk: ApplicationDesk, in_time: Callable[[], bool]) -> Counter[str]:
    """Look at what is due. One that fails does not hold up the others."""
    done: Counter[str] = Counter()
    for application_id in desk.applications.due(desk.clock.now()):
        if not in_time():
            done[LEFT] += 1
            break
        try:
            done[look_at(application_id, desk)] += 1
        except Exception:
            log = {"application_id": application_id}
            logger("recruiting").error("An application was not looked at.", exc_info=True, extra=log)
            done[BROKEN] += 1
    return done
