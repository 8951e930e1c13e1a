"""How an employee is spelled in the table: with ``store.py`` and ``staging.py`` the only files that know these keys.

An employee is sealed with a key of their own, not with the candidate's: what the law has an employer keep outlives the
application that it came from.
"""

from dataclasses import dataclass

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.contracts import EmploymentTerms
from shared.people.employees.facts import facts_of
from shared.people.employees.model import Employee, PersonalData
from shared.platform.sealing import Sealer
from shared.platform.table import TenantTable
from shared.platform.writes import Attr, Delete, Item, Put, Write

ROW, PERSON, TERMS = "EMPLOYEE", "PERSON", "TERMS#"
SEALED_FOR, NOTE_FOR = "employee", "terms_note"


class Words(Frozen):
    """What somebody wrote about an employee; it is sealed with the employee's key."""

    note: str


@dataclass(frozen=True)
class EmployeeRows:
    """Spells the rows of one tenant's employees."""

    table: TenantTable
    sealer: Sealer

    def pk(self, employee_id: EmployeeId) -> str:
        """Return the partition of an employee."""
        return self.table.pk(f"EMPLOYEE#{employee_id}")

    def listing(self, kind: str, value: str = "") -> str:
        """Return the partition of a list: ``ALL``, of a ``DEPARTMENT``, of a ``STATUS``."""
        return self.table.pk(f"EMPLOYEES#{kind}#{value}")

    @property
    def starts(self) -> str:
        """The partition of those who are to begin."""
        return self.table.pk("EMPLOYEE_STARTS")

    @property
    def facts(self) -> str:
        """The partition of what requirement analysis may learn."""
        return self.table.pk("EMPLOYEE_FACTS")

    def number_pk(self, number: str) -> str:
        """Return the partition of a staff number."""
        return self.table.pk(f"STAFF_NUMBER#{number}")

    def new(self, employee: Employee, person: PersonalData) -> list[Write]:
        """Return the writes of an employee who is not there yet."""
        return [
            Put(self.item(employee), Attr("PK").not_exists()),
            *self.lists(None, employee),
            self.person(employee.employee_id, person),
            *self.number(None, employee),
        ]

    def changed(self, before: Employee, after: Employee) -> list[Write]:
        """Return the writes of the next revision. One that an import has not shown yet stays as it is."""
        unchanged = Attr("revision").eq(before.revision) & Attr("staged").not_exists()
        return [
            Put(self.item(after), unchanged),
            *self.lists(before, after),
            *self.number(before, after),
            *self.learned(before, after),
        ]

    def item(self, employee: Employee) -> Item:
        """Return the employee's own row."""
        moment = _moment(employee)
        return {
            "PK": self.pk(employee.employee_id),
            "SK": ROW,
            "employee": employee.model_dump_json(),
            "employee_id": employee.employee_id,
            "revision": employee.revision,
            "GSI1PK": self.listing("ALL"),
            "GSI1SK": moment,
            "GSI2PK": self.listing("DEPARTMENT", employee.department),
            "GSI2SK": moment,
        }

    def lists(self, before: Employee | None, after: Employee) -> list[Write]:
        """The lists by status, and of those who are to begin: rows of their own, an item has two indexes."""
        gone = self._listed(before) if before else {}
        there = self._listed(after)
        left: list[Write] = [Delete(*keys) for keys in gone if keys not in there]
        entered = [
            Put({"PK": pk, "SK": sk, "employee_id": after.employee_id}) for pk, sk in there if (pk, sk) not in gone
        ]
        return [*left, *entered]

    def _listed(self, employee: Employee) -> dict[tuple[str, str], None]:
        moment = _moment(employee)
        keys = {(self.listing("STATUS", employee.status), moment): None}
        if employee.status == "preboarding":
            keys[(self.starts, moment)] = None
        return keys

    def number(self, before: Employee | None, after: Employee) -> list[Write]:
        """A staff number is one employee's: its row is there once."""
        old, new = before.staff_number if before else None, after.staff_number
        if old == new:
            return []
        writes: list[Write] = []
        if old is not None:
            writes.append(Delete(self.number_pk(old), "OWNER"))
        if new is not None:
            row = {"PK": self.number_pk(new), "SK": "OWNER", "employee_id": after.employee_id}
            writes.append(Put(row, Attr("PK").not_exists()))
        return writes

    def learned(self, before: Employee | None, after: Employee) -> list[Write]:
        """What requirement analysis may learn: a row that is there only while the employee agrees."""
        old, new = facts_of(before) if before else None, facts_of(after)
        if old == new:
            return []
        if new is None:
            return [Delete(self.facts, after.employee_id)]
        return [Put({"PK": self.facts, "SK": after.employee_id, "facts": new.model_dump_json()})]

    def person(self, employee_id: EmployeeId, person: PersonalData) -> Put:
        """Who an employee is, sealed."""
        sealed = self.sealer.seal(employee_id, person, SEALED_FOR)
        return Put({"PK": self.pk(employee_id), "SK": PERSON, "employee_id": employee_id, "sealed": sealed})

    def terms(self, terms: EmploymentTerms | None, note: str | None = None) -> list[Write]:
        """A version of the terms; ``note`` is why, in somebody's words, sealed."""
        if terms is None:
            return []
        row = {
            "PK": self.pk(terms.employee_id),
            "SK": f"{TERMS}{terms.number:06d}",
            "terms": terms.model_dump_json(),
        }
        if note:
            row["sealed"] = self.sealer.seal(terms.employee_id, Words(note=note), NOTE_FOR)
        return [Put(row, Attr("PK").not_exists())]

    def note(self, employee_id: EmployeeId, item: Item) -> str | None:
        """Return what was written beside terms, or None. Raises ``Shredded``."""
        if "sealed" not in item:
            return None
        return self.sealer.open_as(employee_id, item["sealed"], Words, NOTE_FOR).note


def read(item: Item) -> Employee:
    """Return the employee of a row."""
    return Employee.model_validate_json(item["employee"])


def _moment(employee: Employee) -> str:
    return f"{employee.start_date.isoformat()}#{employee.employee_id}"
