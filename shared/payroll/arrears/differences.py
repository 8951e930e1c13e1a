"""What an earlier month lacks (补发), or had too much, by the terms that hold for it now: difference lines. Pure."""

from collections.abc import Iterable, Sequence

from shared.payroll.contracts import PayLine
from shared.payroll.month.contributing import SIDES, contribution_differences
from shared.payroll.month.earnings import reckon
from shared.payroll.month.errors import NotEmployed
from shared.payroll.month.frame import Frame, frame_of
from shared.payroll.month.lines import component_lines
from shared.payroll.month.model import EarlierMonth
from shared.payroll.month.rules import PayRules
from shared.payroll.month.segments import employment
from shared.payroll.month.words import word
from shared.payroll.social.contributions import Declared

Key = tuple[str, bool]
"""A component's code, and whether the line is taxable: an exempt part and the rest are two lines."""
ONE_OFF = "one_off"


def arrears(month: EarlierMonth, rules: PayRules, declared: Declared) -> tuple[PayLine, ...]:
    """Return the difference lines of an earlier month, each with ``for_period``.

    One-off items are left alone: they were paid for what they were. Contributions only where ``month.rebase`` says so.
    What was paid as arrears before is in ``month.paid``, so a second time there is no difference. Raises what a month
    raises.
    """
    frame = frame_of(month.period, rules, month.terms, month.inputs, month.assignments)
    if not frame.employed:
        start, end = employment(month.terms, None)
        raise NotEmployed(month.period, str(start), str(end) if end else None)
    lines = list(_earnings(frame, month.paid))
    if month.rebase and any(line.kind in SIDES for line in month.paid):
        lines += contribution_differences(frame, declared, month.paid)
    return tuple(lines)


def _earnings(frame: Frame, paid: Sequence[PayLine]) -> Iterable[PayLine]:
    now = [line for line in component_lines(frame, reckon(frame), ("earning", "absence")) if _regular(line)]
    before = [line for line in paid if line.kind == "earning" and _regular(line)]
    due, had = _sums(now), _sums(before)
    explained = {_key(line): line for line in (*before, *now)}
    for key, line in explained.items():
        if difference := due.get(key, 0) - had.get(key, 0):
            told = {"paid_fen": str(had.get(key, 0)), "due_fen": str(due.get(key, 0))}
            basis = line.basis.model_copy(
                update={"inputs": {**line.basis.inputs, **told}, "note": word("note", "arrears")}
            )
            yield line.model_copy(update={"amount_fen": difference, "for_period": frame.period, "basis": basis})


def _regular(line: PayLine) -> bool:
    return ONE_OFF not in line.basis.inputs


def _key(line: PayLine) -> Key:
    return line.code, line.taxable


def _sums(lines: Iterable[PayLine]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for line in lines:
        sums[_key(line)] = sums.get(_key(line), 0) + line.amount_fen
    return sums
