"""Rights of candidates, for staff: archives, erasures with their certificates, and when somebody's data end."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.tenancy.routes.desk import platform
from shared.decision.panel.seats import seats
from shared.kernel.ids import CandidateId
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import Resource, authorize
from shared.platform.http import routes, staff
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.tenancy.rights.retention import Reason
from shared.tenancy.rights.service import (
    RightsDesk,
    ask_erasure,
    ask_export,
    list_exports,
    see_erasure,
    see_export,
)
from shared.tenancy.rights.views import (
    CertificateView,
    ErasureView,
    ExportView,
    FileView,
    certificate_of,
    erasure_view,
    export_files,
    export_view,
)
from shared.whole_person import retention, rights_desk

router = routes()
CANDIDATES = "/v1/tenancy/candidates"
AN_ID = Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")
CandidateParameter = Annotated[str, AN_ID]


class ExportAddresses(BaseModel):
    """An archive with signed addresses to fetch it and what is too large for it; they hold for some minutes."""

    export: ExportView
    files: list[FileView]


class RetentionView(BaseModel):
    """When the data of a candidate end, and why then. ``ends_at`` null: not by the clock."""

    reason: Reason
    ends_at: datetime | None
    must_keep_until: datetime | None
    recordings: dict[str, datetime]
    recordings_gone: list[str]
    source: LocalizedText


@router.post(f"{CANDIDATES}/<candidate_id>/exports", summary="Ask for an archive of a candidate", status_code=202)
def post_export(candidate_id: CandidateParameter) -> tuple[ExportView, int]:
    """Have everything of a candidate put into one archive; it is ready in minutes and kept for seven days."""
    who, desk = _desk()
    _allow_export(who, candidate_id, desk)
    return export_view(ask_export(CandidateId(candidate_id), who, desk)), 202


@router.get(f"{CANDIDATES}/<candidate_id>/exports", summary="List the archives of a candidate")
def get_exports(candidate_id: CandidateParameter) -> list[ExportView]:
    """Return the archives that are there or being made, the newest first."""
    who, desk = _desk()
    _allow_export(who, candidate_id, desk)
    return [export_view(each) for each in list_exports(CandidateId(candidate_id), desk)]


@router.get(f"{CANDIDATES}/<candidate_id>/exports/<export_id>", summary="Fetch an archive of a candidate")
def get_export(candidate_id: CandidateParameter, export_id: CandidateParameter) -> ExportAddresses:
    """Return signed addresses; the audit log says who asked for them."""
    who, desk = _desk()
    _allow_export(who, candidate_id, desk)
    export = see_export(CandidateId(candidate_id), export_id, desk)
    whose = export.person.candidate_id
    entry = desk.trail.entry(who, "export_candidate", whose, candidate_id=whose, detail={"fetched": export_id})
    desk.trail.record(entry)
    return ExportAddresses(export=export_view(export), files=export_files(export, platform().bucket(who.tenant_id)))


@router.post(f"{CANDIDATES}/<candidate_id>/erasure", summary="Ask for a candidate to be erased", status_code=202)
def post_erasure(candidate_id: CandidateParameter) -> tuple[ErasureView, int]:
    """Erase everything of a candidate. It cannot be undone. Asked again, it is the same erasure."""
    who, desk = _desk()
    authorize(who, "erase_candidate")
    return erasure_view(ask_erasure(CandidateId(candidate_id), who, "staff", desk)), 202


@router.get(f"{CANDIDATES}/<candidate_id>/erasure", summary="See how the erasure of a candidate stands")
def get_erasure(candidate_id: CandidateParameter) -> ErasureView:
    """Return what was erased so far, and until when it has to be done."""
    who, desk = _desk()
    authorize(who, "erase_candidate")
    return erasure_view(see_erasure(CandidateId(candidate_id), desk))


@router.get(f"{CANDIDATES}/<candidate_id>/erasure/certificate", summary="Read the certificate of an erasure")
def get_certificate(candidate_id: CandidateParameter) -> CertificateView:
    """Return the certificate with signed addresses of its pages in both languages. Until it is there, a 404 says so."""
    who, desk = _desk()
    authorize(who, "erase_candidate")
    return certificate_of(see_erasure(CandidateId(candidate_id), desk), platform().bucket(who.tenant_id))


@router.get("/v1/tenancy/erasures", summary="List erasures")
def get_erasures(
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[ErasureView]:
    """Return erasures in ids and counts, the newest first."""
    who, desk = _desk()
    authorize(who, "erase_candidate")
    found, following = desk.store.erasures(limit, Cursor.read(cursor))
    return Page(items=[erasure_view(each) for each in found], next=following.spelled() if following else None)


@router.get(f"{CANDIDATES}/<candidate_id>/retention", summary="See when the data of a candidate end")
def get_retention(candidate_id: CandidateParameter) -> RetentionView:
    """Return when data end, worked out from the candidate's rows as they are now."""
    who, desk = _desk()
    authorize(who, "read_candidate")
    person = desk.person(CandidateId(candidate_id))
    found = retention(platform(), who.tenant_id, person)
    whose = person.candidate_id
    entry = desk.trail.entry(who, "read_candidate", whose, candidate_id=whose, detail={"what": "retention"})
    desk.trail.record(entry)
    return RetentionView(
        reason=found.reason,
        ends_at=found.ends_at,
        must_keep_until=found.must_keep_until,
        recordings=found.recordings,
        recordings_gone=list(found.recordings_gone),
        source=desk.rules().retention.source,
    )


def _desk() -> tuple[Caller, RightsDesk]:
    who = staff(router)
    return who, rights_desk(platform(), who.tenant_id)


def _allow_export(who: Caller, candidate_id: str, desk: RightsDesk) -> None:
    """Let pass who may export, and who is not blind to one of the candidate's interviews."""
    authorize(who, "export_candidate")
    table = platform().table(who.tenant_id)
    panels = [seats(table, each.interview_id) for each in desk.person(CandidateId(candidate_id)).interviews]
    blind = frozenset(user for panel in panels for user in panel.assigned - panel.rated)
    authorize(who, "export_candidate", Resource(assigned=blind))
