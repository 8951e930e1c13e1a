"""The bank account that is paid: what it consists of, and what is shown of it. Pure."""

import re
from datetime import datetime

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.payroll.files.errors import WrongAccount
from shared.payroll.files.model import MaskedAccount

NUMBER = re.compile(r"[A-Z]{0,2}[0-9A-Z]{6,32}")
SHOWN = 4


class BankAccount(Frozen):
    """An account; sealed with the employee's key. ``bank_code``: 联行号 (CNAPS) or BIC. ``holder``: whose it is."""

    holder: str = Field(min_length=1, max_length=120)
    number: str = Field(min_length=8, max_length=48)
    bank: str = Field(min_length=1, max_length=120)
    branch: str | None = Field(default=None, max_length=120)
    bank_code: str | None = Field(default=None, max_length=14, pattern=r"^[0-9A-Z]+$")

    @property
    def digits(self) -> str:
        """The number without blanks and dashes. Raises ``WrongAccount``."""
        plain = re.sub(r"[\s-]", "", self.number).upper()
        if not NUMBER.fullmatch(plain) or not 8 <= len(plain) <= 34:
            raise WrongAccount
        return plain

    def masked(self, at: datetime) -> MaskedAccount:
        """Return what may be shown. Raises ``WrongAccount``."""
        digits = self.digits
        hidden = "*" * (len(digits) - SHOWN)
        return MaskedAccount(
            number=f"{hidden}{digits[-SHOWN:]}", bank=self.bank, bank_code=self.bank_code, changed_at=at
        )
