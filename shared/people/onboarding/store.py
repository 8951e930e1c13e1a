"""Where checklists and the company's template are kept: the only file of the subject that spells table keys.

Notes are sealed with the employee's key. A checklist with open tasks stands in the index of due days by its earliest.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.onboarding.model import Checklist, OnboardingTemplate
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.paging import Cursor
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Write

ROW, TEMPLATE = "ONBOARDING", "TEMPLATE"
SEALED_FOR = "onboarding_notes"


class Notes(Frozen):
    """What was written beside tasks, by their names."""

    tasks: dict[str, str]


class OnboardingStore:
    """One tenant's checklists: a row beside the employee's own."""

    def __init__(self, table: TenantTable, trail: AuditTrail, sealer: Sealer) -> None:
        self._table = table
        self._trail = trail
        self._sealer = sealer

    def checklist(self, employee_id: EmployeeId) -> Checklist | None:
        """Return an employee's checklist, or None. Raises ``Shredded``."""
        item = self._table.get(self._pk(employee_id), ROW)
        return self._read(item) if item else None

    def due(self, today: date, limit: int, cursor: Cursor | None) -> tuple[list[Checklist], Cursor | None]:
        """Return a page of checklists with a task whose day has passed, the longest first; without notes. One query."""
        rows = self._table.page(self._due, index="GSI1", limit=limit, cursor=cursor)
        late = [item for item in rows.items if str(item["GSI1SK"]) < today.isoformat()]
        following = rows.next if len(late) == len(rows.items) else None
        return [Checklist.model_validate_json(item["checklist"]) for item in late], following

    def put(self, checklist: Checklist) -> Put:
        """Return the write that enters a new checklist."""
        return Put(self._item(checklist))

    def closing(self, employee_id: EmployeeId) -> Sequence[Write]:
        """Return the write that closes an employee's checklist, where there is one."""
        checklist = self.checklist(employee_id)
        if checklist is None or checklist.closed:
            return ()
        return (Put(self._item(checklist.shut()), Attr("revision").eq(checklist.revision)),)

    def change(self, checklist: Checklist, entry: AuditEntry) -> bool:
        """Write the next revision; False where another one was quicker."""
        return self._passed(Put(self._item(checklist), Attr("revision").eq(checklist.revision - 1)), entry)

    def template(self) -> tuple[OnboardingTemplate, int]:
        """Return the company's template and its revision; revision 0: nobody wrote one, the standard holds."""
        item = self._table.get(self._table.pk("ONBOARDING_TEMPLATE"), TEMPLATE)
        if item is None:
            return standard(), 0
        return OnboardingTemplate.model_validate_json(item["template"]), int(item["revision"])

    def put_template(self, template: OnboardingTemplate, revision: int, entry: AuditEntry) -> bool:
        """Write the template as ``revision``; False where another one was quicker."""
        row = {
            "PK": self._table.pk("ONBOARDING_TEMPLATE"),
            "SK": TEMPLATE,
            "template": template.model_dump_json(),
            "revision": revision,
        }
        condition = Attr("PK").not_exists() if revision == 1 else Attr("revision").eq(revision - 1)
        return self._passed(Put(row, condition), entry)

    @property
    def _due(self) -> str:
        return self._table.pk("ONBOARDING_DUE")

    def _item(self, checklist: Checklist) -> Item:
        item: Item = {
            "PK": self._pk(checklist.employee_id),
            "SK": ROW,
            "checklist": checklist.with_notes({}).model_dump_json(),
            "revision": checklist.revision,
        }
        if checklist.notes:
            item["sealed"] = self._sealer.seal(checklist.employee_id, Notes(tasks=checklist.notes), SEALED_FOR)
        if checklist.next_due is not None:
            item |= {"GSI1PK": self._due, "GSI1SK": f"{checklist.next_due.isoformat()}#{checklist.employee_id}"}
        return item

    def _read(self, item: Item) -> Checklist:
        checklist = Checklist.model_validate_json(item["checklist"])
        if "sealed" not in item:
            return checklist
        notes = self._sealer.open_as(checklist.employee_id, item["sealed"], Notes, SEALED_FOR)
        return checklist.with_notes(notes.tasks)

    def _passed(self, write: Put, entry: AuditEntry) -> bool:
        try:
            self._trail.transact([write], entry)
        except ConditionFailed:
            return False
        return True

    def _pk(self, employee_id: EmployeeId) -> str:
        return self._table.pk(f"EMPLOYEE#{employee_id}")


@cache
def standard() -> OnboardingTemplate:
    """Return the template that a company begins with."""
    text = files("shared.people.onboarding").joinpath("standard.toml").read_text(encoding="utf-8")
    return OnboardingTemplate.model_validate(tomllib.loads(text))
