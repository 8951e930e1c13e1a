"""The differences of a retroactive change of the base (补缴, 退费): a line for each item, side and month."""

from collections.abc import Sequence

from shared.payroll.contracts import PayLine, Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.social.contributions import contributions
from shared.payroll.social.declared import Declared


def differences(
    paid: Sequence[PayLine], due: Sequence[PayLine], for_period: Period, pack: Pack | None = None
) -> tuple[PayLine, ...]:
    """Return what is still to pay (positive) or to pay back (negative) for an earlier month, by code.

    ``paid``: the contribution lines of that month's slips, with differences that were settled since; ``due``: what they
    should have been. Codes that agree are left out. Each result has ``for_period`` and the basis of what is due; of an
    item that is not due any more, the basis of what was paid. ``inputs`` says what was paid and what is due, in fen.
    """
    note = (pack or china()).titles["rebased"]
    before, after = _sums(paid), _sums(due)
    explained = {line.code: line for line in (*paid, *due)}
    found = []
    for code, line in explained.items():
        was, now = before.get(code, 0), after.get(code, 0)
        if was == now:
            continue
        inputs = {**line.basis.inputs, "paid_fen": str(was), "due_fen": str(now)}
        basis = line.basis.model_copy(update={"inputs": inputs, "note": note})
        told = {"amount_fen": now - was, "for_period": for_period, "basis": basis}
        found.append(line.model_copy(update=told))
    return tuple(found)


def rebase(
    city: str, periods: Sequence[Period], before: Declared, after: Declared, pack: Pack | None = None
) -> tuple[PayLine, ...]:
    """Return the differences of ``periods`` where ``before`` was declared and ``after`` holds.

    Raises what ``contributions`` raises. Where slips exist, ``differences`` with what they paid is the surer way.
    """
    found: list[PayLine] = []
    for period in periods:
        paid = contributions(city, period, before, pack).lines
        due = contributions(city, period, after, pack).lines
        found += differences(paid, due, period, pack)
    return tuple(found)


def _sums(lines: Sequence[PayLine]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.code] = sums.get(line.code, 0) + line.amount_fen
    return sums
