"""The first state of a calculation: who is in the run, in batches; who is left out, and why."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId, RunId
from shared.kernel.localized import LocalizedText
from shared.payroll.contracts import RunIndex
from shared.payroll.files.model import days_of
from shared.payroll.files.store import FileLine
from shared.payroll.runs.desk import RunDesk
from shared.payroll.runs.documents import (
    ApprovedRun,
    Batch,
    BatchRef,
    ItemLine,
    LeftOut,
    Manifest,
    RunItems,
    folder,
    parted,
)
from shared.payroll.runs.history import looked_back_to
from shared.payroll.runs.model import Ground, Run
from shared.payroll.runs.store import Exclusion

A_BATCH = 100
"""Employees that one call reckons: some seconds."""
MOST_BATCHES = 400
"""References that fit into the payload of a state machine (256 KiB) with room to spare; larger companies have larger
batches."""
TOLD_OF_LEAVERS = timedelta(days=92)
"""How long after their last day leavers are named among those left out: an exit may have been told late."""


class Listed(Frozen):
    """What the state machine goes on with: no batches where the calculation is not the run's any more."""

    run_id: RunId
    calculation: int
    batches: tuple[BatchRef, ...] = ()


def list_run(run_id: RunId, calculation: int, desk: RunDesk) -> Listed:
    """Write down who is reckoned, once for each calculation: whoever lists again gets the same batches.

    Raises ``NoSuchRun``, ``Unavailable``.
    """
    run = desk.run(run_id)
    if run.state != "calculating" or run.calculation != calculation:
        return Listed(run_id=run_id, calculation=calculation)
    if run.ground is None:
        run = _ground(run, desk)
    if run.ground is None:
        return Listed(run_id=run_id, calculation=calculation)
    manifest = desk.bucket.get_document(run.ground.manifest, Manifest)
    return Listed(run_id=run_id, calculation=calculation, batches=manifest.batches)


def _ground(run: Run, desk: RunDesk) -> Run:
    """Fix what the calculation rests on. Counters are read first: what changes meanwhile shows at the approval."""
    listed_at = desk.clock.now()
    sequence, inputs = desk.runs.sequence(), desk.runs.month(run.period).inputs
    version = desk.settings.current().version
    employees, left_out = _who(run, desk)
    items = _items(run, desk)
    size = max(A_BATCH, -(-len(employees) // MOST_BATCHES))
    refs = []
    approved = _looked_back_at(run, desk)
    for number, part in enumerate(parted(employees, size), start=1):
        batch = Batch(
            tenant_id=desk.tenant_id,
            run_id=run.run_id,
            calculation=run.calculation,
            number=number,
            kind=run.kind,
            period=run.period,
            reverses=run.reverses,
            created_at=run.created_at,
            settings_version=version,
            employees=part,
            items=tuple(each for each in items if each.employee_id in part),
            approved=approved,
        )
        refs.append(_kept(batch, desk))
    manifest = Manifest(batches=tuple(refs), left_out=tuple(left_out))
    ground = Ground(
        manifest=_named(manifest, run, desk),
        sequence=sequence,
        inputs=inputs,
        settings_version=version,
        employees=len(employees),
        batches=len(refs),
        listed_at=listed_at,
    )
    after = run.model_copy(update={"ground": ground, "revision": run.revision + 1})
    if desk.runs.change(run, after, None):
        return after
    return desk.run(run.run_id)  # another execution of the same calculation was quicker


def _who(run: Run, desk: RunDesk) -> tuple[list[EmployeeId], list[LeftOut]]:
    excluded = desk.runs.exclusions(run.run_id)
    if run.kind == "reversal" and run.reverses is not None:
        original = desk.run(run.reverses)
        if original.index is None:
            raise ValueError("an approved run has an index")
        slips = desk.bucket.get_document(original.index, RunIndex).slips
        return [each.employee_id for each in slips], []
    if run.kind == "off_cycle":
        paid = [each.employee_id for each in _items(run, desk)]
        return sorted(set(paid) - set(excluded)), [_excluded(each) for each in excluded.values()]
    return _of_month(run, list(desk.files.every_line()), list(excluded.values()))


def _of_month(
    run: Run, lines: Sequence[FileLine], excluded: Sequence[Exclusion]
) -> tuple[list[EmployeeId], list[LeftOut]]:
    first, last = days_of(run.period)
    without = {each.employee_id for each in excluded}
    employees, left_out = [], [_excluded(each) for each in excluded]
    for line in lines:
        if line.employee_id in without:
            continue
        if line.last_day is not None and line.last_day < first:
            left_out += [_gone(line, line.last_day)] if first - line.last_day <= TOLD_OF_LEAVERS else []
        elif line.start_date > last:
            left_out.append(_hired_later(line))
        else:
            employees.append(line.employee_id)
    return sorted(employees), left_out


def _hired_later(line: FileLine) -> LeftOut:
    day = line.start_date.isoformat()
    words = LocalizedText(zh=f"{day} 才入职。", en=f"The employment begins only on {day}.")
    return LeftOut(employee_id=line.employee_id, code="hired_later", words=words)


def _gone(line: FileLine, last_day: date) -> LeftOut:
    words = LocalizedText(zh=f"{last_day} 已离职。", en=f"The employment ended on {last_day}.")
    return LeftOut(employee_id=line.employee_id, code="left_before", words=words)


def _excluded(exclusion: Exclusion) -> LeftOut:
    words = LocalizedText(zh=f"已排除：{exclusion.reason}", en=f"Excluded: {exclusion.reason}")
    return LeftOut(employee_id=exclusion.employee_id, code="excluded", words=words)


def _items(run: Run, desk: RunDesk) -> tuple[ItemLine, ...]:
    return desk.bucket.get_document(run.items, RunItems).lines if run.items is not None else ()


def _looked_back_at(run: Run, desk: RunDesk) -> tuple[ApprovedRun, ...]:
    since = looked_back_to(run.period)
    return tuple(each for each in desk.runs.approved() if each.period >= since)


def _kept(batch: Batch, desk: RunDesk) -> BatchRef:
    """Batches are named by their content: who lists at the same time overwrites nobody's."""
    document = _by_content(batch.model_dump_json().encode(), f"{_place(batch)}/batches/{batch.number:05d}", desk)
    return BatchRef(
        tenant_id=batch.tenant_id,
        run_id=batch.run_id,
        calculation=batch.calculation,
        number=batch.number,
        batch=document,
    )


def _named(manifest: Manifest, run: Run, desk: RunDesk) -> DocumentRef:
    place = folder(desk.tenant_id, run.run_id, run.calculation)
    return _by_content(manifest.model_dump_json().encode(), f"{place}/manifest", desk)


def _by_content(body: bytes, name: str, desk: RunDesk) -> DocumentRef:
    digest = hashlib.sha256(body).hexdigest()
    return desk.bucket.put_bytes(f"{name}-{digest[:16]}.json", body, "application/json")


def _place(batch: Batch) -> str:
    return folder(batch.tenant_id, batch.run_id, batch.calculation)
