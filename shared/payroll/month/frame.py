"""What a month is reckoned in: its days, its segments, and the components that apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.payroll.calendar.days import Day, month_days
from shared.payroll.components.standard import STANDARD
from shared.payroll.contracts import Period
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.month.errors import CurrencyRefused, InputRefused, StructureMissing
from shared.payroll.month.plan import Plan, plan_of
from shared.payroll.month.rules import PayRules
from shared.payroll.month.segments import Segment, employment, segments
from shared.payroll.structures.model import Assignment, SalaryStructure
from shared.people.contracts import EmploymentTerms


@dataclass(frozen=True, slots=True)
class Frame:
    """One employee's month before any amount."""

    period: Period
    rules: PayRules
    inputs: MonthInputs
    terms: tuple[EmploymentTerms, ...]
    days: tuple[Day, ...]
    segments: tuple[Segment, ...]
    employed: tuple[Segment, ...]
    structure: SalaryStructure | None
    plan: Plan
    last_day: date | None
    """The last day of the employment, where it is known."""

    @property
    def last(self) -> Segment:
        """The segment whose terms hold at the month's end, or at the end of the employment."""
        return self.employed[-1]


def frame_of(
    period: Period,
    rules: PayRules,
    terms: tuple[EmploymentTerms, ...],
    inputs: MonthInputs,
    assignments: tuple[Assignment, ...],
    last_day: date | None = None,
    *,
    items_only: bool = False,
) -> Frame:
    """Return the month's frame.

    ``items_only``: an off-cycle payment; somebody who has left has one segment then, of the last terms. Raises
    ``CurrencyRefused``, ``StructureMissing``, ``YearNotPublished``, ``InputRefused``.
    """
    for one in terms:
        if one.currency != "CNY":
            raise CurrencyRefused(one.currency)
    days = month_days(period, rules.settings.unknown_year)
    cut = segments(days, terms, assignments, last_day)
    employed = tuple(segment for segment in cut if segment.terms is not None)
    if items_only and not employed:
        employed = (Segment(days, terms[-1]),)
    structure = _structure(rules, employed[-1], period, days[-1].date) if employed else None
    end = employment(terms, last_day)[1]
    plan = plan_of(rules, period, structure, employed, inputs)
    _fits(inputs, days)
    return Frame(period, rules, inputs, terms, days, cut, employed, structure, plan, end)


def _structure(rules: PayRules, last: Segment, period: Period, day: date) -> SalaryStructure | None:
    if last.assignment is None:
        return rules.structure_on(STANDARD, day)
    found = rules.structure_on(last.assignment.structure, day)
    if found is None:
        raise StructureMissing(last.assignment.structure, period)
    return found


def _fits(inputs: MonthInputs, days: Sequence[Day]) -> None:
    """Raise ``InputRefused`` where the inputs have more days than the month."""
    asked = {
        "attendance days": inputs.attendance_days or 0,
        "days of leave without pay": inputs.leave_without_pay_days,
        "days of sick leave": inputs.sick_leave_days,
        "days of leave together": inputs.leave_without_pay_days + inputs.sick_leave_days,
    }
    for words, number in asked.items():
        if number > len(days):
            raise InputRefused(f"{number} {words} are more than the month's {len(days)} days.", "Correct the input.")
