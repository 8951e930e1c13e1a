"""What both sides pay for a month into social insurance and housing fund, by the city's dated rules."""

from dataclasses import dataclass, field
from functools import cached_property

from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import LineKind, PayLine, Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.social.declared import Declared
from shared.payroll.social.fund import fund_parts, over_limit
from shared.payroll.social.insurance import insurance_parts
from shared.payroll.social.parts import Part, line, note_of

__all__ = ["Contributions", "Declared", "contributions"]


@dataclass(frozen=True)
class Contributions:
    """The contributions of one month, in fen; ``lines``, built when first asked for, have every basis.

    ``taxable_fund_fen`` is income of the employee (财税〔2006〕10号): what both sides pay into the fund over the legal
    limit. The employee's part of it (``own_taxable_fund_fen``) is not deductible, the employer's
    (``employer_taxable_fund_fen``) is to be added to the income. ``limit_known`` is false where the city's data has no
    average wage: then only the rate was held against the limit, and ``notes`` says so.
    """

    parts: tuple[Part, ...]
    own_taxable_fund_fen: int
    employer_taxable_fund_fen: int
    limit_known: bool
    pack: Pack = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[PayLine, ...]:
        """The salary lines of both sides, in the order of the city's rules: insurance, then fund."""
        return tuple(line(part, self.pack) for part in self.parts)

    @cached_property
    def employee_insurance_fen(self) -> int:
        return self.sum_of("employee_insurance")

    @cached_property
    def employee_fund_fen(self) -> int:
        return self.sum_of("employee_fund")

    @cached_property
    def employer_insurance_fen(self) -> int:
        return self.sum_of("employer_insurance")

    @cached_property
    def employer_fund_fen(self) -> int:
        return self.sum_of("employer_fund")

    @property
    def taxable_fund_fen(self) -> int:
        return self.own_taxable_fund_fen + self.employer_taxable_fund_fen

    @property
    def deductible_fen(self) -> int:
        """What the employee's own contributions take from the taxable income (专项扣除)."""
        return self.employee_insurance_fen + self.employee_fund_fen - self.own_taxable_fund_fen

    @property
    def notes(self) -> tuple[LocalizedText, ...]:
        return () if self.limit_known else (self.pack.titles["limit_unknown"],)

    @property
    def base_notes(self) -> tuple[LocalizedText, ...]:
        """What was done to the declared bases: each note once."""
        keys = dict.fromkeys(key for part in self.parts if (key := note_of(part)) is not None)
        return tuple(self.pack.titles[key] for key in keys)

    def sum_of(self, kind: LineKind) -> int:
        return sum(part.amount_fen for part in self.parts if part.kind == kind)


def contributions(city: str, period: Period, declared: Declared, pack: Pack | None = None) -> Contributions:
    """Return what is due for ``period`` in ``city`` (any of its names, in any case). ``pack``: null takes China's.

    The rules are those that hold on the first day of the month. Raises ``UnknownCity``, ``NoRulesForPeriod``,
    ``BaseOutOfBounds`` (only where ``clamp`` is false), ``RateNotAllowed`` (of the fund) and ``NoSuchClass``.
    """
    rules = pack or china()
    place = rules.city(city)
    fund = tuple(fund_parts(place, period, declared))
    over = over_limit(fund, place, period, rules)
    insurance = tuple(insurance_parts(place, period, declared, rules))
    return Contributions(insurance + fund, over.employee_fen, over.employer_fen, over.known, rules)
