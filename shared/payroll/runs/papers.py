"""Use cases: papers of approved runs. Names and accounts are opened for one answer; none is kept."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypeVar

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId
from shared.kernel.language import Language
from shared.payroll.components.model import IncomeKind
from shared.payroll.contracts import Period, RunIndex, SalarySlip, SlipEntry
from shared.payroll.papers.bank.pain001 import pain001
from shared.payroll.papers.bank.payments import NothingToPay, PaymentOrder, payments_of
from shared.payroll.papers.bank.template import bank_table, template
from shared.payroll.papers.certificate import IncomeOf, certificate_pdf
from shared.payroll.papers.declaration import declaration_csv, declaration_xlsx
from shared.payroll.papers.declared import declaration_rows
from shared.payroll.papers.model import Person
from shared.payroll.papers.payslip import payslip_pdf
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.errors import WrongState
from shared.payroll.runs.model import LOCKED, Run
from shared.payroll.runs.reading import slip as read_slip
from shared.payroll.settings.employer import NoPayingAccount

A_PART = 2000
"""Payments of one bank file: banks take no more, and neither does an answer."""
DECLARED_TOGETHER = 1000
"""Employees of one declaration file."""
AT_ONCE = 16
"""Documents that are read at the same time."""
PAIN001 = "pain001"
T = TypeVar("T")


class NoSuchPart(NotFound):
    """A file has fewer parts."""

    code = "no_such_part"

    def __init__(self, parts: int) -> None:
        super().__init__(f"There are {parts} parts. 共 {parts} 个文件。", "Ask for one of them. 请选择其中之一。")


class PaymentSummary(Frozen):
    """What an approved run pays: how many, how much in all, and whose account is missing (the first hundred)."""

    payments: int
    total_fen: int
    parts: int
    without_account: tuple[EmployeeId, ...]


def payslip(run_id: RunId, employee_id: EmployeeId, language: Language, desk: RunDesk) -> bytes:
    """Return the payslip as PDF; of a run that is not approved, too, to be looked at. Raises as ``reading.slip``."""
    made = read_slip(run_id, employee_id, desk).slip
    return payslip_pdf(made, _persons([employee_id], desk)[employee_id], desk.employer.opened(desk.bucket), language)


def payment_summary(run_id: RunId, desk: RunDesk) -> PaymentSummary:
    """Return what an approved run pays, without any account. Raises ``WrongState``, ``NothingToPay``."""
    due = _due(desk.run(run_id), desk)
    files = desk.files.files([each.employee_id for each in due])
    without = [each.employee_id for each in due if files[each.employee_id].account is None]
    return PaymentSummary(
        payments=len(due),
        total_fen=sum(each.net_fen for each in due),
        parts=-(-len(due) // A_PART),
        without_account=tuple(without[:100]),
    )


def bank_file(run_id: RunId, form: str, pay_on: date, part: int, desk: RunDesk) -> bytes:
    """Return a part of the file that tells the bank to pay: a bank's table by its template's code, or ``pain001``.

    The same call gives the same references. Raises ``WrongState`` before the approval, ``NothingToPay``,
    ``AccountsMissing``, ``NoPayingAccount``, ``NoSuchTemplate``, ``NoSuchPart``, ``Shredded``.
    """
    run = desk.run(run_id)
    by = None if form == PAIN001 else template(form)
    due = _due(run, desk)
    entries = _part(due, part, A_PART)
    employer = desk.employer.opened(desk.bucket)
    if employer.account is None:
        raise NoPayingAccount
    desk.read("pay_payroll", run, part="bank_file", file=part, form=form, listed=len(entries))
    accounts = desk.files.accounts([each.employee_id for each in entries])
    order = PaymentOrder(
        run_id=RunId(run_id if len(due) <= A_PART else f"{run_id}.{part}"),
        period=run.period,
        pay_on=pay_on,
        payer_name=employer.account.holder,
        payer=employer.account,
        currency=run.totals.currency if run.totals else "CNY",
        payments=payments_of(run_id, entries, accounts),
    )
    return pain001(order, run.approved_at or run.created_at) if by is None else bank_table(order, by)


def certificate(employee_id: EmployeeId, year: int, language: Language, desk: RunDesk) -> bytes:
    """Return the year's certificate of an employee as PDF. Raises ``NoSlips``, ``Unavailable``."""
    approved = {(each.run_id, each.calculation) for each in desk.runs.ever_approved()}
    rows = [
        row.line
        for row in desk.runs.slips_of(employee_id, f"{year:04d}-01")
        if row.line.period[:4] == f"{year:04d}" and (row.line.run_id, row.line.calculation) in approved
    ]
    desk.trail.record(desk.trail.entry(desk.who, "read_payroll", employee_id, detail={"certificate": year}))
    slips = _read([line.slip for line in rows], desk)
    person, employer = _persons([employee_id], desk)[employee_id], desk.employer.opened(desk.bucket)
    return certificate_pdf(slips, year, person, employer, language, desk.clock.now(), _income_of(desk))


def declaration(period: Period, form: str, part: int, desk: RunDesk) -> bytes:
    """Return a part of the month's declaration of withheld tax, ``csv`` or ``xlsx``.

    Raises ``PersonsMissing`` where names or numbers lack, ``NoSuchPart``, ``NotFound`` where nothing was approved.
    """
    runs = [each for each in desk.runs.ever_approved() if each.period == period]
    entries = [entry for each in runs for entry in _index(desk.run(each.run_id), desk).slips]
    if not entries:
        raise NotFound(
            f"No run of {period} was approved. {period} 没有已审批的批次。", "Choose another month. 请选择其他月份。"
        )
    ids = _part(sorted({each.employee_id for each in entries}), part, DECLARED_TOGETHER)
    wanted = set(ids)
    slips = _read([each.slip for each in entries if each.employee_id in wanted], desk)
    entry = desk.trail.entry(desk.who, "read_payroll", f"declaration/{period}", detail={"listed": len(ids)})
    desk.trail.record(entry)
    rows, persons = declaration_rows(slips, period, _income_of(desk)), _persons(ids, desk)
    return declaration_xlsx(rows, persons) if form == "xlsx" else declaration_csv(rows, persons)


def _due(run: Run, desk: RunDesk) -> list[SlipEntry]:
    if run.state not in LOCKED:
        raise WrongState("pay", run.state, sorted(LOCKED))
    due = [each for each in _index(run, desk).slips if each.net_fen > 0]
    if run.kind == "reversal" or not due:
        raise NothingToPay
    return due


def _index(run: Run, desk: RunDesk) -> RunIndex:
    if run.index is None:
        raise WrongState("read", run.state, sorted(LOCKED))
    return desk.bucket.get_document(run.index, RunIndex)


def _part(things: Sequence[T], part: int, size: int) -> Sequence[T]:
    parts = -(-len(things) // size)
    if part > parts:
        raise NoSuchPart(parts)
    return things[(part - 1) * size : part * size]


def _read(documents: Sequence[DocumentRef], desk: RunDesk) -> list[SalarySlip]:
    """Return slips in their order, many read at once, each hash checked."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: desk.bucket.get_document(one, SalarySlip), documents))


def _persons(ids: Sequence[EmployeeId], desk: RunDesk) -> dict[EmployeeId, Person]:
    """Return who they are; somebody whose name nobody entered stands on papers by the account's holder, or the id."""
    identities = desk.files.identities(ids)
    unnamed = [each for each in ids if each not in identities]
    accounts = desk.files.accounts(unnamed) if unnamed else {}
    found: dict[EmployeeId, Person] = {}
    for each in ids:
        known, account = identities.get(each), accounts.get(each)
        if known is not None:
            found[each] = Person(employee_id=each, name=known.name, id_kind=known.id_kind, id_number=known.id_number)
        else:
            found[each] = Person(employee_id=each, name=account.holder if account else each)
    return found


def _income_of(desk: RunDesk) -> IncomeOf:
    kinds: dict[str, IncomeKind] = {one.code: one.income for one in desk.settings.current().rules.components}
    return lambda code: kinds.get(code, "wages")
