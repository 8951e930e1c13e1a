"""The payments of a run: who gets how much on which account. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId
from shared.kernel.money import Amount, Currency
from shared.payroll.contracts import Period, SlipEntry
from shared.payroll.files.bank import BankAccount


class Payment(Frozen):
    """One transfer. ``reference`` is ours, and the same each time that the file is made: the bank sees a doublet."""

    reference: str = Field(min_length=1, max_length=35)
    employee_id: EmployeeId
    amount_fen: Amount = Field(gt=0)
    account: BankAccount


class PaymentOrder(Frozen):
    """The payments of a run on one day from one account. ``created``: the day on which it was approved."""

    run_id: RunId
    period: Period
    pay_on: date
    payer_name: str = Field(min_length=1, max_length=140)
    payer: BankAccount
    currency: Currency = "CNY"
    payments: tuple[Payment, ...] = Field(min_length=1)

    @property
    def total_fen(self) -> int:
        """What is paid together."""
        return sum(payment.amount_fen for payment in self.payments)


class AccountsMissing(Invalid):
    """Employees who are to be paid have no account. ``members`` names them."""

    code: ClassVar[str] = "bank_accounts_missing"

    def __init__(self, employees: Sequence[str]) -> None:
        super().__init__(
            f"{len(employees)} of those to be paid have no bank account: {', '.join(employees[:5])}"
            f"{', …' if len(employees) > 5 else ''}.",
            "Enter their accounts, then make the file again.",
        )
        self.employees = tuple(employees)

    @property
    def members(self) -> dict[str, Any]:
        return {"employees": list(self.employees)}


class NothingToPay(Invalid):
    """No slip of the run has a net above zero."""

    code: ClassVar[str] = "nothing_to_pay"

    def __init__(self) -> None:
        super().__init__("No slip of the run has anything to pay out.", "A bank file is not needed for it.")


def payments_of(
    run_id: RunId, entries: Iterable[SlipEntry], accounts: Mapping[EmployeeId, BankAccount]
) -> tuple[Payment, ...]:
    """Return the payments of a run, a slip each; slips with a net of zero (or below, in reversals) have none.

    Raises ``AccountsMissing`` with everybody who has no account, ``NothingToPay``.
    """
    due = [entry for entry in entries if entry.net_fen > 0]
    if missing := [entry.employee_id for entry in due if entry.employee_id not in accounts]:
        raise AccountsMissing(missing)
    if not due:
        raise NothingToPay
    return tuple(
        Payment(
            reference=reference(run_id, entry.employee_id),
            employee_id=entry.employee_id,
            amount_fen=entry.net_fen,
            account=accounts[entry.employee_id],
        )
        for entry in due
    )


def reference(run_id: RunId, employee_id: EmployeeId) -> str:
    """Return our reference of a payment: 35 characters at most (ISO 20022 Max35Text), made of the ids' ends."""
    run, employee = (part.rsplit("_", 1)[-1] for part in (run_id, employee_id))
    return f"{run[-17:]}-{employee[-17:]}"
