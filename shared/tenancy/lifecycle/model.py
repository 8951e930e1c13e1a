"""How a tenant's standing changes, and what is left of one that was deleted. Pure rules."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.tenancy.lifecycle.orders import MarkForDeletion, Suspend
from shared.tenancy.limits.model import Plan, PlanLimits, Status, Suspension

BACKUPS = timedelta(days=35)
"""How long the table can be set back to a moment in the past: rows live on that long where nobody reads them."""


class NoSuchTenant(NotFound):
    """The deployment has no tenant of that id."""

    def __init__(self, tenant_id: TenantId) -> None:
        super().__init__(f"There is no tenant {tenant_id} here.", "List them: bole tenants list")


class WrongStanding(Conflict):
    """The order does not fit how the tenant stands."""

    code = "wrong_standing"


class Listed(Frozen):
    """A tenant in the platform's list."""

    tenant_id: TenantId
    created_at: datetime
    status: Status = "active"


Phase = Literal["users", "objects", "rows", "check", "done"]


class Deletion(Frozen):
    """A deletion that was ordered, and how far it has come. ``cursor`` says where the phase goes on."""

    tenant_id: TenantId
    company: str
    reason: str
    ordered_by: str
    ordered_at: datetime
    due_at: datetime
    phase: Phase = "users"
    cursor: str | None = None
    users: int = 0
    objects: int = 0
    """Versions of objects, and marks of deletion."""
    rows: int = 0
    left: int = 0
    """Rows that the check found still there."""
    audit_heads: dict[int, str] = Field(default_factory=dict)
    """Hashes of the last entry of every chain of the audit log, as they were before the rows went."""


class DeletionCertificate(Frozen):
    """That a tenant was deleted: what went, when, by whose order. It is kept in the platform's own rows."""

    tenant_id: TenantId
    company: str
    reason: str
    ordered_by: str
    ordered_at: datetime
    purged_at: datetime
    users: int
    objects: int
    rows: int
    rows_left: int
    """Found by a last look through the whole table. It is 0."""
    key_deleted_at: datetime | None
    """When the tenant's own key is destroyed; what was encrypted with it can then be read nowhere, backups included."""
    backups_until: datetime
    audit_heads: dict[int, str]
    """Where the audit log ended: an export or an anchor that somebody kept can be compared with it."""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the certificate, to be quoted."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def suspended(plan: Plan, order: Suspend, now: datetime) -> Plan:
    """Return the plan of a tenant that is suspended; a new reason takes the place of the old one.

    Raises ``WrongStanding`` where the tenant is being deleted.
    """
    _not_deleting(plan)
    since = plan.suspension.since if plan.suspension else now
    suspension = Suspension(reason=order.reason, by=order.by, since=since, sessions=order.sessions)
    return _next(plan, status="suspended", suspension=suspension)


def resumed(plan: Plan) -> Plan:
    """Return the plan of a tenant that goes on. Raises ``WrongStanding`` where it is being deleted."""
    _not_deleting(plan)
    return plan if plan.status == "active" else _next(plan, status="active", suspension=None)


def limited(plan: Plan, limits: PlanLimits) -> Plan:
    """Return the plan with other limits. What is in use already stays in use."""
    return plan if plan.limits == limits else _next(plan, limits=limits)


def marked(plan: Plan, order: MarkForDeletion, company: str, now: datetime) -> tuple[Plan, Deletion]:
    """Return plan and deletion of a tenant that is to go. Raises ``WrongStanding`` where it is marked already."""
    _not_deleting(plan)
    deletion = Deletion(
        tenant_id=order.tenant_id,
        company=company,
        reason=order.reason,
        ordered_by=order.by,
        ordered_at=now,
        due_at=now + timedelta(days=order.waiting_days),
    )
    return _next(plan, status="deleting"), deletion


def kept(plan: Plan, deletion: Deletion | None, by: str, now: datetime) -> Plan:
    """Return the plan of a tenant whose deletion was taken back: suspended, so that somebody looks before it goes on.

    Raises ``WrongStanding`` where nothing was marked, or the purge has begun.
    """
    if plan.status != "deleting" or deletion is None:
        raise WrongStanding("The tenant is not marked for deletion.", "There is nothing to take back.")
    if deletion.phase != "users" or deletion.users:
        raise WrongStanding("The purge has begun.", "Let it come to its end: what is gone is gone.")
    suspension = plan.suspension or Suspension(reason="The deletion was taken back.", by=by, since=now)
    return _next(plan, status="suspended", suspension=suspension)


def purgeable(deletion: Deletion | None, now: datetime) -> Deletion:
    """Return a deletion that may be carried out. Raises ``WrongStanding`` before its time, or without a mark."""
    if deletion is None:
        raise WrongStanding("The tenant is not marked for deletion.", "Mark it first: bole tenants delete TENANT")
    if now < deletion.due_at:
        due = deletion.due_at.strftime("%Y-%m-%d %H:%M UTC")
        raise WrongStanding(
            f"The waiting period ends {due}.", "Purge it then, or take the mark back: bole tenants keep TENANT"
        )
    return deletion


def certified(deletion: Deletion, key_deleted_at: datetime | None, now: datetime) -> DeletionCertificate:
    """Return the certificate of a purge that came to its end."""
    return DeletionCertificate(
        tenant_id=deletion.tenant_id,
        company=deletion.company,
        reason=deletion.reason,
        ordered_by=deletion.ordered_by,
        ordered_at=deletion.ordered_at,
        purged_at=now,
        users=deletion.users,
        objects=deletion.objects,
        rows=deletion.rows,
        rows_left=deletion.left,
        key_deleted_at=key_deleted_at,
        backups_until=now + BACKUPS,
        audit_heads=deletion.audit_heads,
    )


def _not_deleting(plan: Plan) -> None:
    if plan.status == "deleting":
        raise WrongStanding("The tenant is marked for deletion.", "Take the mark back first: bole tenants keep TENANT")


def _next(plan: Plan, **changed: object) -> Plan:
    return plan.model_copy(update={**changed, "revision": plan.revision + 1})
