"""What differs between our books and a finance system. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import VoucherId
from shared.payroll.contracts import Period

Difference = Literal["missing_there", "missing_here", "amounts_differ", "twice_there"]


class Entry(Frozen):
    """A voucher as one side has it."""

    voucher_id: VoucherId
    total_fen: int
    number: str = ""


class Found(Frozen):
    """One difference. ``ours_fen`` or ``theirs_fen`` is null where that side does not have it."""

    kind: Difference
    voucher_id: VoucherId
    number: str = ""
    ours_fen: int | None = None
    theirs_fen: int | None = None


class Reconciliation(Frozen):
    """What a comparison came to. ``problem``: why it could not be made. ``settled``: vouchers on both sides, alike."""

    connector: str
    period: Period
    at: datetime
    ours: int = 0
    theirs: int = 0
    settled: int = 0
    differences: tuple[Found, ...] = ()
    problem: str | None = None

    @property
    def holds(self) -> bool:
        """Whether both sides are the same."""
        return self.problem is None and not self.differences


def compare(ours: Mapping[VoucherId, int], theirs: Sequence[Entry]) -> tuple[Found, ...]:
    """Return the differences, by our numbers: missing there, missing here, amounts differ, there twice."""
    there: dict[VoucherId, list[Entry]] = {}
    for entry in theirs:
        there.setdefault(entry.voucher_id, []).append(entry)
    found = [
        Found(kind="missing_there", voucher_id=voucher_id, ours_fen=total)
        for voucher_id, total in ours.items()
        if voucher_id not in there
    ]
    for voucher_id, entries in there.items():
        first = entries[0]
        if voucher_id not in ours:
            found.append(
                Found(kind="missing_here", voucher_id=voucher_id, number=first.number, theirs_fen=first.total_fen)
            )
            continue
        if len(entries) > 1:
            numbers, total = ", ".join(each.number for each in entries), sum(each.total_fen for each in entries)
            found.append(
                Found(
                    kind="twice_there",
                    voucher_id=voucher_id,
                    number=numbers,
                    ours_fen=ours[voucher_id],
                    theirs_fen=total,
                )
            )
        elif first.total_fen != ours[voucher_id]:
            found.append(
                Found(
                    kind="amounts_differ",
                    voucher_id=voucher_id,
                    number=first.number,
                    ours_fen=ours[voucher_id],
                    theirs_fen=first.total_fen,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.voucher_id, each.kind)))
