"""A tenant with applicants in the table: what the routes and the nightly run of fairness find."""

from typing import Any

from shared.decision.fairness.desk import FairnessDesk, desk_of
from shared.kernel.ids import PositionId, TenantId
from shared.platform.tenants import registration
from shared.tenancy.contracts import settings_key
from tests.builders.aws import NOW, Deployment
from tests.builders.fairness import POSITION, Groups, people
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.recruiting import tenant_settings

ACME = TenantId("acme")
PLANTED: Groups = {("male", None): (20, 40), ("female", None): (8, 40)}
"""An impact ratio of 0.40 among eighty, which is no chance either, and quicker to write than a thousand."""


def tenant(deployment: Deployment, tenant_id: TenantId = ACME, jurisdiction: str = "us") -> FairnessDesk:
    """A tenant with its settings and its place in the list."""
    platform = deployment.platform
    settings = tenant_settings(tenant_id=tenant_id, jurisdiction=jurisdiction)
    platform.bucket(tenant_id).put_document(settings_key(tenant_id), settings)
    platform.platform_table.put(registration(tenant_id, NOW).item)
    return desk_of(platform, tenant_id)


def assessed(desk: FairnessDesk, groups: Groups, position_id: PositionId = POSITION, start: int = 0) -> None:
    """Applicants of a position, each with a report, a decision, and what they said of themselves."""
    facts, identities = people(groups, start)
    for one in facts:
        desk.facts.report(one.model_copy(update={"position_id": position_id, "assessed_at": desk.clock.now()}))
        assert one.decision is not None
        desk.facts.decided(position_id, one.key, "interview", one.decision, desk.clock.now(), one.candidate_id)
    for told in identities.values():
        desk.told.keep(position_id, told)


def ask(handler: Any, method: str, path: str, body: Any = None, query: str = "", role: str = "tenant_admin") -> Answer:
    """A request of somebody with ``role``."""
    event = api_event(method, path, body, claims=staff_claims("acme", role))
    event["rawQueryString"] = query
    pairs = dict(part.split("=", 1) for part in query.split("&") if part)
    event["queryStringParameters"] = pairs or None
    return call(handler, event)
