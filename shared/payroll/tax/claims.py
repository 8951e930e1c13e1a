"""What an employee declares for special additional deductions (专项附加扣除), and which claims exclude each other."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.money import Amount, written
from shared.payroll.contracts import Period
from shared.payroll.packs.model import SpecialRules
from shared.payroll.tax.errors import ClaimsConflict

Housing = Literal["mortgage", "rent"]
WHOLE = Decimal(1)


class Months(Frozen):
    """From the first month to the last one, both included; an open end goes on."""

    first: Period
    last: Period | None = None

    def has(self, period: Period) -> bool:
        return self.first <= period and (self.last is None or period <= self.last)

    def touches(self, year: int) -> bool:
        return self.first <= f"{year}-12" and (self.last is None or self.last >= f"{year}-01")


class ChildClaim(Frozen):
    """A child: infant care until the month before it turns three, then education until ``education_until``.

    ``share``: 1, or 0.5 where both parents take half.
    """

    born: date
    education_until: Period | None = None
    share: Decimal = WHOLE


class ElderClaim(Frozen):
    """Supported parents: ``born`` is the birthday of the eldest, ``until`` the month in which the last one died.

    An only child takes the whole; among siblings ``share_fen`` a month is what was agreed on.
    """

    born: date
    only_child: bool
    share_fen: Amount | None = None
    until: Period | None = None


class MortgageClaim(Months):
    """Interest on the loan for the first home. ``share``: 0.5 where both spouses take half."""

    share: Decimal = WHOLE


class RentClaim(Months):
    """Rent where one works and owns no home, by the size of the city."""

    city_size: Literal["large", "medium", "small"]


class StudyClaim(Months):
    """Education for a degree, one degree."""


class Claims(Frozen):
    """Everything that an employee declares. ``certificates``: the days on which vocational certificates were obtained.

    ``spouse_housing``: what the spouse takes, since a couple takes one of the two. ``pension_paid``: payments into the
    personal pension by month, in fen.
    """

    children: tuple[ChildClaim, ...] = ()
    elders: ElderClaim | None = None
    mortgage: MortgageClaim | None = None
    rent: RentClaim | None = None
    spouse_housing: Housing | None = None
    study: tuple[StudyClaim, ...] = ()
    certificates: tuple[date, ...] = ()
    pension_paid: dict[Period, Amount] = Field(default_factory=dict)


def check_claims(claims: Claims, year: int, rules: SpecialRules) -> None:
    """Raise ``ClaimsConflict`` where claims of a year exclude each other or go beyond the law."""
    _housing(claims, year, rules)
    shares = [child.share for child in claims.children] + ([claims.mortgage.share] if claims.mortgage else [])
    wrong = next((share for share in shares if share not in rules.shares), None)
    if wrong is not None:
        allowed = " or ".join(str(share) for share in rules.shares)
        raise ClaimsConflict(f"A share of {wrong} cannot be taken ({rules.cited}).", f"Take {allowed}.")
    _elders(claims.elders, rules)
    for number, one in enumerate(claims.study):
        for other in claims.study[:number]:
            if one.has(other.first) or other.has(one.first):
                raise ClaimsConflict("Two degrees are studied for at once.", "Claim one of them in each month.")


def _housing(claims: Claims, year: int, rules: SpecialRules) -> None:
    mine: list[Housing] = []
    if claims.mortgage is not None and claims.mortgage.touches(year):
        mine.append("mortgage")
    if claims.rent is not None and claims.rent.touches(year):
        mine.append("rent")
    if len(mine) > 1 or (mine and claims.spouse_housing not in {None, mine[0]}):
        raise ClaimsConflict(
            f"Mortgage interest and rent cannot both be deducted in {year}, by one person or a couple ({rules.cited}).",
            "Choose one of the two for the year.",
        )


def _elders(elders: ElderClaim | None, rules: SpecialRules) -> None:
    if elders is None:
        return
    if elders.only_child and elders.share_fen is not None:
        raise ClaimsConflict("An only child has no share to agree on.", "Leave the share out.")
    if not elders.only_child and elders.share_fen is None:
        raise ClaimsConflict("Among siblings the share of the elders' support must be said.", "Give share_fen a month.")
    if elders.share_fen is not None and elders.share_fen > rules.elder_share_at_most:
        raise ClaimsConflict(
            f"A share of {written(elders.share_fen)} is more than one of several children may deduct ({rules.cited}).",
            f"Agree on {written(rules.elder_share_at_most)} a month at most.",
        )
