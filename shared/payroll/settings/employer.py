"""The company as it stands on papers and bank files: its name, its number, the account that pays. Pure."""

from pydantic import Field

from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.payroll.files.bank import BankAccount
from shared.payroll.files.model import MaskedAccount


class EmployerDraft(Frozen):
    """What somebody writes. ``name`` null: the company's name of its settings. ``account`` null: it stays as it is."""

    name: LocalizedText | None = None
    credit_code: str | None = Field(default=None, pattern=r"^[0-9A-Z]{18}$")
    account: BankAccount | None = None


class EmployerView(Frozen):
    """The company, its account masked. ``revision`` 0: nobody has written anything."""

    name: LocalizedText | None = None
    credit_code: str | None = None
    account: MaskedAccount | None = None
    revision: int = 0


class NoPayingAccount(NotFound):
    """The company has not said from which account it pays."""

    code = "no_paying_account"

    def __init__(self) -> None:
        super().__init__(
            "The company's own account is not entered. 尚未录入公司付款账户。",
            "Enter it: PUT /v1/payroll/employer. 请先录入公司付款账户。",
        )
