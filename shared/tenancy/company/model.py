"""A company's own settings, within what its jurisdiction allows. Pure rules."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.jurisdictions.loader import rules_for
from shared.tenancy.model import TenantOrder, kept_days, settings_of


class CompanySettings(Frozen):
    """What an administrator may set. Jurisdiction and id are the operator's."""

    company: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    """The name that candidates read."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    vision: bool
    expression: bool
    simplified: bool
    retention_days: Annotated[int, Field(ge=1, le=3650)]


def company_settings(settings: TenantSettings) -> CompanySettings:
    """Return what of ``settings`` an administrator may change."""
    policy = settings.policy
    return CompanySettings(
        company=settings.company,
        languages=policy.languages,
        vision=policy.vision,
        expression=policy.expression,
        simplified=policy.simplified,
        retention_days=policy.retention_days,
    )


def widest(settings: TenantSettings) -> CompanySettings:
    """Return the most that the tenant's jurisdiction allows: what a form may offer."""
    order = TenantOrder(
        tenant_id=settings.tenant_id, company=settings.company, jurisdiction=settings.jurisdiction, retention_days=3650
    )
    return company_settings(settings_of(order, settings.created_at))


def changed_to(settings: TenantSettings, wanted: CompanySettings) -> TenantSettings:
    """Return the settings as they are wanted. What the law does not allow is refused, not silently left out.

    Raises ``Invalid`` and names what cannot be.
    """
    most = widest(settings)
    faults = []
    if wanted.vision and not most.vision:
        faults.append("vision: not allowed under your jurisdiction 所在法域不允许画面分析")
    if wanted.expression and not (most.expression and wanted.vision):
        faults.append("expression: not under your jurisdiction, or without vision 不允许表情分析,或未启用画面分析")
    if wanted.retention_days > most.retention_days:
        faults.append(f"retention_days: {most.retention_days} at most 录像最长保留 {most.retention_days} 天")
    least = kept_days(rules_for(settings.jurisdiction), wanted.retention_days)
    if wanted.retention_days < least:
        faults.append(f"retention_days: {least} at least, the law demands it 法律要求至少保存 {least} 天")
    if faults:
        said = f"These settings cannot be: {'; '.join(faults)}."
        raise Invalid(said, "Narrow them and send it again. 请调整后重试。")
    policy = settings.policy.model_copy(
        update={
            "languages": tuple(dict.fromkeys(wanted.languages)),
            "vision": wanted.vision,
            "expression": wanted.expression,
            "simplified": wanted.simplified,
            "retention_days": wanted.retention_days,
            # Whoever saves the settings takes today's policy over.
            "rules": rules_for(settings.jurisdiction),
        }
    )
    return settings.model_copy(update={"company": wanted.company, "policy": policy})
