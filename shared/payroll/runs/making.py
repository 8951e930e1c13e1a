"""Use cases: a new run, regular or off-cycle; the reversal of one that was approved; giving one up."""

from collections.abc import Sequence

from shared.kernel.errors import Invalid, Unavailable
from shared.kernel.ids import RunId, new_id
from shared.kernel.request import Request
from shared.payroll.contracts import Period
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.documents import ApprovedRun, RunItems, items_key
from shared.payroll.runs.errors import NotTheNewest, PaidAlready, ReversedAlready, RunOpen
from shared.payroll.runs.model import Run, cancelled
from shared.payroll.runs.orders import RunOrder
from shared.platform.etag import expect


def create(order: RunOrder, request: Request | None, desk: RunDesk) -> Run:
    """Make a run, which holds its month until it is approved or cancelled. The same request makes the same run.

    Raises:
        RunOpen: another run of the month is open.
        PaidAlready: the month has a regular run.
        NotTheNewest: a later month of the year was paid already.
        Invalid: an off-cycle run without lines or reason, or a regular one with lines.
    """
    if (made := desk.runs.done(request)) is not None:
        return desk.run(made)
    _must_be_whole(order)
    _must_be_next(order.period, desk.runs.approved())
    run = _new(order.kind, order.period, order.reason, desk)
    if order.lines:
        lines = tuple(sorted(order.lines, key=lambda each: each.employee_id))
        items = desk.bucket.put_document(items_key(desk.tenant_id, run.run_id), RunItems(lines=lines))
        run = run.model_copy(update={"items": items})
    return _created(run, request, desk)


def reverse(run_id: RunId, reason: str, request: Request | None, desk: RunDesk) -> Run:
    """Make the run that takes back another one: every amount with the other sign. The other one never changes.

    Raises ``NoSuchRun``, ``WrongState`` before the approval, ``ReversedAlready``, ``NotTheNewest`` where later runs of
    the year rest on it, ``RunOpen``.
    """
    if (made := desk.runs.done(request)) is not None:
        return desk.run(made)
    original = desk.run(run_id)
    original.must_allow("reverse")
    if original.kind == "reversal":
        raise Invalid(
            "A reversal is not reversed. 红冲批次不能再红冲。", "Make a new run for the month. 请为该月建立新的批次。"
        )
    if original.reversed_by is not None:
        raise ReversedAlready(original.reversed_by)
    _must_be_last(original, desk.runs.approved())
    run = _new("reversal", original.period, reason, desk).model_copy(update={"reverses": run_id})
    return _created(run, request, desk)


def cancel(run_id: RunId, reason: str, versions: frozenset[str] | None, desk: RunDesk) -> Run:
    """Give a run up that was not approved: its month is free. Raises ``RunLocked``, ``WrongState``."""
    before = desk.run(run_id)
    expect(versions, before.revision)
    after = cancelled(before, desk.user, desk.clock.now(), reason)
    entry = desk.entry("prepare_payroll", before, act="cancel")
    if not desk.runs.change(before, after, entry, more=[desk.runs.closed(before)]):
        raise contended()
    return after


def contended() -> Unavailable:
    """Somebody else was quicker."""
    return Unavailable("The run was changed at this moment. 批次刚被修改。", "Read it again. 请重新查看。")


def _new(kind: str, period: Period, reason: str, desk: RunDesk) -> Run:
    return Run.model_validate(
        {
            "run_id": new_id("run"),
            "kind": kind,
            "period": period,
            "reason": reason,
            "created_at": desk.clock.now(),
            "created_by": desk.user,
            "prepared_by": (desk.user,),
        }
    )


def _created(run: Run, request: Request | None, desk: RunDesk) -> Run:
    entry = desk.entry("prepare_payroll", run, act="create", reverses=run.reverses)
    if desk.runs.create(run, entry, request):
        return run
    if (made := desk.runs.done(request)) is not None:
        return desk.run(made)
    month = desk.runs.month(run.period)
    if month.open is not None:
        raise RunOpen(month.open, run.period)
    if month.regular is not None and run.kind == "regular":
        raise PaidAlready(month.regular, run.period)
    raise contended()


def _must_be_whole(order: RunOrder) -> None:
    if order.kind == "regular":
        if order.lines:
            raise Invalid(
                "A regular run takes what it pays from the month's inputs. 月度批次的变动项取自当月录入。",
                "Enter them as inputs, or make an off-cycle run. 请录入当月变动项，或建立补发批次。",
            )
        return
    if not order.lines or not order.reason.strip():
        raise Invalid(
            "An off-cycle run says whom it pays what, and why. 补发批次须写明人员、项目与原因。",
            "Give lines and a reason. 请填写明细与原因。",
        )
    ids = [each.employee_id for each in order.lines]
    if len(set(ids)) < len(ids):
        raise Invalid("An employee stands twice. 员工重复。", "Put all items of one into one line. 请合并到同一行。")


def _must_be_next(period: Period, approved: Sequence[ApprovedRun]) -> None:
    later = [each for each in approved if each.period > period and each.period[:4] == period[:4]]
    if later:
        raise NotTheNewest(later[-1].run_id)


def _must_be_last(original: Run, approved: Sequence[ApprovedRun]) -> None:
    place = original.sequence or 0
    later = [each for each in approved if each.sequence > place and each.period[:4] == original.period[:4]]
    if later:
        raise NotTheNewest(later[-1].run_id)
