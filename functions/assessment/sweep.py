"""Sweep: once a minute, over all tenants."""

from collections.abc import Callable, Sequence
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.service.executions import StateMachines
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.sweep import Swept, sweep
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.platform.settings import MachineSettings
from shared.platform.tenants import in_random_order, time_left, visit_tenants

TIME_TO_END_MS = 5_000
"""With less than this left, no row is begun: what was begun ends, and the counts are told."""


class SweepSettings(AssessmentSettings, MachineSettings):
    """What the sweeper needs."""


class Unswept(BoleError):
    """Rows or tenants could not be swept."""

    code = "unswept"


@observed("assessment")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Sweep every tenant for which there is time; return what was done, in counts.

    Raises:
        Unswept: a row or a tenant failed. The others are swept by then, and the next minute tries again.
    """
    platform = bootstrap.current(SweepSettings)
    done = sweep_tenants(platform, time_left(context, TIME_TO_END_MS))
    for name, value in done.model_dump().items():
        if value:
            count("assessment", f"Swept-{name}", value)
    if done.broken:
        raise Unswept(f"{done.broken} rows or tenants could not be swept.", "The log names each with its error.")
    return done.model_dump()


def sweep_tenants(
    platform: Platform[SweepSettings],
    in_time: Callable[[], bool],
    ordered: Callable[[Sequence[TenantId]], list[TenantId]] = in_random_order,
) -> Swept:
    """Sweep the tenants one by one until ``in_time`` says no. One that fails does not hold up the others.

    Raises:
        Unavailable: the table did not say which tenants there are.
    """
    machines = StateMachines(platform.workflows, platform.settings)

    def visit(tenant_id: TenantId) -> dict[str, int]:
        return sweep(scope_of(platform, tenant_id), machines, in_time).model_dump()

    return Swept(**visit_tenants(platform.platform_table, visit, in_time, "assessment", ordered))
