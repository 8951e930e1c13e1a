"""Use cases: read an employee's payroll file; change what the tax asks for, how pay is made up, where it goes."""

from datetime import date

from pydantic import Field

from shared.kernel.errors import PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.payroll.files.bank import BankAccount
from shared.payroll.files.desk import FileDesk, resource_of
from shared.payroll.files.identity import Identity
from shared.payroll.files.model import ALWAYS, EmployeeFile
from shared.payroll.files.tax import TaxFile
from shared.payroll.social.contributions import Declared
from shared.payroll.storable import must_fit_a_row
from shared.payroll.structures.model import Assignment
from shared.platform.authorization import authorize
from shared.platform.etag import expect

Versions = frozenset[str] | None
MOST_KILOBYTES = 300


class PayDraft(Frozen):
    """How an employee's pay is made up besides the terms: structures with their days, and what terms leave open."""

    assignments: tuple[Assignment, ...] = Field(default=(), max_length=40)
    declared: Declared = Field(default_factory=Declared)


def read(employee_id: EmployeeId, desk: FileDesk) -> EmployeeFile:
    """Return a file; the audit log says who read it. Raises ``NoSuchFile``, ``Forbidden``, ``Unavailable``."""
    file = desk.file(employee_id)
    authorize(desk.who, "read_payroll", resource_of(file))
    desk.trail.record(desk.entry("read_payroll", file, part="file"))
    return file


def change_tax(employee_id: EmployeeId, draft: TaxFile, versions: Versions, desk: FileDesk) -> EmployeeFile:
    """Write what the employee declared for the tax. Raises ``NoSuchFile``, ``Forbidden``, ``PreconditionFailed``."""
    before = _opened(employee_id, versions, desk)
    after = before.repaid(desk.clock.now(), ALWAYS, tax=draft)
    return _kept(before, after, desk, part="tax")


def change_pay(employee_id: EmployeeId, draft: PayDraft, versions: Versions, desk: FileDesk) -> EmployeeFile:
    """Write how the pay is made up. Raises ``NoSuchFile``, ``Forbidden``, ``PreconditionFailed``."""
    before = _opened(employee_id, versions, desk)
    changed = [
        each
        for each in (*before.assignments, *draft.assignments)
        if (each in before.assignments) != (each in draft.assignments)
    ]
    from_day = (
        ALWAYS if before.declared != draft.declared else min((one.effective_from for one in changed), default=None)
    )
    after = before.repaid(
        desk.clock.now(), from_day or date.max, assignments=draft.assignments, declared=draft.declared
    )
    return _kept(before, after, desk, part="pay")


def change_account(employee_id: EmployeeId, account: BankAccount, versions: Versions, desk: FileDesk) -> EmployeeFile:
    """Seal the bank account that is paid. Raises ``NoSuchFile``, ``Forbidden``, ``WrongAccount``, ``Shredded``."""
    before = _opened(employee_id, versions, desk)
    account = account.model_copy(update={"number": account.digits})
    after = before.changed(account=account.masked(desk.clock.now()))
    return _kept(before, after, desk, account=account, part="account")


def change_identity(employee_id: EmployeeId, identity: Identity, versions: Versions, desk: FileDesk) -> EmployeeFile:
    """Seal name and identity number, for papers. Raises ``NoSuchFile``, ``Forbidden``, ``Shredded``."""
    before = _opened(employee_id, versions, desk)
    after = before.changed(identified=identity.id_number is not None)
    return _kept(before, after, desk, identity=identity, part="identity")


def _opened(employee_id: EmployeeId, versions: Versions, desk: FileDesk) -> EmployeeFile:
    file = desk.file(employee_id)
    authorize(desk.who, "prepare_payroll", resource_of(file))
    expect(versions, file.revision)
    return file


def _kept(
    before: EmployeeFile,
    after: EmployeeFile,
    desk: FileDesk,
    *,
    part: str,
    account: BankAccount | None = None,
    identity: Identity | None = None,
) -> EmployeeFile:
    must_fit_a_row(after, MOST_KILOBYTES)
    entry = desk.entry("prepare_payroll", before, part=part, revision=after.revision)
    if not desk.files.keep(before, after, entry=entry, account=account, identity=identity):
        raise PreconditionFailed
    return after
