"""The last state of a calculation: totals, index, who was left out. And what happens where one was cut short."""

from shared.kernel.frozen import Frozen
from shared.kernel.ids import RunId
from shared.payroll.contracts import RunIndex, SlipEntry, index_key
from shared.payroll.runs import model
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.documents import BatchResult, Fault, LeftOut, Manifest, result_key
from shared.payroll.runs.making import contended
from shared.payroll.runs.model import Ground, Run, Totals
from shared.payroll.runs.sums import together


class Collected(Frozen):
    """How a calculation ended. ``outcome`` ``ignored``: it is not the run's any more."""

    run_id: RunId
    outcome: str
    employees: int = 0
    faults: int = 0
    flagged: int = 0


def collect(run_id: RunId, calculation: int, desk: RunDesk) -> Collected:
    """Write the index, note totals and faults, and let the run be looked at. Again changes nothing.

    Raises ``NotFound`` where a batch has no result yet, ``Unavailable``.
    """
    run = desk.run(run_id)
    if run.state != "calculating" or run.calculation != calculation or run.ground is None:
        return Collected(run_id=run_id, outcome="ignored")
    results, left_out = _results(run.ground, desk)
    faults = [each for result in results for each in result.faults]
    left_out += [each for result in results for each in result.left_out]
    desk.runs.drop_stale_slips(run)
    desk.runs.note_aside(run, faults, left_out)
    after = _finished(run, results, faults, left_out, desk)
    if not desk.runs.change(run, after, None, more=[desk.runs.rested(run)]):
        raise contended()
    return Collected(
        run_id=run_id,
        outcome="calculated",
        employees=after.totals.employees if after.totals else 0,
        faults=after.faults,
        flagged=after.flagged,
    )


def cut_short(run_id: RunId, calculation: int, why: str, desk: RunDesk) -> Collected:
    """Note that a calculation was cut short; it may be asked for again, and goes on where it stopped."""
    run = desk.run(run_id)
    if run.state != "calculating" or run.calculation != calculation:
        return Collected(run_id=run_id, outcome="ignored")
    after = model.failed(run, desk.user, desk.clock.now(), why)
    if not desk.runs.change(run, after, None, more=[desk.runs.rested(run)]):
        raise contended()
    return Collected(run_id=run_id, outcome="failed")


def _results(ground: Ground, desk: RunDesk) -> tuple[list[BatchResult], list[LeftOut]]:
    manifest = desk.bucket.get_document(ground.manifest, Manifest)
    results = [desk.bucket.get_document(result_key(ref), BatchResult) for ref in manifest.batches]
    return results, list(manifest.left_out)


def _finished(run: Run, results: list[BatchResult], faults: list[Fault], left_out: list[LeftOut], desk: RunDesk) -> Run:
    slips: list[SlipEntry] = sorted(
        (entry for result in results for entry in result.slips), key=lambda each: each.employee_id
    )
    totals = Totals()
    for result in results:
        totals = together(totals, result.totals)
    index = RunIndex(
        tenant_id=desk.tenant_id,
        run_id=run.run_id,
        period=run.period,
        kind=run.kind,
        reverses=run.reverses,
        slips=tuple(slips),
    )
    run.must_allow("finish")
    return run.done(
        "finish",
        desk.user,
        desk.clock.now(),
        state="calculated",
        calculating_since=None,
        totals=totals,
        index=desk.bucket.put_document(index_key(desk.tenant_id, run.run_id), index),
        faults=len(faults),
        left_out=len(left_out),
        flagged=sum(result.flagged for result in results),
    )
