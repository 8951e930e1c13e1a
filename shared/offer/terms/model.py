"""The terms of an offer, and what they cost. Pure; money in whole fen, a month where nothing else is said."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import RequisitionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount, Currency, Fen, share
from shared.offer.contracts import PayKind, SalaryLine, SocialBase
from shared.offer.grades.model import Band, GradeCode

MONTHS = 12
IN_BAND: tuple[PayKind, ...] = ("fixed", "variable")
"""What of the pay is compared with a grade's band."""
WorkingHours = Literal["standard", "comprehensive", "flexible"]
"""标准工时制, 综合计算工时工作制, 不定时工作制."""
MOST_FEN = 10**12
"""A month; ten billion yuan: a slip of the pen, and sums of a year stay within what documents hold."""
TITLE, BENEFIT = 120, 400
YEARS = range(2000, 2100)
Place = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class OfferTerms(Frozen):
    """What is offered, as a person set it. ``variable`` lines are the target at full performance.

    ``contract_months`` null: without a fixed term (无固定期限). ``grade`` is the one that a named person set.
    """

    grade: GradeCode
    currency: Currency = "CNY"
    salary: tuple[SalaryLine, ...] = Field(min_length=1, max_length=20)
    start_date: date
    probation_months: int = Field(default=0, ge=0, le=6)
    probation_pay_percent: int = Field(default=100, ge=80, le=100)
    contract_months: int | None = Field(default=36, ge=1, le=600)
    social: SocialBase
    location: Place | None = None
    hours: WorkingHours = "standard"
    benefits: tuple[LocalizedText, ...] = Field(default=(), max_length=20)
    cost_centre: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")] | None = None
    requisition_id: RequisitionId | None = Field(default=None, pattern=r"^[A-Za-z0-9_]{1,64}$")
    """Which approved requisition pays for it; null: the position's own."""
    language: Language = "zh"
    """Of the letter."""
    expires_at: AwareDatetime | None = None
    """Until when the letter holds; null: as long as the company's policy says, from the sending on."""

    @model_validator(mode="after")
    def _pays_something(self) -> Self:
        names = [line.component for line in self.salary]
        if len(set(names)) != len(names):
            raise ValueError("a salary component is there twice 工资项目重复")
        if self.monthly_fen > MOST_FEN:
            raise ValueError("the lines of a month are more than anybody is paid 月薪合计过大")
        if any(_longest(line.title) > TITLE for line in self.salary) or len(self.social.city) > TITLE:
            raise ValueError(f"a title or a city has at most {TITLE} characters 名称不得超过 {TITLE} 字")
        if any(_longest(each) > BENEFIT for each in self.benefits):
            raise ValueError(f"a benefit has at most {BENEFIT} characters 每项福利不得超过 {BENEFIT} 字")
        ends = self.expires_at.year if self.expires_at else self.start_date.year
        if not all(year in YEARS for year in (self.start_date.year, ends)):
            raise ValueError(f"dates lie between {YEARS.start} and {YEARS.stop - 1} 日期超出范围")
        if not any(line.kind == "fixed" and line.amount_fen > 0 for line in self.salary):
            raise ValueError("one line must be fixed pay above zero 须有一项大于零的固定工资")
        return self

    @property
    def monthly_fen(self) -> int:
        """All lines of a month."""
        return sum(line.amount_fen for line in self.salary)

    @property
    def in_band_fen(self) -> int:
        """The lines of a month that are compared with the band."""
        return sum(line.amount_fen for line in self.salary if line.kind in IN_BAND)

    @property
    def fixed_fen(self) -> int:
        """Fixed pay of a month: what probation pay is a percentage of."""
        return sum(line.amount_fen for line in self.salary if line.kind == "fixed")

    @property
    def probation_fen(self) -> Fen:
        """Fixed pay of a month on probation; a fraction of a fen is rounded up, in the employee's favour."""
        return share(self.fixed_fen, Decimal(self.probation_pay_percent) / 100, "up")


class TermsOrder(OfferTerms):
    """Terms as somebody sets them. Whoever leaves the proposed grade, or the band, says why."""

    grade_reason: Reason = ""
    band_reason: Reason = ""

    def terms(self) -> OfferTerms:
        """Return the terms alone."""
        return OfferTerms(**{name: getattr(self, name) for name in OfferTerms.model_fields})


class Cost(Frozen):
    """What an offer costs in a year: twelve months of all lines, and the employer's share of it as an estimate."""

    monthly_fen: Amount
    share_percent: Decimal
    annual_fen: Amount


def cost_of(terms: OfferTerms, share_percent: Decimal) -> Cost:
    """Return the annual cost: 12 × the monthly lines, plus the employer's share, rounded up to the fen."""
    pay = MONTHS * terms.monthly_fen
    annual = pay + share(pay, share_percent / 100, "up")
    return Cost(monthly_fen=terms.monthly_fen, share_percent=share_percent, annual_fen=annual)


def outside(terms: OfferTerms, band: Band) -> bool:
    """Return whether the pay lies outside of the band."""
    return not band.holds(terms.in_band_fen)


def late(terms: OfferTerms, today: date) -> bool:
    """Return whether the first day of work is over."""
    return terms.start_date < today


def ends_after_start(terms: OfferTerms, expires_at: datetime) -> bool:
    """Return whether a letter would still hold after the first day of work. ``expires_at`` is of the company's zone."""
    return expires_at.date() > terms.start_date


def _longest(text: LocalizedText) -> int:
    return max(len(text.zh or ""), len(text.en or ""))
