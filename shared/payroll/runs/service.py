"""Use cases: calculate, exclude, review, approve, pay. Each step is one transaction with its audit entry and event."""

from collections.abc import Sequence
from datetime import date, timedelta

from shared.kernel.errors import PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.ids import EmployeeId, RunId, new_id
from shared.payroll.contracts import PayrollRunApproved, PayrollRunPaid
from shared.payroll.files.model import days_of
from shared.payroll.runs import model
from shared.payroll.runs.contracts import RunCalculationDue
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.errors import FaultsStand, NobodyPaid, NotInRun, OlderGround, RunOpen
from shared.payroll.runs.making import contended
from shared.payroll.runs.model import Ground, Run, Totals
from shared.payroll.runs.posting import look_again
from shared.payroll.runs.store import Exclusion
from shared.platform.audit import AuditEntry
from shared.platform.etag import expect
from shared.platform.writes import Write

STUCK = timedelta(minutes=30)
"""A calculation of which nothing was heard for so long may be started again."""
NAMED = 20
"""Employees who are named in a refusal."""

Versions = frozenset[str] | None


def calculate(run_id: RunId, versions: Versions, desk: RunDesk) -> Run:
    """Ask for a calculation; the state machine starts with the event. One that was cut short goes on where it stopped.

    Raises ``NoSuchRun``, ``RunLocked``, ``WrongState``, ``PreconditionFailed``.
    """
    before = desk.run(run_id)
    expect(versions, before.revision)
    now = desk.clock.now()
    since = before.calculating_since
    if before.state == "calculating" and since is not None and now - since >= STUCK:
        before_failed = model.failed(before, "system:payroll", now, "nothing_heard")
        after = model.calculating(before_failed, desk.user, now)
    else:
        after = model.calculating(before, desk.user, now)
    event = RunCalculationDue(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=now,
        run_id=run_id,
        calculation=after.calculation,
    )
    entry = desk.entry("prepare_payroll", after, act="calculate", calculation=after.calculation)
    return _changed(before, after, desk, entry, [event], [desk.runs.busy(before)])


def exclude(run_id: RunId, employee_id: EmployeeId, reason: str, versions: Versions, desk: RunDesk) -> Run:
    """Take somebody out of the run by name. One who has a slip makes a new calculation necessary.

    Raises ``RunLocked``, ``WrongState``, ``NotInRun``, ``PreconditionFailed``.
    """
    before = desk.run(run_id)
    expect(versions, before.revision)
    now = desk.clock.now()
    fault = desk.runs.fault(run_id, employee_id)
    if fault is None and desk.files.file(employee_id) is None:
        raise NotInRun(employee_id)
    reckoned = before.calculation > 0 and desk.runs.slip(before, employee_id) is not None
    after = model.excluded(before, desk.user, reckoned=reckoned)
    exclusion = Exclusion(employee_id=employee_id, reason=reason, by=desk.user, at=now)
    entry = desk.entry("prepare_payroll", before, act="exclude", employee_id=employee_id)
    return _changed(before, after, desk, entry, more=[desk.runs.exclusion_put(run_id, exclusion)])


def include(run_id: RunId, employee_id: EmployeeId, versions: Versions, desk: RunDesk) -> Run:
    """Take somebody in again who was excluded; the run is calculated anew. Raises as ``exclude``."""
    before = desk.run(run_id)
    expect(versions, before.revision)
    if employee_id not in desk.runs.exclusions(run_id):
        raise NotInRun(employee_id)
    after = model.excluded(before, desk.user, reckoned=True)
    entry = desk.entry("prepare_payroll", before, act="include", employee_id=employee_id)
    return _changed(before, after, desk, entry, more=[desk.runs.exclusion_delete(run_id, employee_id)])


def review(run_id: RunId, note: str, versions: Versions, desk: RunDesk) -> Run:
    """Say that the variance was looked through. Raises ``RunLocked``, ``WrongState``, ``NobodyPaid``."""
    before = desk.run(run_id)
    expect(versions, before.revision)
    after = model.reviewed(before, desk.user, desk.clock.now(), note)
    if not _totals(before).employees:
        raise NobodyPaid
    entry = desk.entry("prepare_payroll", before, act="review", flagged=before.flagged)
    return _changed(before, after, desk, entry)


def approve(run_id: RunId, note: str, versions: Versions, desk: RunDesk) -> Run:
    """Approve a run: from now on it never changes, and finance is told.

    Raises:
        ApproverIsPreparer: the caller prepared it.
        FaultsStand: employees could not be reckoned, and nobody excluded them.
        OlderGround: something that it rests on changed after the calculation.
        RunLocked, WrongState, PreconditionFailed, NoSuchRun.
    """
    before = desk.run(run_id)
    expect(versions, before.revision)
    now, ground = desk.clock.now(), before.ground
    before.must_allow("approve")
    before.must_not_be_prepared_by(desk.user)
    if ground is None or before.index is None:
        raise OlderGround("The calculation", "批次")
    if standing := desk.runs.standing(run_id):
        raise FaultsStand(len(standing), standing[:NAMED])
    _must_be_same_ground(before, ground, desk)
    _must_have_no_open_month_before(before, desk)
    after = model.approved(before, desk.user, now, ground.sequence + 1, note)
    reversed_run = desk.run(before.reverses) if before.reverses else None
    writes = desk.runs.approval_writes(after, reversed_run)
    entry = desk.entry("approve_payroll", before, net_fen=_totals(before).net_fen, employees=_totals(before).employees)
    if not desk.runs.change(before, after, entry, [_approved_event(after, desk)], writes):
        _must_be_same_ground(before, ground, desk)
        raise contended()
    return after


def pay(run_id: RunId, paid_on: date, versions: Versions, desk: RunDesk) -> Run:
    """Say that the bank was told to pay; finance books the payment. Raises ``WrongState``, ``PreconditionFailed``."""
    before = desk.run(run_id)
    expect(versions, before.revision)
    now = desk.clock.now()
    after = model.paid(before, desk.user, now, paid_on)
    if after.index is None:
        raise ValueError("an approved run has an index")
    event = PayrollRunPaid(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=now,
        run_id=run_id,
        period=after.period,
        kind=after.kind,
        paid_on=paid_on,
        net_fen=_totals(after).net_fen,
        currency=_totals(after).currency,
        paid_by=desk.user,
        index=after.index,
    )
    entry = desk.entry("pay_payroll", before, net_fen=_totals(after).net_fen, paid_on=paid_on.isoformat())
    _changed(before, after, desk, entry, [event])
    look_again(run_id, desk)
    return desk.run(run_id)


def _changed(
    before: Run,
    after: Run,
    desk: RunDesk,
    entry: AuditEntry,
    events: Sequence[Event] = (),
    more: Sequence[Write] = (),
) -> Run:
    if not desk.runs.change(before, after, entry, events, more):
        raise PreconditionFailed
    return after


def _totals(run: Run) -> Totals:
    return run.totals or Totals()


def _must_be_same_ground(run: Run, ground: Ground, desk: RunDesk) -> None:
    """What the transaction's conditions cannot see is looked at before; what they refused is named after."""
    if desk.runs.sequence() != ground.sequence:
        raise OlderGround("The approved runs", "其他批次")
    if run.kind == "regular" and desk.runs.month(run.period).inputs != ground.inputs:
        raise OlderGround("The month's inputs", "当月录入数据")
    if run.kind == "reversal":
        return
    if desk.settings.current().version != ground.settings_version:
        raise OlderGround("The payroll settings", "薪资设置")
    changed = desk.files.changed_since(ground.listed_at, days_of(run.period)[1])
    if changed is not None:
        raise OlderGround(f"The file of {changed}", f"员工 {changed} 的薪资档案")


def _must_have_no_open_month_before(run: Run, desk: RunDesk) -> None:
    """The tax of a year is reckoned month upon month: the one before would not be reckoned any more after this."""
    year, month = int(run.period[:4]), int(run.period[5:])
    if run.kind == "reversal" or month == 1:
        return
    before = f"{year:04d}-{month - 1:02d}"
    if (open_run := desk.runs.month(before).open) is not None:
        raise RunOpen(open_run, before)


def _approved_event(run: Run, desk: RunDesk) -> PayrollRunApproved:
    if run.index is None or run.approved_at is None or run.approved_by is None:
        raise ValueError("an approved run has an index and an approver")
    totals = _totals(run)
    return PayrollRunApproved(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=run.approved_at,
        run_id=run.run_id,
        period=run.period,
        kind=run.kind,
        reverses=run.reverses,
        employees=totals.employees,
        gross_fen=totals.gross_fen,
        net_fen=totals.net_fen,
        employer_fen=totals.employer_fen,
        currency=totals.currency,
        prepared_by=run.prepared_by[0],
        approved_by=run.approved_by,
        index=run.index,
    )
