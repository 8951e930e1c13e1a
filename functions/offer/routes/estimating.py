"""What stands behind the port of social estimates: payroll's dated rules of cities."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from shared.offer.contracts import SocialBase
from shared.offer.ports import SocialItem
from shared.offer.terms.model import OfferTerms
from shared.payroll.packs.errors import NoRulesForPeriod, UnknownCity
from shared.payroll.packs.loader import china
from shared.payroll.social.contributions import Declared, contributions
from shared.payroll.social.errors import RateNotAllowed
from shared.payroll.social.parts import Part

ZERO = Decimal(0)


class CityEstimate:
    """``shared.offer.ports.SocialEstimate`` by the rules that hold in the month of the first day."""

    def of(self, social: SocialBase, terms: OfferTerms) -> tuple[SocialItem, ...]:
        """Return each insurance and the fund; none where no rules are known, or the agreed rate is not one of them.

        A base that was not agreed is the pay of a month, within the city's floor and cap.
        """
        declared = Declared(
            social_base_fen=terms.monthly_fen if social.social_base_fen is None else social.social_base_fen,
            fund_base_fen=terms.monthly_fen if social.fund_base_fen is None else social.fund_base_fen,
            fund_rate=social.fund_rate,
        )
        try:
            due = contributions(social.city, f"{terms.start_date:%Y-%m}", declared)
        except (UnknownCity, NoRulesForPeriod, RateNotAllowed):
            return ()
        return tuple(_items(due.parts))


def _items(parts: tuple[Part, ...]) -> Iterator[SocialItem]:
    titles = china().titles
    for name, both in groupby(parts, key=lambda part: part.name):
        sides = {part.side: part for part in both}
        one = next(iter(sides.values()))
        yield SocialItem(
            code=name,
            title=titles[name],
            base_fen=one.base_fen,
            employee_rate=sides["employee"].rate if "employee" in sides else ZERO,
            employer_rate=sides["employer"].rate if "employer" in sides else ZERO,
            employee_fen=sides["employee"].amount_fen if "employee" in sides else 0,
            employer_fen=sides["employer"].amount_fen if "employer" in sides else 0,
        )
