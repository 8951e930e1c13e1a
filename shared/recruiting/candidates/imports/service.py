"""Use cases: upload a table, see what would come of it, let it be entered; save a mapping for the next one."""

from dataclasses import dataclass

from shared.kernel.ids import new_id
from shared.platform.bucket import TenantBucket
from shared.recruiting.candidates import index
from shared.recruiting.candidates.applying import Applying
from shared.recruiting.candidates.contracts import CandidateImportStarted
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.errors import NotUploaded
from shared.recruiting.candidates.imports.error_file import error_file
from shared.recruiting.candidates.imports.errors import (
    NoSuchImport,
    NoSuchMapping,
    NotPreviewed,
    RowsWithErrors,
    UnderWay,
)
from shared.recruiting.candidates.imports.model import FileDraft, ImportJob, ImportOrder, SavedMapping, TableReading
from shared.recruiting.candidates.imports.reading import ReadFile, read_file
from shared.recruiting.candidates.imports.store import ImportStore
from shared.recruiting.candidates.service import CandidateDesk

UPLOAD_SECONDS = 15 * 60


@dataclass(frozen=True)
class ImportDesk:
    """What the use cases work with."""

    desk: CandidateDesk
    imports: ImportStore
    bucket: TenantBucket
    applying: Applying
    suspicions: SuspicionStore

    def found(self, import_id: str) -> ImportJob:
        """Return an import. Raises ``NoSuchImport``."""
        job = self.imports.job(import_id)
        if job is None:
            raise NoSuchImport(import_id)
        return job

    def read(self, job: ImportJob, reading: TableReading) -> ReadFile:
        """Return what the file of a job says. Raises ``NotUploaded``, ``Invalid``."""
        if self.bucket.head(job.key) is None:
            raise NotUploaded
        body = self.bucket.get_bytes(job.key)
        return read_file(body, job.filename, reading, self.desk.region, job.created_at.date())


@dataclass(frozen=True)
class Preview:
    """What would be entered. ``known``: row → the candidates that its phone, mailbox or birth leads to."""

    job: ImportJob
    read: ReadFile
    known: dict[int, tuple[str, ...]]


def begin_import(draft: FileDraft, here: ImportDesk) -> tuple[ImportJob, str]:
    """Return a new import, and where to PUT its file. Raises ``FileTooLarge``, ``UnknownTable``."""
    draft.checked()
    desk = here.desk
    import_id = new_id("cim")
    suffix = draft.filename.rpartition(".")[2].lower()
    job = ImportJob(
        import_id=import_id,
        filename=draft.filename,
        key=f"imports/{here.bucket.tenant_id}/{import_id}/table.{suffix}",
        size_bytes=draft.size_bytes,
        created_by=desk.who.user_id,
        created_at=desk.clock.now(),
    )
    entry = desk.trail.entry(desk.who, "import_candidates", import_id, detail={"change": "file announced"})
    desk.trail.transact([here.imports.put(job, None)], entry)
    url = here.bucket.upload_address(job.key, "application/octet-stream", draft.size_bytes, UPLOAD_SECONDS)
    return job, url


def preview_import(import_id: str, reading: TableReading, here: ImportDesk) -> Preview:
    """Return what would come of the file; nobody is entered, and the same again with another reading is fine.

    Raises:
        NoSuchImport, NotUploaded: there is nothing to look at.
        UnderWay: it has begun.
        Invalid: it is no table, or the reading names a column or field that is not there.
    """
    job = here.found(import_id)
    if job.state not in ("awaiting_file", "previewed"):
        raise UnderWay
    read = here.read(job, reading)
    bad = len(read.bad_rows)
    changed = job.model_copy(
        update={"state": "previewed", "reading": reading, "rows": len(read.rows) + bad, "bad_rows": bad}
    )
    if not here.imports.save(changed, job):
        raise UnderWay
    entries = {number: index.identifying(row.profile) for number, row in read.rows}
    known = here.desk.candidates.finding.known(entry for found in entries.values() for entry in found)
    leads = {
        number: tuple(dict.fromkeys(one for entry in found for one in known.get(entry, ())))
        for number, found in entries.items()
    }
    entry = here.desk.trail.entry(
        here.desk.who, "import_candidates", import_id, detail={"change": "previewed", "rows": changed.rows, "bad": bad}
    )
    here.desk.trail.record(entry)
    return Preview(changed, read, {number: ids for number, ids in leads.items() if ids})


def start_import(import_id: str, order: ImportOrder, here: ImportDesk) -> ImportJob:
    """Let what was previewed be entered: a worker goes through the rows, and the job shows how far it is.

    The same order again changes nothing.

    Raises:
        NotPreviewed: file or mapping are not those of the preview.
        RowsWithErrors: all or nothing was chosen, and there are bad rows.
        NoSuchPosition, PositionClosed: nobody can apply there.
        UnderWay: it was begun by another order.
    """
    job = here.found(import_id)
    if job.state not in ("awaiting_file", "previewed"):
        if job.order == order:
            return job
        raise UnderWay
    if job.state != "previewed":
        raise NotPreviewed
    read = here.read(job, job.reading)
    if read.missing or read.digest != order.digest:
        raise NotPreviewed
    if read.errors and order.choice == "all_or_nothing":
        raise RowsWithErrors(read.errors)
    if order.position_id is not None:
        here.applying.opening(order.position_id)
    started = job.model_copy(update={"state": "running", "order": order, "rows": len(read.rows) + len(read.bad_rows)})
    desk = here.desk
    detail: dict[str, str | int] = {"change": "started", "bad": job.bad_rows, "choice": order.choice}
    told = desk.trail.entry(desk.who, "import_candidates", import_id, detail=detail | {"rows": started.rows})
    desk.trail.record(told)
    if not here.imports.save(started, job, told=[started_event(started, here)]):
        return start_import(import_id, order, here)
    return started


def started_event(job: ImportJob, here: ImportDesk) -> CandidateImportStarted:
    """Return the event that has the worker go on with a job."""
    return CandidateImportStarted(
        event_id=new_id("evt"),
        tenant_id=here.bucket.tenant_id,
        occurred_at=here.desk.clock.now(),
        import_id=job.import_id,
        done=job.done,
    )


def bad_rows(import_id: str, here: ImportDesk) -> bytes:
    """Return the rows that could not be entered, as CSV to correct. Raises ``NoSuchImport``, ``NotPreviewed``."""
    job = here.found(import_id)
    if job.state == "awaiting_file":
        raise NoSuchImport(import_id)
    desk = here.desk
    desk.trail.record(desk.trail.entry(desk.who, "import_candidates", import_id, detail={"read": "bad rows"}))
    return error_file(here.read(job, job.reading))


def save_mapping(name: str, reading: TableReading, here: ImportDesk) -> SavedMapping:
    """Keep how a file was read, under a name."""
    desk = here.desk
    mapping = SavedMapping(
        mapping_id=new_id("map"), name=name, reading=reading, created_by=desk.who.user_id, created_at=desk.clock.now()
    )
    here.imports.add_mapping(mapping)
    return mapping


def mapping_of(mapping_id: str, here: ImportDesk) -> SavedMapping:
    """Return a saved mapping. Raises ``NoSuchMapping``."""
    mapping = here.imports.mapping(mapping_id)
    if mapping is None:
        raise NoSuchMapping(mapping_id)
    return mapping
