"""What a finance system is to whoever posts vouchers: looked up first, posted once, listed for reconciliation.

What goes wrong is raised as one of the errors of ``shared.finance.connectors.errors``: a ``TryAgain`` may pass by
itself, a ``NeedsAttention`` waits for a person. A connector never repeats a sending by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from shared.finance.contracts import Voucher
from shared.kernel.ids import VoucherId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import Period

ConnectorKind = Literal["kingdee_cloud", "kingdee_wise", "yonyou_yonbip", "yonyou_u8", "webhook", "files"]


@dataclass(frozen=True)
class Posted:
    """A voucher as the finance system has it.

    ``number`` is the system's own, ``voucher_id`` ours as it stands there, ``total_fen`` the sum of its debits.
    ``final`` is False where it is there, but not yet as far as the settings want it (saved, not yet audited 审核):
    ``post`` carries it on, and makes no second one. ``link`` leads a person to it, where the system has such addresses.
    """

    number: str
    voucher_id: VoucherId
    total_fen: int
    posted_at: datetime
    link: str | None = None
    final: bool = True


@dataclass(frozen=True)
class Checked:
    """What the test of a connection found. ``problem`` is the code of the error that stood in the way, null if none."""

    ok: bool
    said: LocalizedText
    problem: str | None = None
    remedy: LocalizedText | None = None
    took_ms: int = 0


@dataclass(frozen=True)
class Notice:
    """Another message than a voucher, for whoever takes such: ``type`` as ``payroll.salary_changed``.

    ``notice_id`` stays the same however often it is sent; ``data`` is JSON.
    """

    notice_id: str
    type: str
    at: datetime
    data: Mapping[str, Any]


class Messenger(Protocol):
    """Takes notices: a webhook and files do."""

    def tell(self, notice: Notice) -> None:
        """Hand over a notice; handing it over again does no harm. Raises ``NeedsAttention``, ``TryAgain``."""
        ...


class Connector(Protocol):
    """One finance system of one tenant. Made per message or per job; it is not shared between threads."""

    @property
    def kind(self) -> ConnectorKind: ...

    @property
    def lists(self) -> bool:
        """Whether the system can be asked what it has: ``list_posted`` is of use, and the two sides can be compared."""
        ...

    def find(self, voucher_id: VoucherId) -> Posted | None:
        """Return the voucher that has our number, None where there is none.

        Raises ``DuplicateNumber`` where more than one has it, and the other ``ConnectorError``s.
        """
        ...

    def post(self, voucher: Voucher) -> Posted:
        """Return the voucher as the system has it; post it only where ``find`` finds none.

        After a sending without an answer it is looked up once more; where it is not seen, ``TimedOutAfterSend`` is
        raised, and the next ``post`` looks it up first. ``TryAgain.after`` says how long to wait before that: a slow
        server may still be at work. Two calls for the same voucher must not run at the same time: whoever calls holds
        the voucher's ``posting`` state.

        Raises ``NeedsAttention``, ``TryAgain``.
        """
        ...

    def list_posted(self, period: Period) -> Iterator[Posted]:
        """Yield our vouchers of a period, page by page; those that the system's own users made are left out.

        Raises ``ConnectorError``.
        """
        ...

    def check(self) -> Checked:
        """Log in and read a little; write nothing. Raises no ``ConnectorError``: it is in the answer."""
        ...
