"""How payroll is printed: months of an employee, what is wrong with an input, what there is to say about rules."""

from collections.abc import Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from local.terminal import out
from shared.kernel.money import written
from shared.payroll.compute.errors import Fault
from shared.payroll.compute.model import EmployeeResult, MonthResult
from shared.payroll.packs.reading import Finding

IN_FULL = 20
"""Employees whose months are printed; of more there is a line each."""
AMOUNTS = ("gross", "social", "fund", "taxable", "rate", "tax", "net", "cost")
STYLES = {"fault": "bold red", "gap": "yellow", "note": "dim"}


def print_results(results: Sequence[EmployeeResult], year: int) -> None:
    """Print each employee's months, or a line an employee where there are many."""
    if len(results) > IN_FULL:
        _print_sums(results, year)
        return
    for result in results:
        if result.months:
            _print_months(result, year)
        if result.bonus is not None:
            tax, net = written(result.bonus.tax_fen), written(result.bonus.net_fen)
            out.print(f"{escape(str(result.id))}: bonus taxed separately {tax}, net {net}", highlight=False)
        if result.bonus is not None and result.bonus.better_fen is not None:
            better = written(result.bonus.better_fen)
            out.print(f"  [yellow]a bonus of {better} leaves at least as much[/]", highlight=False)


def _print_months(result: EmployeeResult, year: int) -> None:
    table = _table(f"{result.id}, {year}", show_footer=True)
    table.add_column("month", footer="year")
    sums = {"gross": sum(month.gross_fen for month in result.months), "tax": result.withheld_fen, "net": result.net_fen}
    for name in AMOUNTS:
        table.add_column(name, justify="right", footer=written(sums[name]) if name in sums else "")
    for month in result.months:
        table.add_row(str(int(month.period[5:7])), *_amounts(month))
    out.print(table)
    for note in dict.fromkeys(note.read_in("en") for month in result.months for note in month.notes):
        out.print(f"  [yellow]{escape(note)}[/]", highlight=False)


def _amounts(month: MonthResult) -> list[str]:
    before = (month.gross_fen, month.social_fen, month.fund_fen, month.taxable_fen)
    after = (month.withheld_fen, month.net_fen, month.employer_fen)
    return [*(written(fen) for fen in before), f"{month.rate:.0%}", *(written(fen) for fen in after)]


def _print_sums(results: Sequence[EmployeeResult], year: int) -> None:
    table = _table(f"{len(results)} employees, {year}")
    for name in ("employee", "months", "tax", "net", "bonus tax", "bonus net"):
        table.add_column(name, justify="left" if name == "employee" else "right")
    for one in results:
        bonus = ("", "") if one.bonus is None else (written(one.bonus.tax_fen), written(one.bonus.net_fen))
        sums = (written(one.withheld_fen), written(one.net_fen))
        table.add_row(escape(str(one.id)), str(len(one.months)), *sums, *bonus)
    out.print(table)


def print_faults(faults: Sequence[Fault]) -> None:
    """Print every fault of an input: whose, in which field, and what it is."""
    table = _table("What is wrong")
    for name in ("employee", "field", "code", "problem"):
        table.add_column(name, overflow="fold")
    for fault in faults:
        table.add_row(*(escape(text) for text in (fault.employee, fault.field, fault.code, fault.problem)))
    out.print(table)


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what there is to say about rule files."""
    if not findings:
        out.print("Nothing to say: no fault, no gap, everything verified.")
        return
    table = _table("The rules")
    for name in ("", "code", "file", "rule", "what"):
        table.add_column(name, overflow="fold")
    for one in findings:
        told = (escape(text) for text in (one.code, one.where, one.rule, one.problem))
        table.add_row(f"[{STYLES[one.severity]}]{one.severity}[/]", *told)
    out.print(table)


def _table(title: str, show_footer: bool = False) -> Table:
    """Return a table that takes little room: nine columns of amounts stand in eighty characters."""
    return Table(
        title=escape(title), title_justify="left", show_footer=show_footer, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
