"""Use case: employees as a table, page by page, with the columns that an import reads. The reading is recorded."""

from collections.abc import Iterator

from shared.kernel.language import Language
from shared.kernel.money import written
from shared.people.contracts import EmploymentTerms
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.model import Employee, EmployeeStatus, PersonalData
from shared.people.tables.fields import FIELDS, PAY, STATUSES
from shared.platform.audit import Plain
from shared.platform.authorization import Resource, authorize, permitted
from shared.platform.paging import Cursor
from shared.platform.tabular.mapping import Field
from shared.platform.tabular.model import words

MORE = (Field("employee_id", words("系统编号", "Id")),)
"""What an import leaves out."""
SEX = {"male": words("男", "male"), "female": words("女", "female")}


def export_page(
    department: str | None,
    status: EmployeeStatus | None,
    limit: int,
    cursor: Cursor | None,
    language: Language,
    desk: EmployeeDesk,
) -> tuple[list[list[str]], Cursor | None]:
    """Return a header, the rows of a page of employees whom the caller may read, and where it goes on. One query.

    Raises ``Forbidden`` for a department that the caller may not read.
    """
    if department is not None:
        authorize(desk.who, "read_employee", Resource(department=department))
    found, following = desk.employees.page(department, status, limit, cursor)
    may = permitted(desk.who, "read_employee", [Resource(department=each.department) for each in found])
    mine = [each for each, here in zip(found, may, strict=True) if here]
    persons = desk.employees.persons([each.employee_id for each in mine])
    terms = desk.employees.newest_terms(mine)
    detail: dict[str, Plain] = {
        "change": "exported",
        "employees": len(mine),
        "department": department,
        "status": status,
    }
    desk.trail.record(desk.trail.entry(desk.who, "read_employee", "employees", detail=detail))
    rows = [list(_cells(each, persons.get(each.employee_id), terms.get(each.employee_id), language)) for each in mine]
    header = [each.title.read_in(language) for each in (*FIELDS, *MORE)]
    return [header, *rows], following


def _cells(
    employee: Employee, person: PersonalData | None, terms: EmploymentTerms | None, language: Language
) -> Iterator[str]:
    known = {**_of_file(employee, language), **_of_terms(terms), **_of_person(person, language)}
    for each in (*FIELDS, *MORE):
        yield known.get(each.name) or ""


def _of_file(employee: Employee, language: Language) -> dict[str, str]:
    return {
        "staff_number": employee.staff_number or "",
        "department": employee.department,
        "title": employee.title.read_in(language),
        "grade": employee.grade,
        "start_date": employee.start_date.isoformat(),
        "probation_until": employee.probation_until.isoformat() if employee.probation_until else "",
        "employee_id": employee.employee_id,
        "status": STATUSES[employee.status].read_in(language),
        "last_day": employee.last_day.isoformat() if employee.last_day else "",
    }


def _of_terms(terms: EmploymentTerms | None) -> dict[str, str]:
    if terms is None:
        return {}
    components = {column.name for column in PAY}
    pay = {line.component: written(line.amount_fen) for line in terms.salary if line.component in components}
    social = terms.social
    return {
        **pay,
        "cost_centre": terms.cost_centre,
        "city": social.city,
        "social_base": "" if social.social_base_fen is None else written(social.social_base_fen),
        "fund_base": "" if social.fund_base_fen is None else written(social.fund_base_fen),
        "fund_rate": "" if social.fund_rate is None else f"{(social.fund_rate * 100).normalize():f}%",
    }


def _of_person(person: PersonalData | None, language: Language) -> dict[str, str]:
    if person is None:
        return {}
    return {
        "name": person.name,
        "id_number": person.id_number or "",
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "sex": SEX[person.sex].read_in(language) if person.sex in SEX else "",
        "phone": person.phones[0] if person.phones else "",
        "email": person.emails[0] if person.emails else "",
        "address": person.address or "",
    }
