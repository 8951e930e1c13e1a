"""Sweep: once a minute, over all tenants."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.service.executions import StateMachines
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.sweep import Swept, sweep
from shared.kernel.errors import BoleError
from shared.platform import bootstrap
from shared.platform.observability import count, logger, observed
from shared.platform.settings import MachineSettings
from shared.platform.tenants import tenant_ids


class SweepSettings(AssessmentSettings, MachineSettings):
    """What the sweeper needs."""


@observed("assessment")
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Sweep every tenant; return what was done, in counts. A tenant that fails does not hold up the others.

    Raises the last tenant's error when all are swept, so that the failure is seen; the next minute tries again.
    """
    platform = bootstrap.current(SweepSettings)
    machines = StateMachines(platform.workflows, platform.settings)
    done, failure = Swept(), None
    for tenant_id in tenant_ids(platform.platform_table):
        try:
            done += sweep(scope_of(platform, tenant_id), machines)
        except BoleError as error:
            logger("assessment").error("a tenant was not swept", extra={"tenant_id": tenant_id, "code": error.code})
            failure = error
    for name, value in done.model_dump().items():
        if value:
            count("assessment", f"Swept-{name}", value)
    if failure is not None:
        raise failure
    return done.model_dump()
