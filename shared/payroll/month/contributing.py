"""Social insurance and housing fund of a month: whether they are due, and on which base."""

from collections.abc import Sequence

from shared.payroll.calendar.days import ends_of
from shared.payroll.contracts import PayLine
from shared.payroll.month.earnings import social_base
from shared.payroll.month.frame import Frame
from shared.payroll.social.contributions import Contributions, Declared, contributions
from shared.payroll.social.rebase import differences

SIDES = ("employee_insurance", "employee_fund", "employer_insurance", "employer_fund")


def contributions_due(frame: Frame) -> bool:
    """Return whether the month has contributions: by the inputs, else by the day of joining or leaving."""
    if frame.inputs.contributions is not None:
        return frame.inputs.contributions
    settings, held = frame.rules.settings, frame.last.terms
    first, last = ends_of(frame.period)
    if held is not None and held.start_date >= first and held.start_date.day > settings.joiners_contribute_until_day:
        return False
    leaves = frame.last_day is not None and frame.last_day <= last
    return not (leaves and frame.last_day is not None and frame.last_day.day < settings.leavers_contribute_from_day)


def contributed(frame: Frame, declared: Declared) -> Contributions | None:
    """Return the month's contributions; None where none are due.

    The base is the declared one, else that of the terms, else the agreed pay of a month. Raises what
    ``social.contributions`` raises.
    """
    held = frame.last.terms
    if held is None or not contributions_due(frame):
        return None
    return contributions(held.social.city, frame.period, _complete(frame, declared))


def contribution_differences(frame: Frame, declared: Declared, paid: Sequence[PayLine]) -> tuple[PayLine, ...]:
    """Return what an earlier month's contributions lack on the base that holds for it now (补缴), or have too much."""
    due = contributed(frame, declared)
    before = [line for line in paid if line.kind in SIDES]
    return differences(before, due.lines if due else (), frame.period)


def _complete(frame: Frame, declared: Declared) -> Declared:
    terms = frame.last.terms
    if terms is None:
        return declared
    social = terms.social
    given = {
        "social_base_fen": _first(declared.social_base_fen, social.social_base_fen),
        "fund_base_fen": _first(declared.fund_base_fen, social.fund_base_fen),
        "fund_rate": declared.fund_rate if declared.fund_rate is not None else social.fund_rate,
    }
    if given["social_base_fen"] is None or given["fund_base_fen"] is None:
        pay = social_base(frame)
        given = {name: pay if value is None and name != "fund_rate" else value for name, value in given.items()}
    return declared.model_copy(update=given)


def _first(one: int | None, other: int | None) -> int | None:
    return one if one is not None else other
