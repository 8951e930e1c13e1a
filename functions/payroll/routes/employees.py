"""What payroll keeps of employees: their file, tax, bank account, and what a month brings."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.payroll.routes.desk import file_desk, run_desk
from shared.kernel.ids import EmployeeId
from shared.payroll.contracts import Period
from shared.payroll.files import entering, service
from shared.payroll.files.bank import BankAccount
from shared.payroll.files.desk import resource_of
from shared.payroll.files.entering import Entered
from shared.payroll.files.identity import Identity
from shared.payroll.files.inputs import HeldInputs, ImportOrder
from shared.payroll.files.model import EmployeeFile
from shared.payroll.files.service import PayDraft
from shared.payroll.files.store import FileLine
from shared.payroll.files.tax import TaxFile
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.runs import reading
from shared.payroll.runs.documents import SlipLine
from shared.platform.authorization import Resource, authorize, permitted
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
Month = Annotated[Period, Path()]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]
EMPLOYEES = "/v1/payroll/employees"
EMPLOYEE = f"{EMPLOYEES}/<employee_id>"
INPUTS = f"{EMPLOYEE}/inputs/<period>"


class InputsView(BaseModel):
    """A month's inputs; ``held`` null: everything as agreed."""

    held: HeldInputs | None


@router.get(EMPLOYEES, summary="List employees as payroll knows them")
def get_employees(limit: Limit = 50, cursor: After = None) -> Page[FileLine]:
    """List employees with department, cost centre and days, without any amount."""
    who = staff(router)
    desk = file_desk(who)
    found, following = desk.files.lines(limit, Cursor.read(cursor))
    allowed = permitted(who, "read_payroll", [Resource(department=each.department) for each in found]) if found else []
    seen = [each for each, may in zip(found, allowed, strict=True) if may]
    desk.trail.record(desk.trail.entry(who, "read_payroll", "payroll_files", detail={"listed": len(seen)}))
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(EMPLOYEE, summary="Read an employee's payroll file")
def get_employee(employee_id: Which) -> Response[EmployeeFile]:
    """Return terms, tax, structures; the bank account is masked."""
    return _tagged(service.read(EmployeeId(employee_id), file_desk(staff(router))))


@router.put(f"{EMPLOYEE}/tax", summary="Write what an employee declared for the tax")
def put_tax(employee_id: Which, draft: TaxFile) -> Response[EmployeeFile]:
    """Write status by year, special additional deductions, other deductions."""
    desk = file_desk(staff(router))
    return _tagged(service.change_tax(EmployeeId(employee_id), draft, if_match(router), desk))


@router.put(f"{EMPLOYEE}/pay", summary="Write how an employee's pay is made up")
def put_pay(employee_id: Which, draft: PayDraft) -> Response[EmployeeFile]:
    """Assign salary structures from days on, split the cost, and say what terms leave open of insurance and fund."""
    desk = file_desk(staff(router))
    return _tagged(service.change_pay(EmployeeId(employee_id), draft, if_match(router), desk))


@router.put(f"{EMPLOYEE}/account", summary="Write the bank account that is paid")
def put_account(employee_id: Which, account: BankAccount) -> Response[EmployeeFile]:
    """Seal the account; nobody reads it again but the bank file."""
    desk = file_desk(staff(router))
    return _tagged(service.change_account(EmployeeId(employee_id), account, if_match(router), desk))


@router.put(f"{EMPLOYEE}/identity", summary="Write the name and identity number for papers")
def put_identity(employee_id: Which, identity: Identity) -> Response[EmployeeFile]:
    """Seal name and number; payslips, certificates and declarations show them."""
    desk = file_desk(staff(router))
    return _tagged(service.change_identity(EmployeeId(employee_id), identity, if_match(router), desk))


@router.get(f"{EMPLOYEE}/slips", summary="List an employee's salary slips")
def get_slips_of(employee_id: Which, limit: Limit = 24, cursor: After = None) -> Page[SlipLine]:
    """List the slips of one employee, the newest month first, of approved runs alone."""
    who = staff(router)
    desk = run_desk(who, "read_payroll")
    lines, following = reading.slips_of(EmployeeId(employee_id), limit, Cursor.read(cursor), desk)
    return Page(items=lines, next=following.spelled() if following else None)


@router.get(INPUTS, summary="Read what a month brings for an employee")
def get_inputs(employee_id: Which, period: Month) -> Response[InputsView]:
    """Return attendance, overtime, leave, one-off items and corrections of a month."""
    desk = file_desk(staff(router))
    file = desk.file(EmployeeId(employee_id))
    authorize(desk.who, "read_payroll", resource_of(file))
    held = desk.files.inputs(file.employee_id, period)
    desk.trail.record(desk.entry("read_payroll", file, part="inputs", period=period))
    return tagged(InputsView(held=held), held.revision if held else 0)


@router.put(INPUTS, summary="Write what a month brings for an employee")
def put_inputs(employee_id: Which, period: Month, inputs: MonthInputs) -> Response[InputsView]:
    """Write a month's inputs; the first time with ``If-Match: "0"``. Not after the month was paid."""
    who = staff(router)
    authorize(who, "prepare_payroll")
    held = entering.enter(EmployeeId(employee_id), period, inputs, if_match(router), file_desk(who))
    return tagged(InputsView(held=held), held.revision)


@router.get("/v1/payroll/inputs/<period>", summary="List what a month brings")
def get_month(period: Month, limit: Limit = 50, cursor: After = None) -> Page[HeldInputs]:
    """List the inputs of a month, by employee."""
    who = staff(router)
    authorize(who, "read_payroll")
    desk = file_desk(who)
    found, following = desk.files.all_inputs(period, limit, Cursor.read(cursor))
    entry = desk.trail.entry(who, "read_payroll", f"inputs/{period}", detail={"listed": len(found)})
    desk.trail.record(entry)
    return Page(items=found, next=following.spelled() if following else None)


@router.post("/v1/payroll/inputs/<period>/import", summary="Write what a month brings for many")
def post_import(period: Month, order: ImportOrder) -> Entered:
    """Write up to 500 employees' inputs in the place of what was there; unknown employees are named."""
    who = staff(router)
    authorize(who, "prepare_payroll")
    return entering.enter_many(period, order, file_desk(who))


def _tagged(file: EmployeeFile) -> Response[EmployeeFile]:
    return tagged(file, file.revision)
