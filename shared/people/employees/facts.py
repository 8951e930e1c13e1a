"""What the company may learn from an employment: scores of the interview beside what became of the person. Pure.

Only of those who agreed to it (``carrying.ANALYSIS``), and without a name.
"""

from datetime import date

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.people.employees.model import ANALYSIS, Employee, ReviewFigures


class OutcomeFacts(Frozen):
    """One employment. ``scores`` are those of the interview, 0–100, by competency; ``job`` is what they began as."""

    employee_id: EmployeeId
    department: str
    job: LocalizedText
    hired_on: date
    promoted_on: tuple[date, ...] = ()
    left_on: date | None = None
    review: ReviewFigures | None = None
    scores: dict[str, float] = Field(default_factory=dict)


def facts_of(employee: Employee) -> OutcomeFacts | None:
    """Return the facts of an employment, or None: it has not begun, or the person did not agree."""
    if employee.status not in ("active", "left") or not employee.agreed(ANALYSIS):
        return None
    known = employee.assessment.competencies if employee.assessment else ()
    return OutcomeFacts(
        employee_id=employee.employee_id,
        department=employee.department,
        job=employee.hired_as or employee.title,
        hired_on=employee.start_date,
        promoted_on=employee.promoted_on,
        left_on=employee.last_day,
        review=employee.review,
        scores={each.competency: each.score for each in known if each.score is not None},
    )
