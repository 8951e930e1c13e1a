"""What the law of a place allows, and what a tenant must be. Pure rules."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId
from shared.kernel.language import Language
from shared.tenancy.contracts import Jurisdiction, JurisdictionPolicy, TenantSettings
from shared.tenancy.jurisdictions.contracts import JurisdictionRules
from shared.tenancy.jurisdictions.loader import rules_for


def policy_of(jurisdiction: Jurisdiction) -> JurisdictionPolicy:
    """Return the widest that a jurisdiction allows. A tenant may narrow it, never widen it."""
    rules = rules_for(jurisdiction)
    return JurisdictionPolicy(
        vision=rules.vision,
        expression=rules.expression,
        languages=("zh", "en") if jurisdiction == "cn" else ("en", "zh"),
        simplified=True,
        retention_days=rules.retention.recordings_default_days,
        rules=rules,
    )


def kept_days(rules: JurisdictionRules, wanted: int | None) -> int:
    """Return for how many days recordings are kept: as wanted, within what the law of the place allows and demands."""
    longest = rules.retention.recordings_maximum_days
    shortest = min(rules.retention.records_minimum_days, longest)
    return max(min(wanted or rules.retention.recordings_default_days, longest), shortest)


class TenantOrder(Frozen):
    """An operator's order for a tenant. What is left out is as the jurisdiction has it."""

    tenant_id: Annotated[TenantId, StringConstraints(pattern=TENANT_ID.pattern)]
    company: str = Field(min_length=1, max_length=120)
    jurisdiction: Jurisdiction
    languages: tuple[Language, ...] | None = Field(default=None, min_length=1)
    vision: bool = True
    expression: bool = True
    simplified: bool | None = None
    retention_days: int | None = Field(default=None, ge=1, le=3650)
    max_recording_seconds: int | None = Field(default=None, ge=10, le=7200)


def settings_of(order: TenantOrder, now: datetime) -> TenantSettings:
    """Return the settings of a tenant: what it asks for, within what its jurisdiction allows."""
    base, rules = policy_of(order.jurisdiction), rules_for(order.jurisdiction)
    limits = base.limits
    if order.max_recording_seconds is not None:
        limits = limits.model_copy(update={"max_duration_ms": order.max_recording_seconds * 1000})
    policy = JurisdictionPolicy(
        vision=base.vision and order.vision,
        expression=base.vision and order.vision and base.expression and order.expression,
        languages=tuple(dict.fromkeys(order.languages or base.languages)),
        simplified=base.simplified if order.simplified is None else order.simplified,
        retention_days=kept_days(rules, order.retention_days),
        limits=limits,
        rules=rules,
    )
    return TenantSettings(
        tenant_id=order.tenant_id,
        company=order.company,
        jurisdiction=order.jurisdiction,
        policy=policy,
        created_at=now,
    )
