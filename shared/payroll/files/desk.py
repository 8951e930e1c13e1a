"""What use cases of payroll files work with."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.ids import EmployeeId
from shared.payroll.files.errors import NoSuchFile
from shared.payroll.files.model import EmployeeFile
from shared.payroll.files.store import FileStore
from shared.platform.audit import AuditEntry, AuditTrail, Plain
from shared.platform.authorization import Resource
from shared.platform.identity import Caller
from shared.platform.table import TenantTable
from shared.tenancy.actions import Action


@dataclass(frozen=True)
class FileDesk:
    """The files of one tenant, and the member of staff who reads or changes them."""

    who: Caller
    files: FileStore
    table: TenantTable
    trail: AuditTrail
    clock: Clock

    def file(self, employee_id: EmployeeId) -> EmployeeFile:
        """Return a file. Raises ``NoSuchFile``."""
        found = self.files.file(employee_id)
        if found is None:
            raise NoSuchFile
        return found

    def entry(self, action: Action, file: EmployeeFile, **detail: Plain) -> AuditEntry:
        """Return the entry of the audit log for something that the caller does to a file."""
        return self.trail.entry(self.who, action, file.employee_id, candidate_id=file.candidate_id, detail=detail)


def resource_of(file: EmployeeFile) -> Resource:
    """Return what policies look at."""
    return Resource(department=file.newest.department)
