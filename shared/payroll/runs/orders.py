"""What people ask of runs."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.payroll.contracts import Period
from shared.payroll.runs.documents import ItemLine

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class RunOrder(Frozen):
    """A new run. ``off_cycle`` pays ``lines`` alone, with a ``reason``; ``regular`` pays everybody's month."""

    kind: Literal["regular", "off_cycle"] = "regular"
    period: Period
    reason: str = Field(default="", max_length=500)
    lines: tuple[ItemLine, ...] = Field(default=(), max_length=500)


class ReasonOrder(Frozen):
    """An act that is done with a reason."""

    reason: Reason


class NoteOrder(Frozen):
    """An act that may be done with a note."""

    note: str = Field(default="", max_length=1000)


class PayOrder(Frozen):
    """That the bank was told to pay, and on which day it does."""

    paid_on: date
