"""What use cases of employees work with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from shared.kernel.clock import Clock
from shared.kernel.ids import CandidateId, EmployeeId
from shared.people.employees.errors import NoSuchEmployee
from shared.people.employees.model import Employee
from shared.people.employees.store import EmployeeStore
from shared.platform.audit import AuditTrail
from shared.platform.authorization import ANYTHING, Resource, authorize
from shared.platform.identity import Caller
from shared.platform.writes import Write
from shared.tenancy.actions import Action

ZONE = ZoneInfo("Asia/Shanghai")
"""Where a day begins: the first day of an employment is a day of the place of work."""
RequiredTasks = Callable[[EmployeeId], tuple[str, ...]]
"""What must be done before an employment begins and is open, in words."""
Closing = Callable[[EmployeeId], Sequence[Write]]
"""What is written besides when an employment ends, or never begins."""


def nothing_required(_employee_id: EmployeeId) -> tuple[str, ...]:
    """Return that nothing is required: where no onboarding was set up."""
    return ()


def nothing_open(_employee_id: EmployeeId) -> tuple[Write, ...]:
    """Return that there is nothing to close: where no onboarding was set up."""
    return ()


@dataclass(frozen=True)
class EmployeeDesk:
    """The stores of one tenant, and the member of staff who works on the file."""

    who: Caller
    employees: EmployeeStore
    trail: AuditTrail
    clock: Clock
    required: RequiredTasks = nothing_required
    closing: Closing = nothing_open
    erased: Callable[[CandidateId], bool] = lambda _candidate_id: False
    """Whether a candidate was erased, or is being erased."""

    def today(self) -> date:
        """Return the day that it is at the place of work."""
        return self.clock.now().astimezone(ZONE).date()

    def opened(self, employee_id: EmployeeId, action: Action) -> Employee:
        """Return an employee whom the caller may do ``action`` to.

        Raises ``NoSuchEmployee``, ``Forbidden``.
        """
        found = self.employees.employee(employee_id)
        authorize(self.who, action, Resource(department=found.department) if found else ANYTHING)
        if found is None:
            raise NoSuchEmployee
        return found
