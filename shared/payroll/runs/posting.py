"""Use case: what finance tells of vouchers that book a run. When all are in the books, the run is posted."""

from collections.abc import Sequence

from shared.kernel.ids import RunId, VoucherId
from shared.payroll.runs import model
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.model import Run
from shared.payroll.runs.store import RunVoucher

BOOKS = "payroll/"
"""What ``books`` of a voucher begins with where it books a run; the run's id follows."""
ATTEMPTS = 5


def run_of(books: str) -> RunId | None:
    """Return the run that a voucher books, None where it books something else."""
    return RunId(books.removeprefix(BOOKS).partition("/")[0]) if books.startswith(BOOKS) else None


def voucher_told(run_id: RunId, voucher_id: VoucherId, kind: str, desk: RunDesk, *, posted: bool) -> bool:
    """Note that a voucher is due or posted, in whatever order; return whether the run became posted by it.

    Raises ``NoSuchRun``, ``Unavailable``.
    """
    desk.run(run_id)
    known = desk.runs.note_voucher(run_id, RunVoucher(voucher_id=voucher_id, kind=kind, due=not posted, posted=posted))
    return _post(run_id, known, desk)


def look_again(run_id: RunId, desk: RunDesk) -> bool:
    """After a run was paid: its vouchers may have been posted already. Returns whether it became posted."""
    return _post(run_id, desk.runs.vouchers(run_id), desk)


def _post(run_id: RunId, known: Sequence[RunVoucher], desk: RunDesk) -> bool:
    for _attempt in range(ATTEMPTS):
        run = desk.run(run_id)
        if run.state != "paid" or not complete(run, known):
            return False
        if desk.runs.change(run, model.posted(run, desk.user, desk.clock.now()), None):
            return True
    return False


def complete(run: Run, known: Sequence[RunVoucher]) -> bool:
    """Return whether every voucher that a run needs was posted, and none that is due is missing.

    A run needs its accrual, the employer's share where there is one, and its payment; a reversal needs one of whatever
    kind. Remittance to the authorities comes later and holds nothing up.
    """
    waited = [each for each in known if each.kind != "remittance"]
    if any(each.due and not each.posted for each in waited):
        return False
    posted = {each.kind for each in waited if each.posted}
    if run.kind == "reversal":
        return bool(posted)
    needed = {"accrual", "payment"}
    if run.totals is not None and run.totals.employer_fen:
        needed.add("employer_share")
    if run.totals is not None and not run.totals.net_fen:
        needed.discard("payment")
    return needed <= posted
