"""The worker's use case: enter the rows of an import, some at a time, until all are done or the time is over.

Each row is entered in one transaction with a digest of itself, so that a row is entered once whatever happens: two
workers at once, a fault between two rows, the same file uploaded again.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from shared.kernel.ids import CandidateId, new_id
from shared.platform.table import ConditionFailed
from shared.platform.writes import Write
from shared.recruiting.applications.errors import AlreadyApplied
from shared.recruiting.candidates import index
from shared.recruiting.candidates.applying import Opening
from shared.recruiting.candidates.duplicates.service import look_for_duplicates
from shared.recruiting.candidates.imports.fields import ImportedRow
from shared.recruiting.candidates.imports.model import ImportJob, SkippedRow
from shared.recruiting.candidates.imports.service import ImportDesk, started_event
from shared.recruiting.candidates.model import CandidateRecord
from shared.recruiting.candidates.notes import NoteDraft, note_of
from shared.recruiting.positions.errors import PositionClosed

CHUNK = 25
"""Rows between two notes of how far it is."""
Numbered = tuple[int, ImportedRow]


@dataclass(frozen=True)
class Came:
    """What came of a row."""

    what: Literal["created", "known"]
    applied: bool = False
    refused: bool = False
    suspected: bool = False
    skipped: SkippedRow | None = None


def carry_on(import_id: str, here: ImportDesk, time_left: Callable[[], bool], at_once: int) -> ImportJob:
    """Enter rows until all are done, or ``time_left`` says no: then the event is said again, and a worker goes on.

    ``at_once``: how many rows are entered at the same time. A job that is done, or that another worker is at, stays.
    """
    job = here.found(import_id)
    if job.state != "running" or job.order is None:
        return job
    read = here.read(job, job.reading)
    if read.digest != job.order.digest:
        here.imports.save(job.model_copy(update={"state": "stopped", "finished_at": here.desk.clock.now()}), job)
        return here.found(import_id)
    rows = read.rows
    opening = here.applying.opening(job.order.position_id) if job.order.position_id else None
    begun_at = job.done
    while job.done < len(rows):
        if job.done > begun_at and not time_left():  # some rows a turn, whatever the time: so that it ends
            here.imports.save(job, job, told=[started_event(job, here)])
            return job
        chunk = rows[job.done : job.done + CHUNK]
        again = [numbered for numbered in chunk if numbered[0] in read.twice]
        first = [numbered for numbered in chunk if numbered[0] not in read.twice]
        came = _entered(first, job, opening, here, at_once, again=False)
        for numbered in again:  # one after the other, when the earlier row of the same person is there
            came += _entered([numbered], job, opening, here, 1, again=True)
        following = _counted(job, came, len(chunk))
        skipped = [here.imports.skipped(import_id, one.skipped) for one in came if one.skipped]
        if not here.imports.save(following, job, skipped):
            return here.found(import_id)  # another worker is at it
        job = following
    finished = job.model_copy(update={"state": "done", "finished_at": here.desk.clock.now()})
    here.imports.save(finished, job)
    return here.found(import_id)


def _entered(
    chunk: Sequence[Numbered], job: ImportJob, opening: Opening | None, here: ImportDesk, at_once: int, *, again: bool
) -> list[Came]:
    """Enter some rows. ``again``: rows of people who stand further up in the file."""
    entries = {number: index.identifying(row.profile) for number, row in chunk}
    known = here.desk.candidates.finding.known(entry for found in entries.values() for entry in found)

    def enter(numbered: Numbered) -> Came:
        number, row = numbered
        leads = tuple(dict.fromkeys(one for entry in entries[number] for one in known.get(entry, ())))
        return _enter(number, row, leads, job, opening, here, again=again)

    if at_once == 1:
        return [enter(numbered) for numbered in chunk]
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(enter, chunk))


def _enter(
    number: int,
    row: ImportedRow,
    leads: tuple[CandidateId, ...],
    job: ImportJob,
    opening: Opening | None,
    here: ImportDesk,
    *,
    again: bool,
) -> Came:
    if before := here.imports.entered_before(row):
        own = before[0] == job.import_id and not again
        return _known(number, row, (before[1],), job, opening, here, own=own)
    if leads and job.order is not None and job.order.on_known == "skip":
        return _known(number, row, leads, job, opening, here, own=False)
    return _create(number, row, job, opening, here)


def _create(number: int, row: ImportedRow, job: ImportJob, opening: Opening | None, here: ImportDesk) -> Came:
    desk, now = here.desk, here.desk.clock.now()
    candidate_id = CandidateId(new_id("cnd"))
    record = CandidateRecord(candidate_id=candidate_id, profile=row.profile, created_at=now, created_by=job.created_by)
    more: list[Write] = [
        here.imports.entered(job.import_id, row, candidate_id, int(now.timestamp())),
        desk.timeline.put(candidate_id, desk.line("imported", job.import_id, row=number)),
    ]
    if row.note:
        more.append(desk.notes.put(candidate_id, note_of(NoteDraft(text=row.note), job.created_by, now)))
    own, application = len(more), None
    if opening is not None:
        application, applying = opening.writes(candidate_id, "imported", job.created_by, now, new=True)
        more += applying
    entry = desk.entry("import_candidates", candidate_id, change="imported", batch=job.import_id)
    try:
        desk.candidates.add(record, entry, None, more)
    except ConditionFailed as error:
        if before := here.imports.entered_before(row):
            return _known(number, row, (before[1],), job, opening, here, own=before[0] == job.import_id)
        failed = [place - own for place in error.failed if place >= own]
        if opening is None or application is None:
            raise
        if not isinstance(opening.refusal(application, failed), PositionClosed):
            raise
        came = _create(number, row, job, None, here)  # the position closed while people were entered
        return Came(came.what, refused=True, suspected=came.suspected, skipped=came.skipped)
    suspected = look_for_duplicates(desk.found(candidate_id), desk.candidates, here.suspicions, desk)
    return Came("created", applied=opening is not None, suspected=bool(suspected))


def _known(
    number: int,
    row: ImportedRow,
    leads: tuple[CandidateId, ...],
    job: ImportJob,
    opening: Opening | None,
    here: ImportDesk,
    *,
    own: bool,
) -> Came:
    """Leave out somebody who is known; they still apply where it is clear who they are.

    ``own``: this import entered the row itself, before it was interrupted, so it counts as created.
    """
    if own:
        return Came("created", applied=opening is not None)
    skipped = SkippedRow(row=number, candidate_ids=leads)
    standing = here.desk.candidates.many(leads[:10])
    if opening is None or len(standing) != 1:
        return Came("known", skipped=skipped)
    try:
        opening.apply(standing[0].candidate_id, "imported", job.created_by, here.desk.clock.now())
    except AlreadyApplied:
        return Came("known", skipped=skipped)
    except PositionClosed:
        return Came("known", refused=True, skipped=skipped)
    return Came("known", applied=True, skipped=skipped)


def _counted(job: ImportJob, came: Sequence[Came], rows: int) -> ImportJob:
    return job.model_copy(
        update={
            "done": job.done + rows,
            "created": job.created + sum(one.what == "created" for one in came),
            "known": job.known + sum(one.what == "known" for one in came),
            "applied": job.applied + sum(one.applied for one in came),
            "refused": job.refused + sum(one.refused for one in came),
            "suspected": job.suspected + sum(one.suspected for one in came),
        }
    )
