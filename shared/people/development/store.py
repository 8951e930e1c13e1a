"""Where plans and the company's catalogue are kept: the only file of the subject that spells table keys.

What people wrote in a plan is sealed with the employee's key; codes, scores and days are not.
"""

from collections.abc import Sequence

from shared.kernel.events import Event
from shared.kernel.ids import EmployeeId
from shared.people.development.catalogue import DevelopmentCatalogue, standard
from shared.people.development.model import DevelopmentPlan, PlanNotes
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.outbox import outbox_puts
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write

ROW = "DEVELOPMENT"
SEALED_FOR = "development_notes"


class DevelopmentStore:
    """One tenant's plans: a row beside the employee's own."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer
        self.tenant_id = table.tenant_id

    def plan(self, employee_id: EmployeeId) -> DevelopmentPlan | None:
        """Return an employee's plan, or None. Raises ``Shredded``."""
        item = self._table.get(self._pk(employee_id), ROW)
        if item is None:
            return None
        plan = DevelopmentPlan.model_validate_json(item["plan"])
        if "sealed" not in item:
            return plan
        return plan.with_notes(self._sealer.open_as(employee_id, item["sealed"], PlanNotes, SEALED_FOR))

    def write(self, plan: DevelopmentPlan, entry: AuditEntry, events: Sequence[Event] = ()) -> bool:
        """Write a plan's revision with its events; False where another one was quicker."""
        first = plan.revision == 1
        condition = Attr("PK").not_exists() if first else Attr("revision").eq(plan.revision - 1)
        pk = self._pk(plan.employee_id)
        wordless = plan.with_notes(PlanNotes()).model_dump_json()
        row: Item = {"PK": pk, "SK": ROW, "plan": wordless, "revision": plan.revision}
        if not plan.notes.empty:
            row["sealed"] = self._sealer.seal(plan.employee_id, plan.notes, SEALED_FOR)
        return self._passed([Put(row, condition), *outbox_puts(pk, events)], entry)

    def catalogue(self) -> tuple[DevelopmentCatalogue, int]:
        """Return the company's catalogue and its revision; revision 0: nobody wrote one, the standard holds."""
        item = self._table.get(self._table.pk("DEVELOPMENT_CATALOGUE"), "CATALOGUE")
        if item is None:
            return standard(), 0
        return DevelopmentCatalogue.model_validate_json(item["catalogue"]), int(item["revision"])

    def put_catalogue(self, catalogue: DevelopmentCatalogue, revision: int, entry: AuditEntry) -> bool:
        """Write the catalogue as ``revision``; False where another one was quicker."""
        row: Item = {
            "PK": self._table.pk("DEVELOPMENT_CATALOGUE"),
            "SK": "CATALOGUE",
            "catalogue": catalogue.model_dump_json(),
            "revision": revision,
        }
        condition = Attr("PK").not_exists() if revision == 1 else Attr("revision").eq(revision - 1)
        return self._passed([Put(row, condition)], entry)

    def _passed(self, writes: Sequence[Write], entry: AuditEntry) -> bool:
        try:
            self._trail.transact(writes, entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, employee_id: EmployeeId) -> str:
        return self._table.pk(f"EMPLOYEE#{employee_id}")
