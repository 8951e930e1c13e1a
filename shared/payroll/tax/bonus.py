"""The annual bonus (全年一次性奖金): taxed by itself once a year, or merged with the wages, and which is cheaper."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.money import rounded
from shared.payroll.contracts import LineBasis, Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.model import Bracket, TaxTable
from shared.payroll.packs.pack import Pack
from shared.payroll.tax.errors import BonusAlreadyTaxed, NegativeAmount
from shared.payroll.tax.settlement import settle
from shared.payroll.tax.withholding import TaxMonth, TaxStatus, TaxYear, withheld, withhold


class BonusTax(Frozen):
    """A bonus that is taxed by itself. In fen.

    ``better_fen``: a smaller bonus that leaves at least as much, where there is one: just over a step of the table the
    whole bonus is taxed at the next rate. Null where every smaller one leaves less.
    """

    amount_fen: int
    rate: Decimal
    quick_fen: int
    tax_fen: int
    net_fen: int
    better_fen: int | None
    basis: LineBasis


class BonusChoice(Frozen):
    """Both ways of taxing a bonus. Sums over the whole year are what is finally due, with the year's full deduction.

    ``separate_month_fen``, ``merged_month_fen``: what is withheld in the month of the bonus, of wages and bonus.
    ``saving_fen``: what the cheaper way saves over the whole year.
    """

    bonus: BonusTax
    separate_year_fen: int
    merged_year_fen: int
    separate_month_fen: int
    merged_month_fen: int
    cheaper: Literal["separate", "merged", "equal"]
    saving_fen: int


def tax_separately(amount_fen: int, period: Period, pack: Pack | None = None) -> BonusTax:
    """Return the tax on a bonus by itself: a twelfth of it finds the rate. Raises ``NoRulesForPeriod``."""
    if amount_fen < 0:
        raise NegativeAmount("The bonus")
    pack = pack or china()
    rules = pack.bonus.at(period)
    table = pack.table(rules.table, period)
    bracket = _bracket(table, amount_fen, rules.divided_by)
    tax = _tax(table, bracket, amount_fen)
    basis = LineBasis(
        rule=rules.id,
        effective_from=rules.effective_from,
        source=rules.cited,
        base_fen=amount_fen,
        rate=bracket.rate,
        fixed_fen=-bracket.quick,
        rounding=f"{table.rounding} {table.round_to}",
        inputs={"divided_by": str(rules.divided_by)},
    )
    net = amount_fen - tax
    return BonusTax(
        amount_fen=amount_fen,
        rate=bracket.rate,
        quick_fen=bracket.quick,
        tax_fen=tax,
        net_fen=net,
        better_fen=_better(table, rules.divided_by, amount_fen, net),
        basis=basis,
    )


def pay_separately(
    before: TaxYear, amount_fen: int, period: Period, pack: Pack | None = None
) -> tuple[BonusTax, TaxYear]:
    """Return the tax of a bonus and the year with it marked. Raises ``BonusAlreadyTaxed`` for a second one."""
    pack = pack or china()
    if before.bonus_taxed_separately:
        raise BonusAlreadyTaxed(before.year, pack.bonus.at(period).cited)
    return tax_separately(amount_fen, period, pack), before.model_copy(update={"bonus_taxed_separately": True})


def compare(
    before: TaxYear,
    month: TaxMonth,
    later: Sequence[TaxMonth],
    amount_fen: int,
    period: Period,
    status: TaxStatus,
    pack: Pack | None = None,
) -> BonusChoice:
    """Return both ways of taxing a bonus that is paid in ``period``.

    ``before``: the year up to then; ``month``: the wages of the month; ``later``: what is expected until December:
    it decides how the year ends. Raises what ``withhold`` and ``tax_separately`` raise.
    """
    pack = pack or china()
    bonus, _ = pay_separately(before, amount_fen, period, pack)
    with_bonus = month.model_copy(update={"income_fen": month.income_fen + amount_fen})
    alone, year = withhold(before, month, period, status, pack)
    together, _ = withhold(before, with_bonus, period, status, pack)
    for one in later:
        year = _added(year, one)
    separate = settle(year, 0, pack).tax_fen + bonus.tax_fen
    merged = settle(year, amount_fen, pack).tax_fen
    return BonusChoice(
        bonus=bonus,
        separate_year_fen=separate,
        merged_year_fen=merged,
        separate_month_fen=withheld(alone) + bonus.tax_fen,
        merged_month_fen=withheld(together),
        cheaper="equal" if separate == merged else "separate" if separate < merged else "merged",
        saving_fen=abs(separate - merged),
    )


def _bracket(table: TaxTable, amount_fen: int, divided_by: int) -> Bracket:
    """Compare exactly: a twelfth of a bonus is not rounded before it meets the table."""
    return next(one for one in table.brackets if one.up_to is None or amount_fen <= one.up_to * divided_by)


def _tax(table: TaxTable, bracket: Bracket, amount_fen: int) -> int:
    return rounded(amount_fen * bracket.rate - bracket.quick, table.rounding, table.round_to)


def _better(table: TaxTable, divided_by: int, amount_fen: int, net: int) -> int | None:
    steps = [one.up_to * divided_by for one in table.brackets if one.up_to is not None]
    below = [step for step in steps if step < amount_fen]
    for step in reversed(below):
        if step - _tax(table, _bracket(table, step, divided_by), step) >= net:
            return step
    return None


def _added(year: TaxYear, month: TaxMonth) -> TaxYear:
    names = ("income_fen", "exempt_fen", "social_fen", "special_fen", "other_fen", "relief_fen")
    return year.model_copy(update={name: getattr(year, name) + getattr(month, name) for name in names})
