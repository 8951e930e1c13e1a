"""A journal entry (会计分录) that cannot be unbalanced: it is made of movements from one account to another. Pure.

What a movement debits to one account it credits to another, so whatever is added up, debits equal credits. Lines are
only read from an entry, never given to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.finance.accounts.model import Account
from shared.finance.contracts import VoucherLine


@dataclass(frozen=True)
class Side:
    """An account as one side of a movement. ``summary`` (摘要) is its line's; what differs in it is not summed."""

    account: str
    auxiliary: tuple[tuple[str, str], ...] = ()
    summary: str = ""


@dataclass(frozen=True)
class Movement:
    """``amount_fen`` is debited to one side and credited to the other; a negative one goes the other way round."""

    amount_fen: int
    debit: Side
    credit: Side
    component: str
    origin: str


@dataclass
class _Sum:
    """What a line adds up: positive is the side that it is written on."""

    amount_fen: int = 0
    components: set[str] = field(default_factory=set)
    origin: set[str] = field(default_factory=set)


class JournalEntry:
    """The movements of one voucher. Immutable; equal debits and credits whatever the movements are."""

    def __init__(self, movements: Iterable[Movement]) -> None:
        self._movements = tuple(movements)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """The movements, in the order that they were given in."""
        return self._movements

    def reversed(self) -> "JournalEntry":
        """Return the entry that takes this one back: together they are zero on every account."""
        return JournalEntry(
            Movement(one.amount_fen, one.credit, one.debit, one.component, one.origin) for one in self._movements
        )

    def lines(self) -> tuple[VoucherLine, ...]:
        """Return the lines: movements summed by account, auxiliary items and summary; debits first, none of zero.

        Debits and credits of an account stay apart. A line whose sum is negative changes its side.
        """
        sums: dict[tuple[bool, Side], _Sum] = {}
        for one in self._movements:
            for is_credit, side in ((False, one.debit), (True, one.credit)):
                summed = sums.setdefault((is_credit, side), _Sum())
                summed.amount_fen += one.amount_fen
                summed.components.add(one.component)
                summed.origin.add(one.origin)
        signed = [
            (is_credit != (summed.amount_fen < 0), side, summed)
            for (is_credit, side), summed in sums.items()
            if summed.amount_fen
        ]
        ordered = sorted(signed, key=_place)
        return tuple(
            VoucherLine(
                number=number,
                summary=side.summary,
                account=side.account,
                debit_fen=0 if is_credit else abs(summed.amount_fen),
                credit_fen=abs(summed.amount_fen) if is_credit else 0,
                auxiliary=dict(side.auxiliary),
                components=tuple(sorted(summed.components)),
                origin=tuple(sorted(summed.origin)),
            )
            for number, (is_credit, side, summed) in enumerate(ordered, 1)
        )


def _place(line: tuple[bool, Side, _Sum]) -> tuple[object, ...]:
    is_credit, side, summed = line
    return is_credit, side.account, side.summary, side.auxiliary, abs(summed.amount_fen), sorted(summed.components)


def side_of(account: Account, *, department: str, employee: str, cost_centre: str, summary: str) -> Side:
    """Return the account with the auxiliary items that its lines carry."""
    values = {"department": department, "employee": employee, "cost_centre": cost_centre}
    return Side(account.number, tuple((kind, values[kind]) for kind in account.auxiliary if values[kind]), summary)
