"""Income tax of a month's pay: wages cumulatively, the annual bonus and severance by themselves, non-residents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.payroll.components.model import IncomeKind
from shared.payroll.contracts import LineBasis, PayLine, TaxBasis
from shared.payroll.month.cities import of_city
from shared.payroll.month.errors import MonthInvalid
from shared.payroll.month.frame import Frame
from shared.payroll.month.model import Caution, MonthOrder
from shared.payroll.month.words import caution, word
from shared.payroll.packs.loader import china
from shared.payroll.social.contributions import Contributions
from shared.payroll.tax.bonus import compare, pay_separately
from shared.payroll.tax.nonresident import tax_bonus, tax_wages
from shared.payroll.tax.severance import tax_severance
from shared.payroll.tax.withholding import TaxMonth, TaxYear, withheld, withhold

MONTHS = 12


@dataclass(slots=True)
class Taxed:
    """The lines of the tax, how that of the wages came about, and the year with them."""

    year: TaxYear
    basis: TaxBasis | None = None
    lines: list[PayLine] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)


def taxed(
    order: MonthOrder, frame: Frame, earned: Sequence[PayLine], own: Sequence[PayLine], social: Contributions | None
) -> Taxed:
    """Return the month's tax. ``earned``: all earnings; ``own``: the employee's contributions, differences included.

    Raises what the rules of the tax raise: ``OutOfOrder``, ``NoRulesForPeriod``, ``NoAverageWage``.
    """
    incomes = _incomes(frame, earned)
    result = Taxed(order.tax_year)
    bonus, severance = incomes["annual_bonus"], incomes["severance"]
    if not order.tax_status.resident:
        _nonresident(order, incomes["wages"], bonus, result)
    else:
        month = _month(order, incomes["wages"], own, social)
        if bonus:
            month = _bonus(order, month, bonus, result)
        if month != TaxMonth(income_fen=0) or order.run_kind == "regular":
            _wages(order, month, result, social.employer_taxable_fund_fen if social else 0)
    if severance:
        city = frame.last.terms.social.city if frame.last.terms else ""
        average = of_city(order.rules.settings.average_wage_fen, city)
        year = None if average is None else MONTHS * average
        alone = tax_severance(severance, order.period, average_year_fen=year, city=city or None)
        result.lines.append(_line("income_tax_severance", alone.tax_fen, alone.basis))
    if social is not None and social.taxable_fund_fen:
        result.cautions.append(caution("fund_taxable", amount_fen=social.taxable_fund_fen))
    return result


def wages_of(frame: Frame, earned: Sequence[PayLine]) -> int:
    """Return the taxable wages among earnings, without the annual bonus and severance, in fen."""
    return _incomes(frame, earned)["wages"]


def _incomes(frame: Frame, earned: Sequence[PayLine]) -> dict[IncomeKind, int]:
    sums: dict[IncomeKind, int] = {"wages": 0, "annual_bonus": 0, "severance": 0}
    for line in earned:
        if line.taxable:
            component = frame.plan.components.get(line.code)
            sums[component.income if component else "wages"] += line.amount_fen
    return sums


def _month(order: MonthOrder, wages: int, own: Sequence[PayLine], social: Contributions | None) -> TaxMonth:
    """Special deductions count once a month: with the regular run."""
    regular = order.run_kind == "regular"
    over = (social.own_taxable_fund_fen, social.employer_taxable_fund_fen) if social else (0, 0)
    return TaxMonth(
        income_fen=wages + over[1],
        social_fen=sum(line.amount_fen for line in own) - over[0],
        special_fen=order.special_fen if regular else 0,
        other_fen=order.other_deduction_fen if regular else 0,
    )


def _wages(order: MonthOrder, month: TaxMonth, result: Taxed, fund_over_fen: int) -> None:
    basis, result.year = withhold(result.year, month, order.period, order.tax_status)
    result.basis = basis
    pack = china()
    rules = pack.withholding.at(order.period)
    table = pack.table(rules.table, order.period)
    told = LineBasis(
        rule=rules.id,
        effective_from=rules.effective_from,
        source=rules.cited,
        base_fen=basis.taxable_fen,
        rate=basis.rate,
        fixed_fen=-basis.quick_fen,
        rounding=f"{table.rounding} {table.round_to}",
        inputs={
            "months": str(basis.months),
            "due_fen": str(basis.due_fen),
            "withheld_before_fen": str(basis.withheld_before_fen),
            **({"taxable_fund_fen": str(fund_over_fen)} if fund_over_fen else {}),
        },
    )
    result.lines.insert(0, _line("income_tax", withheld(basis), told))


def _bonus(order: MonthOrder, month: TaxMonth, bonus: int, result: Taxed) -> TaxMonth:
    """Tax the bonus as chosen. Returns the month's wages, with the bonus in them where it is merged."""
    merged = month.model_copy(update={"income_fen": month.income_fen + bonus})
    if result.year.bonus_taxed_separately or bonus < 0:
        if bonus > 0:
            result.cautions.append(caution("bonus_merged"))
        return merged
    later = [month] * (MONTHS - int(order.period[5:])) if order.run_kind == "regular" else []
    choice = compare(result.year, month, later, bonus, order.period, order.tax_status)
    chosen = "separate" if order.bonus_separate else "merged"
    if choice.cheaper not in (chosen, "equal"):
        other = word("way", choice.cheaper)
        result.cautions.append(caution("bonus_otherwise_cheaper", amount_fen=choice.saving_fen, other=other))
    if not order.bonus_separate:
        return merged
    tax, result.year = pay_separately(result.year, bonus, order.period)
    if tax.better_fen is not None:
        result.cautions.append(caution("bonus_step", amount_fen=tax.better_fen))
    result.lines.append(_line("income_tax_bonus", tax.tax_fen, tax.basis))
    return month


def _nonresident(order: MonthOrder, wages: int, bonus: int, result: Taxed) -> None:
    before = order.tax_year
    if before.through == order.period and wages:
        raise MonthInvalid(
            "A second payment to a non-resident in the same month would be taxed with the first one's rates anew.",
            "Reverse the month's run and pay both together, or pay it next month.",
        )
    alone = tax_wages(max(0, wages), order.period)
    result.basis = TaxBasis(
        months=1,
        income_fen=wages,
        basic_fen=alone.cost_fen,
        social_fen=0,
        special_fen=0,
        other_fen=0,
        taxable_fen=alone.taxable_fen,
        rate=alone.rate,
        quick_fen=alone.quick_fen,
        due_fen=alone.tax_fen,
        withheld_before_fen=0,
    )
    result.lines.append(_line("income_tax_nonresident", alone.tax_fen, alone.basis))
    if bonus > 0:
        of_bonus = tax_bonus(bonus, order.period)
        result.lines.append(_line("income_tax_bonus", of_bonus.tax_fen, of_bonus.basis))
    result.year = before.model_copy(
        update={
            "through": order.period,
            "income_fen": before.income_fen + wages,
            "withheld_fen": before.withheld_fen + alone.tax_fen,
        }
    )


def _line(code: str, fen: int, basis: LineBasis) -> PayLine:
    return PayLine(code=code, title=word("title", code), kind="tax", amount_fen=fen, taxable=False, basis=basis)
