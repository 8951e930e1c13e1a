"""Where plans, deletions and certificates are kept: by operators, in one transaction with the audit log's entry."""

from shared.kernel.ids import TenantId
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.table import ConditionFailed, PlatformTable
from shared.platform.tenants import DELETED, PARTITION, OperatorTable, entry_key, listed
from shared.platform.usage import PLAN_ROW, plan_pk
from shared.platform.writes import Attr, Delete, Item, Put, Update, Write
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.lifecycle.model import Deletion, DeletionCertificate, Listed
from shared.tenancy.limits.model import UNLIMITED, Plan

DELETIONS = "PLATFORM#DELETIONS"


class LifecycleStore:
    """One tenant's standing, as operators see it."""

    def __init__(self, table: OperatorTable, trail: AuditTrail) -> None:
        self._table = table
        self._trail = trail
        self.tenant_id = table.tenant_id

    def settings(self) -> TenantSettings | None:
        """Return the tenant's settings, or None where there is no such tenant."""
        item = self._table.get(self._table.pk("TENANCY"), "SETTINGS")
        return TenantSettings.model_validate_json(item["settings"]) if item else None

    def plan(self) -> Plan:
        """Return the tenant's plan; one without limits where none was set."""
        item = self._table.get(plan_pk(self.tenant_id), PLAN_ROW)
        return Plan.model_validate_json(item["plan"]) if item else UNLIMITED

    def change(self, plan: Plan, entry: AuditEntry, *more: Write) -> bool:
        """Write the next plan, what the list says of it, and the entry; False where another order was quicker."""
        unchanged = Attr("PK").not_exists() if plan.revision == 1 else Attr("revision").eq(plan.revision - 1)
        writes: list[Write] = [
            Put(plan_item(self.tenant_id, plan), unchanged),
            Update(
                PARTITION,
                entry_key(self.tenant_id),
                set={"status": plan.status},
                condition=Attr("PK").exists(),
            ),
            *more,
        ]
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def deletion(self) -> Deletion | None:
        """Return the deletion that was ordered, or None."""
        item = self._table.get(DELETIONS, entry_key(self.tenant_id))
        return Deletion.model_validate_json(item["deletion"]) if item else None

    def deletion_write(self, deletion: Deletion) -> Put:
        """Return the write that records a deletion's state."""
        return Put(self._deletion_item(deletion))

    def no_deletion_write(self) -> Delete:
        """Return the write that forgets a deletion that was taken back."""
        return Delete(DELETIONS, entry_key(self.tenant_id))

    def keep_state(self, deletion: Deletion) -> None:
        """Record how far a purge has come."""
        self._table.put(self._deletion_item(deletion))

    def certify(self, certificate: DeletionCertificate) -> None:
        """Keep the certificate and take the tenant from the list; its plan stays, so that no old token opens it."""
        item = {
            "PK": DELETED,
            "SK": entry_key(self.tenant_id),
            "certificate": certificate.model_dump_json(),
            "digest": certificate.digest,
        }
        self._table.transact(
            [
                Put(item),
                Delete(PARTITION, entry_key(self.tenant_id)),
                Delete(DELETIONS, entry_key(self.tenant_id)),
            ]
        )

    def certificate(self) -> DeletionCertificate | None:
        """Return the certificate of a tenant that was deleted, or None."""
        item = self._table.get(DELETED, entry_key(self.tenant_id))
        return DeletionCertificate.model_validate_json(item["certificate"]) if item else None

    def _deletion_item(self, deletion: Deletion) -> Item:
        return {"PK": DELETIONS, "SK": entry_key(self.tenant_id), "deletion": deletion.model_dump_json()}


def plan_item(tenant_id: TenantId, plan: Plan) -> Item:
    """Return the row of a plan."""
    return {"PK": plan_pk(tenant_id), "SK": PLAN_ROW, "plan": plan.model_dump_json(), "revision": plan.revision}


def all_listed(table: PlatformTable) -> list[Listed]:
    """Return every tenant of the deployment, by its id."""
    return [
        Listed(
            tenant_id=TenantId(item["SK"].removeprefix("TENANT#")),
            created_at=item["created_at"],
            status=item.get("status", "active"),
        )
        for item in listed(table)
    ]
