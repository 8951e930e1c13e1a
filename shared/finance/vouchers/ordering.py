"""What people order about vouchers. Pure."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.finance.vouchers.payroll import Part
from shared.kernel.frozen import Frozen

Reason = Annotated[str, StringConstraints(min_length=3, max_length=1000, strip_whitespace=True)]


class RedriveOrder(Frozen):
    """Send a voucher on that failed or needed attention. ``connector`` null: at every one where it stands still."""

    connector: Annotated[str, Field(max_length=40)] | None = None


class SettleOrder(Frozen):
    """Somebody entered the voucher there by hand: its number, and why. Nothing is sent any more."""

    connector: Annotated[str, Field(min_length=1, max_length=40)]
    number: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    reason: Reason


class ReverseOrder(Frozen):
    """Take a voucher back (红字冲销). ``on`` null: today."""

    on: date | None = None
    reason: Reason


class RemitOrder(Frozen):
    """What of a run was remitted, and when."""

    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=4)]
    on: date
