"""A salary component (工资项目): what it does to the slip, when it applies and how it is reckoned. Pure."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Rounding, RoundTo
from shared.offer.contracts import ComponentCode

ComponentKind = Literal["earning", "absence", "deduction", "employer_cost"]
"""``earning`` adds to the gross; ``absence`` takes pay from it that was not earned (缺勤扣款): a negative earning;
``deduction`` is taken from the net; ``employer_cost`` comes on top and is not paid to the employee."""
IncomeKind = Literal["wages", "annual_bonus", "severance"]
"""How an earning is taxed: with the wages, as the year's bonus (全年一次性奖金), or as severance (离职补偿金)."""
DeductionLimit = Literal["none", "net", "damages"]
"""How far a deduction may go: anywhere, to what is left of the net, or to a fifth of the month's wages and not under
the minimum wage (工资支付暂行规定 art. 16)."""
Expression = Annotated[str, Field(min_length=1, max_length=500)]
EARLIEST = date(1994, 7, 5)
"""Where a component names no date: 劳动法 is of that day."""


class SalaryComponent(Frozen):
    """One component as it holds from a day on; a newer one of the same ``code`` replaces it.

    What is agreed for a month is the employment terms' line of this code, else the structure's or assignment's amount,
    else ``amount_fen``. ``formula`` may name it as ``agreed``; without a formula the component is what is agreed.
    A formula gives yuan and is rounded as ``rounding`` and ``round_to`` say. ``items``: one-off amounts of the month's
    inputs may name it. ``exempt_up_to_fen``: of an earning that is not taxable, what of a month is exempt at most.
    """

    code: ComponentCode
    title: LocalizedText
    kind: ComponentKind = "earning"
    effective_from: date = EARLIEST
    effective_to: date | None = None
    """The last day; null while it goes on."""
    amount_fen: Amount | None = None
    formula: Expression | None = None
    condition: Expression | None = None
    items: bool = False
    taxable: bool = True
    exempt_up_to_fen: Amount | None = None
    income: IncomeKind = "wages"
    social_base: bool = False
    """Whether it is part of the wages that contributions are reckoned on where no base is declared."""
    wage_base: bool = False
    """Whether it is part of the agreed wages that hours of overtime and days of leave are reckoned on."""
    prorated: bool = True
    """Whether joining, leaving and changes in mid-month divide what is agreed."""
    probation: bool = False
    """Whether the percentage of the probation applies to it."""
    limit: DeductionLimit = "net"
    rounding: Rounding = "half_up"
    round_to: RoundTo = "fen"
    source: str | None = None
