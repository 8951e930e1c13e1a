"""Imports of candidates: upload a table, preview it, let it be entered, watch it; mappings for the next one."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.candidate_desk import import_desk
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.paging import Cursor, Page, PageLimit
from shared.platform.tabular.mapping import MappedColumn
from shared.platform.tabular.model import RowError
from shared.recruiting.candidates.imports import service
from shared.recruiting.candidates.imports.fields import FIELDS
from shared.recruiting.candidates.imports.model import (
    FileDraft,
    ImportJob,
    ImportOrder,
    SavedMapping,
    SkippedRow,
    TableReading,
)
from shared.recruiting.candidates.model import Profile

router = routes()
IMPORTS = "/v1/recruiting/candidate-imports"
IMPORT = f"{IMPORTS}/<import_id>"
MAPPINGS = "/v1/recruiting/candidate-import-mappings"
ERRORS_SHOWN = 500
SAMPLE = 10

Which = Annotated[str, Path(min_length=1, max_length=60)]
Next = Annotated[str | None, Query(max_length=2000)]


class CandidateImportBegun(BaseModel):
    """Where to PUT the file, with content type ``application/octet-stream`` and exactly this length."""

    import_id: str
    url: str
    content_type: str
    size_bytes: int
    expires_in_seconds: int


class CandidateTableReading(TableReading):
    """How to read the file. ``mapping_id``: as a saved mapping says; what is given besides goes before it."""

    mapping_id: str | None = Field(default=None, max_length=60)


class ReadRow(BaseModel):
    """A row as it would be entered."""

    row: int
    profile: Profile
    note: str | None


class KnownRow(BaseModel):
    """A row of somebody who is known, by phone, mailbox, or name and birth date."""

    row: int
    candidate_ids: tuple[str, ...]


class TwiceRow(BaseModel):
    """A row of somebody who stands further up in the same file."""

    row: int
    earlier_row: int


class CandidateImportField(BaseModel):
    """Something that a column can mean."""

    name: str
    title: LocalizedText


class CandidateImportPreview(BaseModel):
    """What would be entered. ``digest`` is what starts it; null while no column means a name.

    ``errors`` are the first 500 of ``errors_total``, ``known`` and ``twice`` the first 500 of theirs.
    """

    digest: str | None
    columns: tuple[MappedColumn, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]
    fields: tuple[CandidateImportField, ...]
    notes: tuple[LocalizedText, ...]
    sheets: tuple[str, ...]
    rows: int
    good_rows: int
    bad_rows: int
    sample: list[ReadRow]
    errors: tuple[RowError, ...]
    errors_total: int
    known: list[KnownRow]
    known_total: int
    twice: list[TwiceRow]
    twice_total: int


class CandidateImportView(BaseModel):
    """An import and how far it is: ``done`` of ``rows`` less ``bad_rows``."""

    import_id: str
    filename: str
    state: str
    order: ImportOrder | None
    rows: int
    bad_rows: int
    done: int
    created: int
    known: int
    applied: int
    refused: int
    suspected: int
    created_by: str
    created_at: datetime
    finished_at: datetime | None


class CandidateMappingDraft(Frozen):
    """A reading to keep under a name."""

    name: str = Field(min_length=1, max_length=80)
    reading: TableReading


class CandidateMappingList(BaseModel):
    """The saved mappings, by name."""

    items: list[SavedMapping]


@router.post(IMPORTS, summary="Announce a table of candidates", status_code=201)
def post_import(draft: FileDraft) -> tuple[CandidateImportBegun, int]:
    """Return where to PUT a CSV or XLSX file of at most 10 MB and 20,000 rows."""
    who = staff(router)
    authorize(who, "import_candidates")
    job, url = service.begin_import(draft, import_desk(who))
    return CandidateImportBegun(
        import_id=job.import_id,
        url=url,
        content_type="application/octet-stream",
        size_bytes=job.size_bytes,
        expires_in_seconds=service.UPLOAD_SECONDS,
    ), 201


@router.get(IMPORTS, summary="List imports of candidates")
def get_imports(limit: Annotated[PageLimit, Query()] = 50, cursor: Next = None) -> Page[CandidateImportView]:
    """Return imports, the newest first."""
    who = staff(router)
    authorize(who, "import_candidates")
    jobs, following = import_desk(who).imports.jobs(limit, Cursor.read(cursor))
    return Page(items=[_view(job) for job in jobs], next=following.spelled() if following else None)


@router.post(f"{IMPORT}/preview", summary="Preview an import of candidates")
def post_preview(import_id: Which, reading: CandidateTableReading) -> CandidateImportPreview:
    """Read the file and say what would be entered: columns, the first rows, every error, who is known."""
    who = staff(router)
    authorize(who, "import_candidates")
    here = import_desk(who)
    chosen = TableReading(**reading.model_dump(exclude={"mapping_id"}))
    if reading.mapping_id is not None:
        saved = service.mapping_of(reading.mapping_id, here).reading
        chosen = saved.with_changes(chosen)
    return _preview(service.preview_import(import_id, chosen, here))


@router.post(f"{IMPORT}/start", summary="Let an import of candidates begin", status_code=202)
def post_start(import_id: Which, order: ImportOrder) -> tuple[CandidateImportView, int]:
    """Enter what was previewed, by its digest: everything or nothing, or the good rows only. A worker does it."""
    who = staff(router)
    authorize(who, "import_candidates")
    return _view(service.start_import(import_id, order, import_desk(who))), 202


@router.get(IMPORT, summary="Watch an import of candidates")
def get_import(import_id: Which) -> CandidateImportView:
    """Return how far an import is."""
    who = staff(router)
    authorize(who, "import_candidates")
    return _view(import_desk(who).found(import_id))


@router.get(f"{IMPORT}/known", summary="List the rows that an import left out")
def get_known(import_id: Which, limit: Annotated[PageLimit, Query()] = 50, cursor: Next = None) -> Page[SkippedRow]:
    """Return the rows of people who were known, in the order of the file."""
    who = staff(router)
    authorize(who, "import_candidates")
    here = import_desk(who)
    here.found(import_id)
    rows, following = here.imports.skipped_rows(import_id, limit, Cursor.read(cursor))
    return Page(items=rows, next=following.spelled() if following else None)


@router.get(f"{IMPORT}/bad-rows", summary="Get the rows that an import could not enter")
def get_bad_rows(import_id: Which) -> Response[str]:
    """Return the bad rows as CSV, with what is wrong and what to do: correct it and import it."""
    who = staff(router)
    authorize(who, "import_candidates")
    body = service.bad_rows(import_id, import_desk(who)).decode()
    headers: dict[str, str | list[str]] = {
        "Content-Disposition": f'attachment; filename="{import_id}-bad-rows.csv"',
        "Cache-Control": "no-store",
    }
    return Response(status_code=200, content_type="text/csv; charset=utf-8", body=body, headers=headers)


@router.post(MAPPINGS, summary="Save a mapping of columns", status_code=201)
def post_mapping(draft: CandidateMappingDraft) -> tuple[SavedMapping, int]:
    """Keep how a file was read, for the next one of its kind."""
    who = staff(router)
    authorize(who, "import_candidates")
    return service.save_mapping(draft.name, draft.reading, import_desk(who)), 201


@router.get(MAPPINGS, summary="List the saved mappings of columns")
def get_mappings() -> CandidateMappingList:
    """Return the mappings, by name."""
    who = staff(router)
    authorize(who, "import_candidates")
    return CandidateMappingList(items=import_desk(who).imports.mappings())


@router.delete(f"{MAPPINGS}/<mapping_id>", summary="Delete a saved mapping of columns", status_code=204)
def delete_mapping(mapping_id: Which) -> Response[None]:
    """Take a mapping away. What was imported by it stays."""
    who = staff(router)
    authorize(who, "import_candidates")
    here = import_desk(who)
    service.mapping_of(mapping_id, here)
    here.imports.delete_mapping(mapping_id)
    return Response(status_code=204, content_type="application/json")


def _preview(preview: service.Preview) -> CandidateImportPreview:
    read = preview.read
    return CandidateImportPreview(
        digest=None if read.missing else read.digest,
        columns=read.columns.mapped,
        left_out=read.columns.left_out,
        missing=read.missing,
        fields=tuple(CandidateImportField(name=field.name, title=field.title) for field in FIELDS),
        notes=read.table.notes,
        sheets=read.table.sheets,
        rows=len(read.rows) + len(read.bad_rows),
        good_rows=len(read.rows),
        bad_rows=len(read.bad_rows),
        sample=[ReadRow(row=number, profile=row.profile, note=row.note) for number, row in read.rows[:SAMPLE]],
        errors=read.errors[:ERRORS_SHOWN],
        errors_total=len(read.errors),
        known=[KnownRow(row=row, candidate_ids=ids) for row, ids in list(preview.known.items())[:ERRORS_SHOWN]],
        known_total=len(preview.known),
        twice=[TwiceRow(row=row, earlier_row=first) for row, first in list(read.twice.items())[:ERRORS_SHOWN]],
        twice_total=len(read.twice),
    )


def _view(job: ImportJob) -> CandidateImportView:
    return CandidateImportView(**job.model_dump(include=set(CandidateImportView.model_fields)))
