"""Exactly one voucher: look it up, send it at most once, look it up again where no answer came.

No vendor's "save" can be repeated safely, so nothing here repeats one. What is sent without an answer is found by the
next ``post``; until then it is ``TimedOutAfterSend``.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from shared.finance.connectors.errors import (
    ConnectorError,
    DifferentVoucher,
    DuplicateNumber,
    TimedOutAfterSend,
)
from shared.finance.connectors.port import ConnectorKind, Posted
from shared.finance.contracts import Voucher
from shared.kernel.ids import VoucherId
from shared.kernel.money import written

T = TypeVar("T")


class Sends(Protocol):
    """What differs between vendors. ``kind`` is for the errors."""

    @property
    def kind(self) -> ConnectorKind: ...

    def found(self, voucher: Voucher) -> Posted | None:
        """Return the voucher as the system has it, None where it has none. Raises ``ConnectorError``."""
        ...

    def send(self, voucher: Voucher) -> Posted:
        """Send it, once. Raises ``DuplicateNumber`` where the system says that it has it, and ``ConnectorError``."""
        ...

    def finish(self, voucher: Voucher, posted: Posted) -> Posted:
        """Carry a voucher that is there as far as the settings want; repeating it does no harm."""
        ...


def post_once(voucher: Voucher, system: Sends) -> Posted:
    """Return the voucher as the system has it, sent at most once in this call. Raises as ``Connector.post``."""
    there = system.found(voucher)
    if there is None:
        try:
            there = system.send(voucher)
        except (TimedOutAfterSend, DuplicateNumber) as error:
            there = _seen(voucher, system, error)
    if there.total_fen != total_of(voucher):
        raise DifferentVoucher(
            system.kind, f"{written(there.total_fen)} ≠ {written(total_of(voucher))}, {there.number}"
        )
    return there if there.final else system.finish(voucher, there)


def _seen(voucher: Voucher, system: Sends, error: ConnectorError) -> Posted:
    try:
        there = system.found(voucher)
    except DuplicateNumber:
        raise
    except ConnectorError:
        raise error from None
    if there is None:
        raise error
    return there


def total_of(voucher: Voucher) -> int:
    """Return the sum of the debits, in fen."""
    return sum(line.debit_fen for line in voucher.lines)


def only(found: Sequence[T], voucher_id: VoucherId, system: ConnectorKind) -> T | None:
    """Return the only one found, None of none. Raises ``DuplicateNumber`` where there are more."""
    if len(found) > 1:
        raise DuplicateNumber(system, f"{voucher_id} × {len(found)}")
    return found[0] if found else None
