"""What must be right of terms before they go any further. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.offer.grades.model import Band
from shared.offer.terms.errors import (
    EndsTooLate,
    OtherGrade,
    OutsideBand,
    ProbationPayTooLow,
    ProbationTooLong,
    StartsInThePast,
)
from shared.offer.terms.law import probation_law
from shared.offer.terms.model import OfferTerms, ends_after_start, late, outside


def must_be_lawful(terms: OfferTerms, jurisdiction: str) -> None:
    """Raise ``ProbationTooLong``, ``ProbationPayTooLow`` where the law of the place says so."""
    law = probation_law(jurisdiction, terms.start_date)
    if law is None:
        return
    longest = law.longest(terms.contract_months)
    if terms.probation_months > longest:
        raise ProbationTooLong(terms.probation_months, longest, terms.contract_months, law)
    if terms.probation_months and terms.probation_pay_percent < law.lowest_pay_percent:
        raise ProbationPayTooLow(terms.probation_pay_percent, law.lowest_pay_percent)


def must_be_in_time(terms: OfferTerms, now: datetime, zone: ZoneInfo) -> None:
    """Raise ``StartsInThePast``, ``EndsTooLate``: by the days of ``zone``."""
    if late(terms, now.astimezone(zone).date()):
        raise StartsInThePast(terms.start_date)
    if terms.expires_at is None:
        return
    if terms.expires_at <= now:
        raise EndsTooLate("The end of the letter is over.", "截止时间已过。")
    if ends_after_start(terms, terms.expires_at.astimezone(zone)):
        raise EndsTooLate("The letter would hold beyond the first day of work.", "截止时间晚于入职日期。")


def must_say_why(terms: OfferTerms, band: Band, proposed: str | None, *, grade_reason: str, band_reason: str) -> bool:
    """Return whether the pay is outside of the band. Raises ``OtherGrade``, ``OutsideBand`` without a reason."""
    if terms.grade != proposed and not grade_reason:
        raise OtherGrade(terms.grade, proposed)
    strays = outside(terms, band)
    if strays and not band_reason:
        raise OutsideBand(terms.in_band_fen, band)
    return strays
