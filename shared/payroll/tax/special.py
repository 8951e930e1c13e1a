"""Special additional deductions (专项附加扣除) and personal pension, month by month (国发〔2018〕41号, as amended)."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount, share
from shared.payroll.contracts import LineBasis, Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.model import SpecialRules
from shared.payroll.packs.pack import Pack
from shared.payroll.packs.version import Version
from shared.payroll.tax.claims import ChildClaim, Claims, ElderClaim, Months, check_claims

Kind = Literal["infant", "child", "elder", "mortgage", "rent", "study", "certificate", "personal_pension"]


class Deduction(Frozen):
    """One deduction of a month, in fen, and the rule it follows from."""

    kind: Kind
    amount_fen: Amount
    basis: LineBasis


class SpecialMonth(Frozen):
    """A month's deductions. Personal pension is ``other_fen`` (依法确定的其他扣除), the rest ``special_fen``."""

    deductions: tuple[Deduction, ...] = ()

    @property
    def special_fen(self) -> int:
        return sum(one.amount_fen for one in self.deductions if one.kind != "personal_pension")

    @property
    def other_fen(self) -> int:
        return sum(one.amount_fen for one in self.deductions if one.kind == "personal_pension")


def special_month(claims: Claims, period: Period, pack: Pack | None = None) -> SpecialMonth:
    """Return what an employee may deduct in a month. Raises ``ClaimsConflict``, ``NoRulesForPeriod``.

    Serious illness is never among it: it is deducted in the annual settlement (``illness_settlement``).
    """
    pack = pack or china()
    rules = pack.special.at(period)
    check_claims(claims, int(period[:4]), rules)
    found = list(_family(claims, period, rules))
    found += _housing_and_study(claims, period, rules)
    if claims.pension_paid:
        found += _pension(claims, period, pack)
    return SpecialMonth(deductions=tuple(one for one in found if one.amount_fen))


def special_until(claims: Claims, period: Period, start_month: int = 1, pack: Pack | None = None) -> tuple[int, int]:
    """Return special and other deductions from the month the employment began in to ``period``, summed, in fen.

    What is declared late is made up for: the month's deductions are these sums less what was deducted before.
    """
    months = [f"{period[:4]}-{month:02d}" for month in range(start_month, int(period[5:7]) + 1)]
    each = [special_month(claims, month, pack) for month in months]
    return sum(one.special_fen for one in each), sum(one.other_fen for one in each)


def illness_settlement(own_expense_fen: int, year: int, pack: Pack | None = None) -> int:
    """Return what serious illness takes from the year's taxable income, in the annual settlement only.

    ``own_expense_fen``: what the insured paid themselves within the catalogue of medical insurance in the year.
    """
    rules = (pack or china()).special.at(f"{year}-12")
    return min(max(0, own_expense_fen - rules.illness_over), rules.illness_at_most)


def _family(claims: Claims, period: Period, rules: SpecialRules) -> Iterator[Deduction]:
    for child in claims.children:
        kind = _stage(child, period, rules)
        if kind is not None:
            whole = rules.infant if kind == "infant" else rules.child
            yield _deduction(
                kind, share(whole, child.share), rules, whole, born=str(child.born), share=str(child.share)
            )
    elders = claims.elders
    if elders is not None and _supported(elders, period, rules):
        amount = rules.elder if elders.share_fen is None else elders.share_fen
        yield _deduction("elder", amount, rules, rules.elder, born=str(elders.born))


def _stage(child: ChildClaim, period: Period, rules: SpecialRules) -> Literal["infant", "child"] | None:
    age = _months(_period(child.born), period)
    if age < 0:
        return None
    if age < rules.child_from_age_months:
        return "infant"
    return "child" if child.education_until is None or period <= child.education_until else None


def _supported(elders: ElderClaim, period: Period, rules: SpecialRules) -> bool:
    """From the month of the eldest's birthday until the end of the year in which the last one died."""
    if elders.until is not None and period[:4] > elders.until[:4]:
        return False
    return _months(_period(elders.born), period) >= 12 * rules.elder_age


def _housing_and_study(claims: Claims, period: Period, rules: SpecialRules) -> Iterator[Deduction]:
    mortgage = claims.mortgage
    if mortgage is not None and _within(mortgage, period, rules.mortgage_months_at_most):
        amount = share(rules.mortgage, mortgage.share)
        yield _deduction("mortgage", amount, rules, rules.mortgage, first=mortgage.first, share=str(mortgage.share))
    if claims.rent is not None and claims.rent.has(period):
        rent = rules.rent[claims.rent.city_size]
        yield _deduction("rent", rent, rules, rent, city_size=claims.rent.city_size)
    for study in claims.study:
        if _within(study, period, rules.study_months_at_most):
            yield _deduction("study", rules.study, rules, rules.study, first=study.first)
    obtained = [day for day in claims.certificates if _period(day) == period]
    if obtained and not any(_period(day)[:4] == period[:4] and day < min(obtained) for day in claims.certificates):
        whole = rules.certificate_year
        yield _deduction("certificate", whole, rules, whole, obtained=str(min(obtained)))


def _pension(claims: Claims, period: Period, pack: Pack) -> Iterator[Deduction]:
    rules = pack.personal_pension.at(period)
    this_year = {month: paid for month, paid in claims.pension_paid.items() if month[:4] == period[:4]}
    before = sum(paid for month, paid in this_year.items() if month < period)
    until = before + this_year.get(period, 0)
    amount = min(until, rules.year_at_most) - min(before, rules.year_at_most)
    yield _deduction("personal_pension", amount, rules, rules.year_at_most, paid_in_year_fen=str(until))


def _deduction(kind: Kind, amount: int, rules: Version, whole: int, **inputs: str) -> Deduction:
    basis = LineBasis(
        rule=f"{rules.id}.{kind}" if kind != "personal_pension" else rules.id,
        effective_from=rules.effective_from,
        source=rules.cited,
        base_fen=whole,
        inputs=inputs,
    )
    return Deduction(kind=kind, amount_fen=amount, basis=basis)


def _within(months: Months, period: Period, at_most: int) -> bool:
    return months.has(period) and _months(months.first, period) < at_most


def _period(day: date) -> Period:
    return f"{day.year}-{day.month:02d}"


def _months(first: Period, second: Period) -> int:
    """Return how many months lie between two months."""
    return (int(second[:4]) - int(first[:4])) * 12 + int(second[5:7]) - int(first[5:7])
