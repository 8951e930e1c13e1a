"""A company's payroll settings in versions: what a month is reckoned by, and what a reviewer is warned of. Pure."""

from datetime import datetime

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount
from shared.payroll.month.rules import PayRules


class Unusual(Frozen):
    """When a slip is flagged beside last month's. Percentages are whole numbers, of last month's amount.

    A change of less than ``least_fen`` is never unusual.
    """

    gross_percent: int = Field(default=30, ge=1, le=1000)
    net_percent: int = Field(default=30, ge=1, le=1000)
    tax_percent: int = Field(default=100, ge=1, le=1000)
    employer_percent: int = Field(default=30, ge=1, le=1000)
    least_fen: Amount = 50_000
    most_gross_fen: Amount | None = None
    """A gross above it is flagged whatever it was before; null: there is no such limit."""


class SettingsDraft(Frozen):
    """What somebody writes: everything anew, with the reason for it."""

    rules: PayRules
    unusual: Unusual = Field(default_factory=Unusual)
    reason: str = Field(default="", max_length=500)


class SettingsVersion(Frozen):
    """One version; it never changes. ``version`` 0 is the standard, before anybody wrote any."""

    version: int = Field(ge=0)
    rules: PayRules
    unusual: Unusual = Field(default_factory=Unusual)
    reason: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None
