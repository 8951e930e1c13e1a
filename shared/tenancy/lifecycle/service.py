"""Use cases of operators: suspend and resume a tenant, set its limits, mark it for deletion and take that back."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.usage import Usage, Used
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.lifecycle.model import (
    Deletion,
    DeletionCertificate,
    NoSuchTenant,
    kept,
    limited,
    marked,
    resumed,
    suspended,
)
from shared.tenancy.lifecycle.orders import KeepAfterAll, MarkForDeletion, OrderFor, Resume, SetLimits, Suspend
from shared.tenancy.lifecycle.store import LifecycleStore
from shared.tenancy.limits.model import Plan


@dataclass(frozen=True)
class OperatorDesk:
    """What the use cases work with, for one tenant."""

    store: LifecycleStore
    trail: AuditTrail
    usage: Usage
    clock: Clock

    def settings(self) -> TenantSettings:
        """Return the tenant's settings. Raises ``NoSuchTenant``."""
        found = self.store.settings()
        if found is None:
            raise NoSuchTenant(self.store.tenant_id)
        return found

    def entry(self, order: OrderFor, what: str, **detail: str | int | None) -> AuditEntry:
        """Return the entry that tells of an order."""
        return self.trail.entry(f"operator:{order.by}", f"tenant_{what}", order.tenant_id, detail=detail)


class Standing(Frozen):
    """How a tenant stands: its plan, what it uses, and the deletion or certificate where there is one."""

    tenant_id: TenantId
    company: str
    jurisdiction: str
    plan: Plan
    used: Used
    deletion: Deletion | None = None


def standing(desk: OperatorDesk) -> Standing | DeletionCertificate:
    """Return how a tenant stands, or the certificate of one that is gone. Raises ``NoSuchTenant``."""
    certificate = desk.store.certificate()
    if certificate is not None:
        return certificate
    settings = desk.settings()
    return Standing(
        tenant_id=settings.tenant_id,
        company=settings.company,
        jurisdiction=settings.jurisdiction,
        plan=desk.store.plan(),
        used=desk.usage.used(),
        deletion=desk.store.deletion(),
    )


def suspend(order: Suspend, desk: OperatorDesk) -> Plan:
    """Keep a tenant's staff out from the next request on. Raises ``NoSuchTenant``, ``WrongStanding``, ``Conflict``."""
    desk.settings()
    plan = suspended(desk.store.plan(), order, desk.clock.now())
    return _changed(plan, desk, desk.entry(order, "suspended", sessions=order.sessions))


def resume(order: Resume, desk: OperatorDesk) -> Plan:
    """Let a tenant's staff in again; one that was not suspended stays as it is. Raises as ``suspend``."""
    desk.settings()
    before = desk.store.plan()
    plan = resumed(before)
    return plan if plan == before else _changed(plan, desk, desk.entry(order, "resumed"))


def set_limits(order: SetLimits, desk: OperatorDesk) -> Plan:
    """Give a tenant its limits; they hold from the next interview and the next user on. Raises as ``suspend``."""
    desk.settings()
    before = desk.store.plan()
    plan = limited(before, order.limits)
    return plan if plan == before else _changed(plan, desk, desk.entry(order, "limits", **order.limits.model_dump()))


def mark_for_deletion(order: MarkForDeletion, desk: OperatorDesk) -> Deletion:
    """Let nobody in any more; after the waiting period the tenant may be purged. Raises as ``suspend``."""
    company = desk.settings().company
    plan, deletion = marked(desk.store.plan(), order, company, desk.clock.now())
    entry = desk.entry(order, "marked_for_deletion", waiting_days=order.waiting_days)
    if not desk.store.change(plan, entry, desk.store.deletion_write(deletion)):
        raise _overtaken()
    return deletion


def keep_after_all(order: KeepAfterAll, desk: OperatorDesk) -> Plan:
    """Take a mark for deletion back; the tenant is then suspended. Raises as ``suspend``."""
    desk.settings()
    plan = kept(desk.store.plan(), desk.store.deletion(), order.by, desk.clock.now())
    if not desk.store.change(plan, desk.entry(order, "kept"), desk.store.no_deletion_write()):
        raise _overtaken()
    return plan


def _changed(plan: Plan, desk: OperatorDesk, entry: AuditEntry) -> Plan:
    if not desk.store.change(plan, entry):
        raise _overtaken()
    return plan


def _overtaken() -> Conflict:
    return Conflict("Another order for this tenant came first.", "Look at the tenant (bole tenants show), order again.")
