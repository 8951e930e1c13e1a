"""What is declared for an employee to social insurance and housing fund."""

from decimal import Decimal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount
from shared.payroll.packs.version import Item


class Declared(Frozen):
    """What is declared for an employee: the bases (the average of last year), and what the city leaves open.

    ``social_base_fen``, ``fund_base_fen``: before floor and cap; null: not joined (no line at all). ``fund_rate`` and
    ``employer_fund_rate``: null takes the city's default, and the employer's is the employee's where only that is said.
    ``supplementary_rate`` (补充公积金): null is none, and the employer's is the employee's where only that is said.
    ``injury_class`` (1–8, by industry): null takes the city's; ``injury_rate``: that of the employer's notice, before
    the class. ``without``: insurances that the employee has not joined. ``clamp``: where false, a base under the floor
    or over the cap is an error, not adjusted.
    """

    social_base_fen: Amount | None = None
    fund_base_fen: Amount | None = None
    fund_rate: Decimal | None = Field(default=None, ge=0, le=1)
    employer_fund_rate: Decimal | None = Field(default=None, ge=0, le=1)
    supplementary_rate: Decimal | None = Field(default=None, ge=0, le=1)
    employer_supplementary_rate: Decimal | None = Field(default=None, ge=0, le=1)
    injury_class: int | None = Field(default=None, ge=1)
    injury_rate: Decimal | None = Field(default=None, ge=0, le=1)
    without: frozenset[Item] = frozenset()
    clamp: bool = True
