"""Use cases of ledgers: an approved requisition begins one; a requisition is what a position says it is."""

from datetime import datetime

from shared.kernel.errors import Unavailable
from shared.kernel.ids import RequisitionId
from shared.kernel.money import Currency
from shared.offer.budget.errors import NoLedger, NoRequisition, NotItsRequisition
from shared.offer.budget.model import Ledger
from shared.offer.budget.store import LedgerStore
from shared.offer.ports import Opening
from shared.platform.audit import AuditTrail

ATTEMPTS = 8
BY = "system:offer_on_requisition"


def requisition_approved(
    requisition_id: RequisitionId,
    department: str,
    headcount: int,
    budget_fen: int,
    currency: Currency,
    at: datetime,
    ledgers: LedgerStore,
    trail: AuditTrail,
) -> bool:
    """Begin a ledger, or give it the budget and headcount of a newer approval; False where that is known already."""
    told = {"budget_fen": budget_fen, "headcount": headcount}
    entry = trail.entry(BY, "manage_offer", requisition_id, detail=told)
    for _attempt in range(ATTEMPTS):
        before = ledgers.ledger(requisition_id)
        if before is None:
            begun = Ledger(
                requisition_id=requisition_id,
                department=department,
                currency=currency,
                budget_fen=budget_fen,
                headcount=headcount,
                approved_at=at,
            )
            if ledgers.begin(begun, entry):
                return True
            continue
        if before.approved_at >= at:
            return False
        if ledgers.renew(before, before.approved_anew(budget_fen, headcount, at), entry):
            return True
    raise Unavailable("Others change this ledger at this moment.", "Try again. 请稍后重试。")


def requisition_of(
    opening: Opening, named: RequisitionId | None, *, without: bool, ledgers: LedgerStore
) -> RequisitionId | None:
    """Return which requisition pays for an offer of a position; None only where the policy allows (``without``).

    Raises ``NotItsRequisition``, ``NoRequisition``, ``NoLedger``.
    """
    wanted = opening.requisition_id or named
    if wanted is None:
        if without:
            return None
        raise NoRequisition
    if named is not None and named != wanted:
        raise NotItsRequisition(wanted)
    ledger = ledgers.ledger(wanted)
    if ledger is None:
        raise NoLedger(wanted)
    if opening.department and ledger.department != opening.department:
        raise NotItsRequisition(f"one of {opening.department}")
    return wanted
