"""Housing fund of one month: the fund, the supplementary fund, and what of both is over the tax-free limit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from shared.kernel.money import rounded
from shared.payroll.packs.municipal import FundVersion
from shared.payroll.packs.pack import City, Pack
from shared.payroll.packs.timeline import first_day
from shared.payroll.packs.version import Side
from shared.payroll.social.declared import Declared
from shared.payroll.social.errors import BaseOutOfBounds, RateNotAllowed
from shared.payroll.social.parts import KINDS, Part, amount, clamped

FUND = "fund"
SUPPLEMENTARY = "supplementary_fund"
NONE = Decimal(0)


class Excess(NamedTuple):
    """What each side pays over the limit. ``known`` is false where the city has no average wage."""

    employee_fen: int = 0
    employer_fen: int = 0
    known: bool = True


def fund_parts(city: City, period: str, declared: Declared) -> Iterator[Part]:
    """Yield what both sides pay; nothing where no base is declared."""
    if declared.fund_base_fen is None:
        return
    version = city.fund.at(period)
    base = clamped(declared.fund_base_fen, version)
    if base != declared.fund_base_fen and not declared.clamp:
        raise BaseOutOfBounds(version.id, declared.fund_base_fen, version.base_min, version.base_max)
    for name, side, rate in _rates(version, declared):
        share = version.employee if side == "employee" else version.employer
        yield Part(
            name=name,
            side=side,
            kind=KINDS["fund", side],
            amount_fen=amount(base, rate, share),
            rule=version.id if name == FUND else f"{version.id}.supplementary",
            version=version,
            source=version.cited,
            bounds=version,
            declared_fen=declared.fund_base_fen,
            base_fen=base,
            rate=rate,
            share=share,
        )


def _rates(version: FundVersion, declared: Declared) -> Iterator[tuple[str, Side, Decimal]]:
    own = version.rate_default if declared.fund_rate is None else declared.fund_rate
    of_employer = own if declared.employer_fund_rate is None else declared.employer_fund_rate
    for rate in (own, of_employer):
        if not version.rate_min <= rate <= version.rate_max:
            raise RateNotAllowed(version.id, rate, version.rate_min, version.rate_max)
    yield FUND, "employee", own
    yield FUND, "employer", of_employer
    own = declared.supplementary_rate or NONE
    of_employer = own if declared.employer_supplementary_rate is None else declared.employer_supplementary_rate
    for side, rate in (("employee", own), ("employer", of_employer)):
        if rate > version.supplementary_max:
            raise RateNotAllowed(f"{version.id}.supplementary", rate, NONE, version.supplementary_max)
        if rate:
            yield SUPPLEMENTARY, "employee" if side == "employee" else "employer", rate


def over_limit(parts: Sequence[Part], city: City, period: str, pack: Pack) -> Excess:
    """Return what is over the limit of 财税〔2006〕10号: a rate of the base, which is capped by the average wage.

    The limit is rounded as the contribution is, so that a contribution of exactly the rate is never over it.
    """
    if not parts:
        return Excess()
    rule = pack.fund_limit.at(period)
    average = city.average_wage.find(first_day(period))
    base = parts[0].base_fen
    allowed = base if average is None else min(base, rule.average_multiple * average.month)
    over: dict[Side, int] = {"employee": 0, "employer": 0}
    for side in over:
        mine = [part for part in parts if part.side == side]
        if not mine or (allowed == base and sum(part.rate for part in mine) <= rule.rate):
            continue
        limit = rounded(allowed * rule.rate, mine[0].share.rounding, mine[0].share.round_to)
        over[side] = max(0, sum(part.amount_fen for part in mine) - limit)
    return Excess(over["employee"], over["employer"], average is not None)
