"""What the law of a place allows, and what a tenant must be. Pure rules."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId
from shared.kernel.language import Language
from shared.tenancy.contracts import Jurisdiction, JurisdictionPolicy, TenantSettings

BASE: dict[Jurisdiction, JurisdictionPolicy] = {
    # PIPL 28-29: separate consent for sensitive data; 19: no longer than necessary.
    "cn": JurisdictionPolicy(vision=True, expression=True, languages=("zh", "en"), simplified=True, retention_days=180),
    # AI Act art. 5(1)(f): no emotion inference in recruitment. GDPR 5(1)(e): storage limitation.
    "eu": JurisdictionPolicy(
        vision=True, expression=False, languages=("en", "zh"), simplified=True, retention_days=180
    ),
    # Illinois 820 ILCS 42: deletion on request within 30 days; 29 CFR 1602.14: hiring records one year.
    "us": JurisdictionPolicy(vision=True, expression=True, languages=("en", "zh"), simplified=True, retention_days=365),
    # Nobody has looked the law up: measure the least.
    "other": JurisdictionPolicy(
        vision=False, expression=False, languages=("en", "zh"), simplified=True, retention_days=180
    ),
}
"""The widest that each jurisdiction allows. A tenant may narrow it, never widen it."""


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
    base = BASE[order.jurisdiction]
    limits = base.limits
    if order.max_recording_seconds is not None:
        limits = limits.model_copy(update={"max_duration_ms": order.max_recording_seconds * 1000})
    policy = JurisdictionPolicy(
        vision=base.vision and order.vision,
        expression=base.vision and order.vision and base.expression and order.expression,
        languages=tuple(dict.fromkeys(order.languages or base.languages)),
        simplified=base.simplified if order.simplified is None else order.simplified,
        retention_days=min(order.retention_days or base.retention_days, base.retention_days),
        limits=limits,
    )
    return TenantSettings(
        tenant_id=order.tenant_id,
        company=order.company,
        jurisdiction=order.jurisdiction,
        policy=policy,
        created_at=now,
    )
