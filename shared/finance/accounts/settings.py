"""How a tenant keeps its books. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from shared.finance.contracts import CostKind
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language


class BookSettings(Frozen):
    """``book``: the account book (账簿) in the finance system.

    ``by``: one voucher a run, summed by cost centre, or one voucher an employee. ``accrual_on``: the day that accruals
    bear. ``remit_with_payment``: contributions and tax are booked as remitted on the day of payment; otherwise a person
    says when. ``release``: vouchers are posted at once, or once a person releases them. ``costs``: kinds that make a
    voucher each when they are recorded; those in ``costs_by_month`` make one a month and department.
    """

    book: Annotated[str, Field(min_length=1, max_length=60)] = "001"
    by: Literal["cost_centre", "employee"] = "cost_centre"
    accrual_on: Literal["period_end", "approval"] = "period_end"
    remit_with_payment: bool = False
    release: Literal["automatic", "by_hand"] = "automatic"
    language: Language = "zh"
    costs: tuple[CostKind, ...] = ("training", "agency", "advertising", "other")
    costs_by_month: tuple[CostKind, ...] = ("interview", "message", "model", "storage")
