"""The way from a decision to a posted voucher; what came out is what the end-to-end tests look at."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from local.deploy import Said
from local.hire.booking import await_vouchers, connect, finance_system, trace
from local.hire.employing import begin_employment
from local.hire.offering import make_offer
from local.hire.paying import run_payroll
from local.machine import Machine
from local.story.opening import Company
from shared.kernel.money import written


@dataclass(frozen=True)
class Hire:
    """What came of it: the offer, the file, the run with the slip, the vouchers, and the way back from the first."""

    offer: dict[str, Any]
    proposal: dict[str, Any]
    employee: dict[str, Any]
    run: dict[str, Any]
    slip: dict[str, Any]
    connection: dict[str, Any]
    vouchers: list[dict[str, Any]]
    trace: dict[str, Any]


def hire(machine: Machine, company: Company, application_id: str, folder: Path, said: Said) -> Hire:
    """Hire whom people decided for, pay the first month, and book it; keeps the letter in ``folder``.

    Raises the kernel's errors, in the API's own words, where a step is refused or takes too long.
    """
    start = first_of_a_month()
    with finance_system() as system:
        connection = connect(company, system)
        said("A grade is proposed with its evidence, an offer approved, sent, and accepted by its link")
        accepted = make_offer(machine, company, application_id, start)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "offer_letter.pdf").write_bytes(accepted.letter)
        said("The employee's file opens by itself; the employment begins")
        file = begin_employment(company, str(accepted.offer["offer_id"]))
        employee_id = str(file["employee"]["employee_id"])
        said("The month's payroll is run, approved by a second person, and paid")
        run, slip = run_payroll(company, employee_id, start)
        said("Accrual, employer's share and payment are posted to the finance system")
        vouchers = await_vouchers(company, str(run["run_id"]))
    first = next(each for each in vouchers if each["record"]["kind"] == "accrual")
    found = trace(company, str(first["record"]["voucher_id"]))
    return Hire(accepted.offer, accepted.proposal, file, run, slip, connection, vouchers, found)


def first_of_a_month() -> date:
    """Return the first day of the month that begins in two days or later: so that a whole month is paid."""
    return ((date.today() + timedelta(days=1)).replace(day=1) + timedelta(days=32)).replace(day=1)


def as_json(hired: Hire) -> dict[str, Any]:
    """Return everything that came out, as JSON has it."""
    return asdict(hired)


def print_hire(hired: Hire, out: Console) -> None:
    """Print the slip's sums and the vouchers."""
    slip = hired.slip["slip"]
    sums = Table("gross", "insurance", "fund", "tax", "net", "employer", title="The first salary slip", show_edge=False)
    names = ("gross_fen", "insurance_fen", "fund_fen", "tax_fen", "net_fen", "employer_fen")
    sums.add_row(*(written(slip[name]) for name in names))
    out.print(sums)
    books = Table("voucher", "kind", "debit", "credit", "number there", title="In the books", show_edge=False)
    for voucher in hired.vouchers:
        record, lines = voucher["record"], voucher["lines"]
        numbers = [posting["number"] for posting in record["postings"].values() if posting["number"]]
        debit, credit = (written(sum(line[side] for line in lines)) for side in ("debit_fen", "credit_fen"))
        books.add_row(record["voucher_id"], record["kind"], debit, credit, ", ".join(numbers))
    out.print(books)
