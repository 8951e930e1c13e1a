"""Tables for a bank's portal (代发工资文件), column by column as its template says. Templates are data."""

import csv
import io
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Final, Literal

from pydantic import Field

from shared.kernel.errors import Invalid, NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import written
from shared.payroll.papers.bank.payments import Payment, PaymentOrder

Value = Literal[
    "row", "account", "holder", "bank", "branch", "bank_code", "amount", "amount_fen", "currency", "employee_id",
    "reference", "period", "pay_on", "payer_account", "payer_name", "count", "total", "total_fen", "text", "empty",
]  # fmt: skip
"""What a column holds; ``text`` is the template's own ``text``."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Column(Frozen):
    """One column: its heading, what it holds, and how many characters the bank takes at most."""

    title: str
    value: Value
    text: str = ""
    at_most: int | None = Field(default=None, ge=1)


class BankTemplate(Frozen):
    """A bank's table. ``sample``: a shape of the usual kind that nobody has held against the bank's own document."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: LocalizedText
    source: str
    sample: bool
    encoding: Literal["utf-8", "utf-8-sig", "gb18030"] = "gb18030"
    separator: Literal[",", "|", "\t"] = ","
    header: bool = True
    line_end: Literal["\r\n", "\n"] = "\r\n"
    head: tuple[Column, ...] = ()
    """A first line about the whole file, where the bank wants one."""
    columns: tuple[Column, ...] = Field(min_length=1)


class NoSuchTemplate(NotFound):
    """There is no template of that code."""

    code: ClassVar[str] = "no_such_bank_template"

    def __init__(self, code: str) -> None:
        known = ", ".join(sorted(templates()))
        super().__init__(f"There is no bank template {code}.", f"Choose one of {known}, or pain.001.")


class DoesNotFit(Invalid):
    """A value is longer than the bank takes, or has signs that its file cannot hold."""

    code: ClassVar[str] = "bank_file_value_does_not_fit"

    def __init__(self, column: str, employee_id: str, why: str) -> None:
        super().__init__(f"{column} of {employee_id} {why}.", "Correct the account of the employee.")
        self.employee_id = employee_id

    @property
    def members(self) -> dict[str, Any]:
        return {"employee_id": self.employee_id}


@cache
def templates() -> dict[str, BankTemplate]:
    """Return the templates that are given, by code."""
    folder = files(__package__).joinpath("templates")
    found = [
        BankTemplate.model_validate(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return {template.code: template for template in sorted(found, key=lambda one: one.code)}


def template(code: str) -> BankTemplate:
    """Return the template of a bank. Raises ``NoSuchTemplate``."""
    found = templates().get(code)
    if found is None:
        raise NoSuchTemplate(code)
    return found


def bank_table(order: PaymentOrder, by: BankTemplate) -> bytes:
    """Return the file. Amounts have two decimals. Raises ``DoesNotFit``.

    A text that a table program would run as a formula is refused: no name and no account number begins like one.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=by.separator, lineterminator=by.line_end)
    if by.head:
        writer.writerow([_cell(column, order, None, 0) for column in by.head])
    if by.header:
        writer.writerow([column.title for column in by.columns])
    for number, payment in enumerate(order.payments, start=1):
        writer.writerow([_checked(by, column, order, payment, number) for column in by.columns])
    return lines.getvalue().encode(by.encoding)


def _checked(by: BankTemplate, column: Column, order: PaymentOrder, payment: Payment, number: int) -> str:
    cell = _cell(column, order, payment, number)
    if column.at_most is not None and len(cell) > column.at_most:
        raise DoesNotFit(column.title, payment.employee_id, f"has {len(cell)} characters, more than {column.at_most}")
    if cell.startswith(FORMULA):
        raise DoesNotFit(column.title, payment.employee_id, "begins like a formula of a table")
    if by.separator != "," and by.separator in cell:
        raise DoesNotFit(column.title, payment.employee_id, "holds the sign that separates the columns")
    try:
        cell.encode(by.encoding)
    except UnicodeEncodeError as error:
        raise DoesNotFit(column.title, payment.employee_id, "has signs that the file cannot hold") from error
    return cell


def _cell(column: Column, order: PaymentOrder, payment: Payment | None, number: int) -> str:
    whole = {
        "row": str(number),
        "currency": order.currency,
        "period": order.period,
        "pay_on": f"{order.pay_on:%Y%m%d}",
        "payer_account": order.payer.digits,
        "payer_name": order.payer_name,
        "count": str(len(order.payments)),
        "total": written(order.total_fen),
        "total_fen": str(order.total_fen),
        "text": column.text,
        "empty": "",
    }
    if column.value in whole or payment is None:
        return whole[column.value]
    account = payment.account
    return {
        "account": account.digits,
        "holder": account.holder,
        "bank": account.bank,
        "branch": account.branch or "",
        "bank_code": account.bank_code or "",
        "amount": written(payment.amount_fen),
        "amount_fen": str(payment.amount_fen),
        "employee_id": payment.employee_id,
        "reference": payment.reference,
    }[column.value]
