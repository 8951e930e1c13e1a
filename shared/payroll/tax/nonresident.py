"""Non-residents: every month by itself, without special deductions (公告2018年第61号 第九条, 公告2019年第35号)."""

from shared.kernel.money import rounded, share
from shared.payroll.contracts import LineBasis, Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.tax.alone import TaxAlone, tax_alone
from shared.payroll.tax.errors import NegativeAmount


def tax_wages(income_fen: int, period: Period, pack: Pack | None = None) -> TaxAlone:
    """Return the tax on a month's wages that China may tax: less the basic deduction, by the table of a month.

    Which part of the pay that is (days in China, 公告2019年第35号 第二条) is for the caller to say.
    """
    pack = pack or china()
    rules = pack.nonresident.at(period)
    table = pack.table(rules.table, period)
    return tax_alone(income_fen, rules, table, "The income", cost_fen=max(0, min(rules.basic_month, income_fen)))


def tax_labour(amount_fen: int, period: Period, pack: Pack | None = None) -> TaxAlone:
    """Return the tax on labour remuneration: a fifth for costs, the rest by the table of a month."""
    pack = pack or china()
    rules = pack.nonresident.at(period)
    cost = share(amount_fen, rules.labour_cost_rate)
    return tax_alone(amount_fen, rules, pack.table(rules.table, period), "The remuneration", cost_fen=max(0, cost))


def tax_bonus(amount_fen: int, period: Period, pack: Pack | None = None) -> TaxAlone:
    """Return the tax on a bonus of several months (数月奖金): a sixth of it finds the tax, once a year."""
    if amount_fen < 0:
        raise NegativeAmount("The bonus")
    pack = pack or china()
    rules = pack.nonresident.at(period)
    table = pack.table(rules.table, period)
    parts = rules.bonus_divided_by
    bracket = next(one for one in table.brackets if one.up_to is None or amount_fen <= one.up_to * parts)
    tax = rounded(amount_fen * bracket.rate - bracket.quick * parts, table.rounding, table.round_to)
    basis = LineBasis(
        rule=rules.id,
        effective_from=rules.effective_from,
        source=rules.cited,
        base_fen=amount_fen,
        rate=bracket.rate,
        fixed_fen=-bracket.quick * parts,
        rounding=f"{table.rounding} {table.round_to}",
        inputs={"divided_by": str(parts)},
    )
    return TaxAlone(
        amount_fen=amount_fen,
        taxable_fen=amount_fen,
        rate=bracket.rate,
        quick_fen=bracket.quick * parts,
        tax_fen=tax,
        net_fen=amount_fen - tax,
        basis=basis,
    )
