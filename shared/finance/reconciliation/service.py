"""Use case: compare what we know as posted with what the finance systems list (对账), by period."""

from dataclasses import dataclass

from shared.finance.connectors.errors import ConnectorError
from shared.finance.connectors.port import Connector
from shared.finance.reconciliation.model import Entry, Found, Reconciliation, compare
from shared.finance.reconciliation.store import ReconciliationStore
from shared.finance.vouchers.desk import Connectors
from shared.finance.vouchers.store import VoucherStore
from shared.kernel.clock import Clock
from shared.payroll.contracts import Period
from shared.platform.audit import AuditTrail, Plain
from shared.platform.identity import Caller

SYSTEM = "system:reconcile"


@dataclass(frozen=True)
class ReconciliationDesk:
    """What the comparison works with."""

    reconciliations: ReconciliationStore
    vouchers: VoucherStore
    connectors: Connectors
    trail: AuditTrail
    clock: Clock


def reconcile(connector: str, period: Period, desk: ReconciliationDesk, by: Caller | str = SYSTEM) -> Reconciliation:
    """Compare one connector's vouchers of a period, and keep what differs.

    A system that does not answer, or cannot be asked, is a comparison with a ``problem``. Raises ``NoSuchConnection``,
    ``Unavailable``.
    """
    found = _compared(connector, period, desk)
    detail: dict[str, Plain] = {"connector": connector, "differences": len(found.differences), "problem": found.problem}
    entry = desk.trail.entry(by, "read_finance", f"reconciliation/{period}", detail=detail)
    desk.reconciliations.keep(found, entry)
    return found


def _compared(connector: str, period: Period, desk: ReconciliationDesk) -> Reconciliation:
    now = desk.clock.now()
    try:
        system: Connector = desk.connectors.open(connector)
        if not system.lists:
            return Reconciliation(connector=connector, period=period, at=now, problem="cannot_be_asked")
        # Ours after theirs: what is posted in between is on both sides, or on ours alone for one night at most.
        theirs = [
            Entry(voucher_id=posted.voucher_id, total_fen=posted.total_fen, number=posted.number)
            for posted in system.list_posted(period)
        ]
    except ConnectorError as error:
        return Reconciliation(connector=connector, period=period, at=now, problem=error.code)
    ours = desk.vouchers.posted(connector, period)
    differences = tuple(each for each in compare(ours, theirs) if not _in_hand(each, connector, desk))
    at_fault = {each.voucher_id for each in differences}
    return Reconciliation(
        connector=connector,
        period=period,
        at=now,
        ours=len(ours),
        theirs=len(theirs),
        settled=len(set(ours) - at_fault),
        differences=differences,
    )


def _in_hand(found: Found, connector: str, desk: ReconciliationDesk) -> bool:
    """What is there while we are still posting it is no difference: its next attempt finds it."""
    record = desk.vouchers.record(found.voucher_id) if found.kind == "missing_here" else None
    posting = record.postings.get(connector) if record else None
    return posting is not None and (posting.state == "posting" or posting.unclear)
