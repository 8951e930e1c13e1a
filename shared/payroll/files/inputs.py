"""A month's inputs as they are held: whose, which month, who entered them. Pure."""

from datetime import datetime

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import Period
from shared.payroll.inputs.model import MonthInputs


class HeldInputs(Frozen):
    """What a month brings for one employee. ``revision`` grows with each change."""

    employee_id: EmployeeId
    period: Period
    inputs: MonthInputs
    revision: int = Field(default=1, ge=1)
    changed_by: str
    changed_at: datetime


class ImportLine(Frozen):
    """One employee's inputs in an import."""

    employee_id: EmployeeId
    inputs: MonthInputs


class ImportOrder(Frozen):
    """The inputs of many for one month; they take the place of what was there for each of them."""

    lines: tuple[ImportLine, ...] = Field(min_length=1, max_length=500)
