"""Labour remuneration (劳务报酬): part-time people without employment, and students in an internship."""

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount, SignedAmount, share
from shared.payroll.contracts import Period, TaxBasis
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.tax.alone import TaxAlone, tax_alone
from shared.payroll.tax.errors import OutOfOrder
from shared.payroll.tax.tables import tax_on


def tax_labour(amount_fen: int, period: Period, pack: Pack | None = None) -> TaxAlone:
    """Return what is withheld of a resident's remuneration: of one occasion, or of a month where it is continuous.

    公告2018年第61号 第八条: 800 for costs up to 4,000, else 20 %; table two. It is merged in the annual settlement.
    """
    pack = pack or china()
    rules = pack.labour.at(period)
    cost = rules.small_cost if amount_fen <= rules.small_up_to else share(amount_fen, rules.cost_rate)
    table = pack.table(rules.table, period)
    return tax_alone(amount_fen, rules, table, "The remuneration", cost_fen=max(0, min(cost, amount_fen)))


class Internship(Frozen):
    """The cumulative figures of a student's internship in a year: remuneration before costs, and what was withheld."""

    year: int
    start_month: int = Field(ge=1, le=12)
    through: Period | None = None
    amount_fen: SignedAmount = 0
    withheld_fen: Amount = 0


def withhold_intern(
    before: Internship, amount_fen: int, period: Period, pack: Pack | None = None
) -> tuple[TaxBasis, Internship]:
    """Return how the tax of a full-time student's month comes about (公告2020年第13号 第二条), and the figures with it.

    ``income_fen`` of the basis is what is left after costs. Raises ``OutOfOrder``, ``NoRulesForPeriod``.
    """
    pack = pack or china()
    rules = pack.intern.at(period)
    month = int(period[5:7])
    if int(period[:4]) != before.year or month < before.start_month or period < (before.through or period):
        raise OutOfOrder(
            f"{period} does not follow on the internship of {before.year} from month {before.start_month}.",
            "Choose a later month of the same year; an internship's figures end in December.",
        )
    total = before.amount_fen + amount_fen
    income = total - share(total, rules.cost_rate)
    months = month - before.start_month + 1
    taxable = max(0, income - months * rules.basic_month)
    due, bracket = tax_on(pack.table(rules.table, period), taxable)
    basis = TaxBasis(
        months=months,
        income_fen=income,
        basic_fen=months * rules.basic_month,
        social_fen=0,
        special_fen=0,
        other_fen=0,
        taxable_fen=taxable,
        rate=bracket.rate,
        quick_fen=bracket.quick,
        due_fen=due,
        withheld_before_fen=before.withheld_fen,
    )
    told = {"through": period, "amount_fen": total, "withheld_fen": max(before.withheld_fen, due)}
    return basis, before.model_copy(update=told)
