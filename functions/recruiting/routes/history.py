"""Hiring history: preview a table, import what was previewed, list and delete imports, forget a person."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.desk import platform
from shared.assessment.rubrics.catalogue import load
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.authorization import authorize
from shared.platform.http import idempotency_key, routes, staff
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.platform.tabular.mapping import MappedColumn
from shared.platform.tabular.model import RowError
from shared.platform.tabular.uploaded import UploadedTable
from shared.recruiting.requirements import history_service as service
from shared.recruiting.requirements.history import HistoryImport, HistoryRecord
from shared.recruiting.requirements.history_fields import fields_of
from shared.recruiting.requirements.history_reading import HistoryReading
from shared.recruiting.requirements.history_store import HistoryStore

router = routes()
HISTORY = "/v1/recruiting/history"
SAMPLE = 5

Person = Annotated[str, Path(min_length=1, max_length=60)]


class HistoryFile(UploadedTable):
    """A table of hiring history.

    ``performance_grades``: ratings from worst to best, where they are no numbers. ``as_of``: up to which day outcomes
    are known, where no column says it; left out, today.
    """

    performance_grades: tuple[Annotated[str, Field(min_length=1, max_length=40)], ...] = Field(
        default=(), max_length=12
    )
    as_of: date | None = None

    def reading(self, today: date) -> HistoryReading:
        """Return how to read it."""
        return HistoryReading(
            columns=self.columns,
            sheet=self.sheet,
            encoding=self.encoding,
            header_row=self.header_row,
            performance_grades=self.performance_grades,
            as_of=self.as_of or today,
        )


class PreviewedFile(HistoryFile):
    """The same file and mapping again, with the digest of their preview."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class HistoryField(BaseModel):
    """Something that a column can mean."""

    name: str
    title: LocalizedText
    required: bool


class HistoryPreview(BaseModel):
    """What would be imported. ``digest`` is null while rows have errors, or a required column is missing.

    ``errors`` holds the first 500 of ``errors_total``. ``as_of`` is the day that the import would have.
    """

    digest: str | None
    columns: tuple[MappedColumn, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    fields: tuple[HistoryField, ...]
    notes: tuple[LocalizedText, ...]
    sheets: tuple[str, ...]
    rows: int
    records: int
    jobs: dict[str, int]
    sample: tuple[HistoryRecord, ...]
    errors: tuple[RowError, ...]
    errors_total: int
    as_of: date


class PersonsRecord(BaseModel):
    """One record, and the import that it came with."""

    import_id: str
    record: HistoryRecord


class PersonsHistory(BaseModel):
    """What the history holds of one person's number, import by import."""

    person: str
    records: tuple[PersonsRecord, ...]


class Forgotten(BaseModel):
    """How many records went."""

    person: str
    records: int


class JobTitles(BaseModel):
    """The job titles of the history, with how many records each has."""

    jobs: dict[str, int]


@router.post(f"{HISTORY}/previews", summary="Preview a table of hiring history")
def post_preview(file: HistoryFile) -> HistoryPreview:
    """Read a table and say what would be imported, with every error of every row. Nothing is kept."""
    desk = _desk("manage_history")
    how = file.reading(desk.today())
    read = service.preview(file.body(), file.filename, how, desk)
    return HistoryPreview(
        digest=read.digest if read.importable else None,
        columns=read.columns.mapped,
        left_out=read.columns.left_out,
        missing=read.columns.missing,
        fields=tuple(
            HistoryField(name=field.name, title=field.title, required=field.required)
            for field in fields_of(desk.competencies)
        ),
        notes=read.table.notes,
        sheets=read.table.sheets,
        rows=len(read.table.rows),
        records=len(read.records),
        jobs=read.jobs,
        sample=tuple(read.records[:SAMPLE]),
        errors=tuple(read.errors[: service.ERRORS_SHOWN]),
        errors_total=len(read.errors),
        as_of=how.as_of,
    )


@router.post(f"{HISTORY}/imports", summary="Import hiring history", status_code=201)
def post_import(file: PreviewedFile) -> tuple[HistoryImport, int]:
    """Import what was previewed, whole or not at all. Rows that are wrong are named in ``rows`` of the problem."""
    desk = _desk("manage_history")
    made = service.import_history(
        file.body(),
        file.filename,
        file.reading(desk.today()),
        file.digest,
        request=Request.of("import_history", idempotency_key(router), file.digest),
        desk=desk,
    )
    return made, 201


@router.get(f"{HISTORY}/imports", summary="List imports of hiring history")
def get_imports(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[HistoryImport]:
    """List imports, the newest first."""
    desk = _desk("read_history")
    found, following = desk.store.page(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{HISTORY}/imports/<import_id>", summary="Read an import of hiring history")
def get_import(import_id: str) -> HistoryImport:
    """Return what was imported, by whom and when."""
    return _desk("read_history").found(import_id)


@router.delete(f"{HISTORY}/imports/<import_id>", summary="Delete an import of hiring history", status_code=204)
def delete_import(import_id: str) -> Response[None]:
    """Take an import away with all its records. What was analysed before stays as it is."""
    service.delete_import(import_id, _desk("manage_history"))
    return Response(status_code=204, content_type="application/json")


@router.get(f"{HISTORY}/jobs", summary="List the job titles of the history")
def get_jobs() -> JobTitles:
    """Return the job titles that can be analysed, the most frequent first."""
    return JobTitles(jobs=service.jobs_of(_desk("read_history")))


@router.get(f"{HISTORY}/people/<person>", summary="Read what the history holds of a person's number")
def get_person(person: Person) -> PersonsHistory:
    """Return a person's records, for somebody who asks for access. The reading is in the audit log."""
    records = service.records_of_person(person, _desk("read_history"))
    return PersonsHistory(
        person=person,
        records=tuple(PersonsRecord(import_id=import_id, record=record) for import_id, record in records),
    )


@router.delete(f"{HISTORY}/people/<person>", summary="Take a person's number out of the history")
def delete_person(person: Person) -> Forgotten:
    """Take a person out of every import. The same again finds nothing."""
    return Forgotten(person=person, records=service.forget_person(person, _desk("manage_history")))


def known_competencies(who: Caller) -> dict[str, LocalizedText]:
    """Return what the tenant can assess, by name with its title: its own rubrics before the catalogue."""
    known = {
        name: LocalizedText(zh=rubric.zh.title if rubric.zh else None, en=rubric.en.title if rubric.en else None)
        for name, rubric in load().items()
    }
    for own in OwnRubrics(platform().table(who.tenant_id)).all():
        rubric = own.rubric
        known[rubric.competency] = LocalizedText(
            zh=rubric.zh.title if rubric.zh else None, en=rubric.en.title if rubric.en else None
        )
    return known


def history_desk(who: Caller) -> service.HistoryDesk:
    """Return what use cases of the history work with."""
    here = platform()
    trail = here.audit(who.tenant_id)
    store = HistoryStore(here.table(who.tenant_id), trail, here.clock)
    return service.HistoryDesk(who, store, trail, here.clock, known_competencies(who))


def _desk(action: service.HistoryAction) -> service.HistoryDesk:
    who = staff(router)
    authorize(who, action)
    return history_desk(who)
