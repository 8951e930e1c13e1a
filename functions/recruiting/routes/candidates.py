"""Candidates: add, find, read and change them; their notes, résumés and timeline."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.recruiting.routes.candidate_desk import candidate_desk, resume_shelf, suspicion_store
from functions.recruiting.routes.desk import position_desk
from shared.kernel.ids import CandidateId, PositionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.applications.contracts import Source
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates import resumes as files
from shared.recruiting.candidates import search, service
from shared.recruiting.candidates.duplicates.model import Suspicion
from shared.recruiting.candidates.duplicates.service import add_and_compare, change_and_compare
from shared.recruiting.candidates.model import CandidateDraft, CandidateRecord, Profile
from shared.recruiting.candidates.notes import Note, NoteDraft
from shared.recruiting.candidates.resume import Resume, ResumeDraft
from shared.recruiting.candidates.timeline_entry import TimelineEntry

router = routes()
CANDIDATES = "/v1/recruiting/candidates"
CANDIDATE = f"{CANDIDATES}/<candidate_id>"

Whose = Annotated[str, Path(min_length=1, max_length=60)]
Text = Annotated[str | None, Query(max_length=260)]
Next = Annotated[str | None, Query(max_length=2000)]


class CandidateView(BaseModel):
    """A candidate. Its ETag is ``revision``. ``absorbed`` are records that were merged into this one.

    ``duplicates`` are pairs to look at under ``/v1/recruiting/duplicates``; only where the candidate was just written.
    """

    candidate_id: str
    name: str
    profile: Profile
    revision: int
    created_at: datetime
    created_by: str
    absorbed: tuple[str, ...]
    duplicates: tuple[str, ...] = ()


class ResumeView(BaseModel):
    """A résumé file."""

    resume_id: str
    filename: str
    content_type: str
    size_bytes: int
    by: str
    at: datetime


class ResumeUpload(BaseModel):
    """Where to PUT the bytes, with exactly this content type and length; then complete it."""

    resume_id: str
    url: str
    content_type: str
    size_bytes: int
    expires_in_seconds: int


class ResumeList(BaseModel):
    """A candidate's résumés, the newest first."""

    items: list[ResumeView]


class ResumeAddress(BaseModel):
    """A signed address to read a file at."""

    url: str
    expires_in_seconds: int


@router.post(CANDIDATES, summary="Add a candidate", status_code=201)
def post_candidate(draft: CandidateDraft) -> Response[CandidateView]:
    """Add a candidate. Whom they may be already is named by pairs."""
    who = staff(router)
    authorize(who, "manage_candidate")
    request = Request.of("add_candidate", idempotency_key(router), draft)
    record, pairs = add_and_compare(draft, request, suspicion_store(who), candidate_desk(who))
    return tagged(_view(record, pairs), record.revision, 201)


@router.get(CANDIDATES, summary="List and find candidates")
def get_candidates(
    tag: Text = None,
    source: Annotated[Source | None, Query()] = None,
    position_id: Annotated[str | None, Query(max_length=60)] = None,
    phone: Text = None,
    email: Text = None,
    name: Text = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Next = None,
) -> Page[CandidateView]:
    """List candidates, the newest first, narrowed by one thing: tag, source, position, phone, e-mail or name.

    A name is found by how it begins: in Hanzi, pinyin, its initials, or letters in any order. A page by name, tag or
    position may hold fewer than ``limit``, and more may follow. A department manager names an own position.
    """
    who = staff(router)
    asked = PositionId(position_id) if position_id else None
    sought = search.Sought(tag=tag, source=source, phone=phone, email=email, name=name, position_id=asked)
    start = Cursor.read(cursor)
    if sought.by == "position_id" and asked is not None:
        department = position_desk(who).found(asked).snapshot.department
        authorize(who, "read_candidate", Resource(department=department))
        desk = candidate_desk(who)
        assert isinstance(desk.applications, ApplicationStore)  # noqa: S101 - narrows the type
        applied, following = desk.applications.of_position(asked, limit=limit, cursor=start)
        found = search.of_applications([one.candidate_id for one in applied], desk)
    else:
        authorize(who, "read_candidate")
        found, following = search.find_candidates(sought, limit, start, candidate_desk(who))
    return Page(items=[_view(record) for record in found], next=following.spelled() if following else None)


@router.get(CANDIDATE, summary="Read a candidate")
def get_candidate(candidate_id: Whose) -> Response[CandidateView]:
    """Return a candidate with its ETag. The id of a merged record leads to the one that it became."""
    record = service.read_candidate(CandidateId(candidate_id), candidate_desk(staff(router)))
    return tagged(_view(record), record.revision)


@router.put(CANDIDATE, summary="Change a candidate")
def put_candidate(candidate_id: Whose, draft: CandidateDraft) -> Response[CandidateView]:
    """Write a candidate anew; ``If-Match`` says which revision was read."""
    who = staff(router)
    authorize(who, "manage_candidate")
    desk = candidate_desk(who)
    named = if_match(router)
    record, pairs = change_and_compare(CandidateId(candidate_id), draft, named, suspicion_store(who), desk)
    return tagged(_view(record, pairs), record.revision)


@router.post(f"{CANDIDATE}/notes", summary="Write a note on a candidate", status_code=201)
def post_note(candidate_id: Whose, draft: NoteDraft) -> tuple[Note, int]:
    """Write a note. The candidate may ask to see it."""
    who = staff(router)
    authorize(who, "manage_candidate")
    return service.add_note(CandidateId(candidate_id), draft, candidate_desk(who)), 201


@router.get(f"{CANDIDATE}/notes", summary="Read the notes on a candidate")
def get_notes(candidate_id: Whose, limit: Annotated[PageLimit, Query()] = 50, cursor: Next = None) -> Page[Note]:
    """Return notes, the newest first."""
    desk = candidate_desk(staff(router))
    notes, following = service.read_notes(CandidateId(candidate_id), limit, Cursor.read(cursor), desk)
    return Page(items=notes, next=following.spelled() if following else None)


@router.get(f"{CANDIDATE}/timeline", summary="Read what happened to a candidate")
def get_timeline(
    candidate_id: Whose, limit: Annotated[PageLimit, Query()] = 50, cursor: Next = None
) -> Page[TimelineEntry]:
    """Return applications, moves, invitations, interviews, decisions, merges, notes and files, the newest first."""
    desk = candidate_desk(staff(router))
    lines, following = service.read_timeline(CandidateId(candidate_id), limit, Cursor.read(cursor), desk)
    return Page(items=lines, next=following.spelled() if following else None)


@router.post(f"{CANDIDATE}/resumes", summary="Begin the upload of a résumé", status_code=201)
def post_resume(candidate_id: Whose, draft: ResumeDraft) -> tuple[ResumeUpload, int]:
    """Return where to PUT the file: a PDF, Word document or picture of at most 10 MB."""
    who = staff(router)
    authorize(who, "manage_candidate")
    begun = files.begin_upload(CandidateId(candidate_id), draft, resume_shelf(who), candidate_desk(who))
    return ResumeUpload(
        resume_id=begun.resume.resume_id,
        url=begun.url,
        content_type=begun.resume.content_type,
        size_bytes=begun.resume.size_bytes,
        expires_in_seconds=begun.expires_in_seconds,
    ), 201


@router.post(f"{CANDIDATE}/resumes/<resume_id>/complete", summary="Take in a résumé that was uploaded")
def post_resume_complete(candidate_id: Whose, resume_id: Whose) -> ResumeView:
    """Look at what arrived, and keep it."""
    who = staff(router)
    authorize(who, "manage_candidate")
    return _file(files.complete_upload(CandidateId(candidate_id), resume_id, resume_shelf(who), candidate_desk(who)))


@router.get(f"{CANDIDATE}/resumes", summary="List a candidate's résumés")
def get_resumes(candidate_id: Whose) -> ResumeList:
    """Return the files, the newest first."""
    who = staff(router)
    found = files.list_resumes(CandidateId(candidate_id), resume_shelf(who), candidate_desk(who))
    return ResumeList(items=[_file(resume) for resume in found])


@router.get(f"{CANDIDATE}/resumes/<resume_id>/address", summary="Get an address to read a résumé at")
def get_resume_address(candidate_id: Whose, resume_id: Whose) -> ResumeAddress:
    """Return a signed address, good for five minutes. The audit log says who asked."""
    who = staff(router)
    url = files.reading_address(CandidateId(candidate_id), resume_id, resume_shelf(who), candidate_desk(who))
    return ResumeAddress(url=url, expires_in_seconds=files.READING_SECONDS)


def _view(record: CandidateRecord, pairs: Sequence[Suspicion] = ()) -> CandidateView:
    return CandidateView(
        candidate_id=record.candidate_id,
        name=record.profile.name.shown(),
        profile=record.profile,
        revision=record.revision,
        created_at=record.created_at,
        created_by=record.created_by,
        absorbed=record.absorbed,
        duplicates=tuple(suspicion.pair for suspicion in pairs),
    )


def _file(resume: Resume) -> ResumeView:
    return ResumeView(**resume.model_dump(include=set(ResumeView.model_fields)))
