"""Release results: every quarter of an hour, over all tenants. Tells which results candidates may read by now."""

from collections import Counter
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.decision.outcomes.releasing import tell_release
from shared.decision.outcomes.store import DecisionStore
from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.platform.settings import KeySettings, TableSettings
from shared.platform.tenants import BROKEN, time_left, visit_tenants

TIME_TO_END_MS = 5_000
"""With less than this left, no tenant is begun."""


class ReleaseSettings(TableSettings, KeySettings):
    """What the clock needs."""


class Untold(BoleError):
    """Of some releases nobody could be told."""

    code = "releases_not_told"


@observed("decision")
def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Tell of what is due for every tenant for which there is time; return what was done, in counts.

    Raises:
        Untold: a release or a tenant failed. The others are told by then, and the next round tries again.
    """
    platform = bootstrap.current(ReleaseSettings)

    def visit(tenant_id: TenantId) -> Counter[str]:
        return tell_due(platform, tenant_id)

    done = visit_tenants(platform.platform_table, visit, time_left(context, TIME_TO_END_MS), "decision")
    for name, value in done.items():
        count("decision", f"Releases-{name}", value)
    if done[BROKEN]:
        raise Untold(f"{done[BROKEN]} releases or tenants were not told of.", "The log names each with its error.")
    return dict(done)


def tell_due(platform: Platform[ReleaseSettings], tenant_id: TenantId) -> Counter[str]:
    """Tell of a tenant's releases that are due. One that fails does not hold up the others."""
    decisions = DecisionStore(platform.table(tenant_id), platform.audit(tenant_id), platform.sealer(tenant_id))
    now = platform.clock.now()
    done: Counter[str] = Counter()
    for interview_id, release in list(decisions.releases_due(now)):
        try:
            done["told" if tell_release(interview_id, release, now, decisions) else "nothing"] += 1
        except Exception:
            log = {"interview_id": interview_id}
            logger("decision").error("A release was not told of.", exc_info=True, extra=log)
            done[BROKEN] += 1
    return done
