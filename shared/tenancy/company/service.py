"""Use case: an administrator changes the company's settings."""

from shared.kernel.errors import PreconditionFailed
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.tenancy.company.model import CompanySettings, changed_to
from shared.tenancy.company.store import CompanyStore
from shared.tenancy.contracts import TenantSettings


def change_settings(
    wanted: CompanySettings, named: frozenset[str] | None, who: Caller, store: CompanyStore, trail: AuditTrail
) -> tuple[TenantSettings, int]:
    """Set what an administrator may set; interviews that are open keep the settings that they were opened with.

    The document for the other stages is written after the row: who gets ``Unavailable`` reads and sends it again.

    Raises:
        Invalid: the jurisdiction does not allow it.
        PreconditionRequired, PreconditionFailed: as they say; nothing was changed.
    """
    settings, revision = store.settings()
    expect(named, revision)
    changed = changed_to(settings, wanted)
    if changed != settings:
        policy = changed.policy
        detail = {
            "vision": policy.vision,
            "expression": policy.expression,
            "retention_days": policy.retention_days,
            "revision": revision + 1,
        }
        entry = trail.entry(who, "manage_settings", str(settings.tenant_id), detail=detail)
        revision += 1
        if not store.change(changed, revision, entry):
            raise PreconditionFailed
    store.publish(changed)
    return changed, revision
