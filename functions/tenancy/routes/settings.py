"""The company's settings, and what it uses of its plan."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from functions.tenancy.routes.desk import company, platform
from shared.kernel.ids import TenantId
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.usage import Used
from shared.tenancy.company.model import CompanySettings, company_settings, widest
from shared.tenancy.company.service import change_settings
from shared.tenancy.contracts import Jurisdiction, TenantSettings
from shared.tenancy.limits.model import PlanLimits

router = routes()
SETTINGS = "/v1/tenancy/settings"


class SettingsView(BaseModel):
    """The company's settings. Their ETag is ``revision``; ``widest`` is the most that the jurisdiction allows."""

    tenant_id: TenantId
    jurisdiction: Jurisdiction
    settings: CompanySettings
    widest: CompanySettings
    revision: int


class UsageView(BaseModel):
    """What the company uses of its plan; a limit that is null is none. Operators set the limits."""

    limits: PlanLimits
    used: Used


@router.get(SETTINGS, summary="Read the company's settings")
def get_settings() -> Response[SettingsView]:
    """Return the settings with their ETag."""
    who = staff(router)
    authorize(who, "read_settings")
    return _tagged(*company(who).settings())


@router.put(SETTINGS, summary="Change the company's settings")
def put_settings(wanted: CompanySettings) -> Response[SettingsView]:
    """Set name, languages, and what is measured and kept; ``If-Match`` says which revision was read."""
    who = staff(router)
    authorize(who, "manage_settings")
    trail = platform().audit(who.tenant_id)
    return _tagged(*change_settings(wanted, if_match(router), who, company(who), trail))


@router.get("/v1/tenancy/usage", summary="Read what the company uses of its plan")
def get_usage() -> UsageView:
    """Return limits and use: seats, interviews of this month, candidates who are in an interview now."""
    who = staff(router)
    authorize(who, "read_settings")
    usage = platform().usage(who.tenant_id)
    return UsageView(limits=usage.plan().limits, used=usage.used())


def _tagged(settings: TenantSettings, revision: int) -> Response[SettingsView]:
    view = SettingsView(
        tenant_id=settings.tenant_id,
        jurisdiction=settings.jurisdiction,
        settings=company_settings(settings),
        widest=widest(settings),
        revision=revision,
    )
    return tagged(view, revision)
