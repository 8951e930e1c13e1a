"""A candidate's own rights: what they are, an archive of everything, and erasure. The link proves who asks.

It goes on proving that when the interview is over, the invitation was revoked, and everything was erased.
"""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from functions.interview.routes.desk import InterviewApiSettings
from shared.kernel.ids import CandidateId, TenantId
from shared.kernel.localized import LocalizedText
from shared.platform import bootstrap
from shared.platform.http import candidate_token, routes
from shared.recruiting.candidate_token import CandidateToken
from shared.tenancy.jurisdictions.contracts import Period, RequestKind
from shared.tenancy.rights.service import RightsDesk, ask_erasure, ask_export, list_exports, see_erasure, see_export
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
from shared.whole_person import retention, rights_desk, whose_link

router = routes("candidate")
RIGHTS = "/v1/interview/rights"


class OwnRights(BaseModel):
    """What the person may ask for, by when it is answered, and when the data end by themselves."""

    said: LocalizedText
    law: list[str]
    deadlines: dict[RequestKind, Period]
    alternative: LocalizedText | None
    ends_at: datetime | None
    recordings_end_at: datetime | None
    kept_by_law_until: datetime | None


class OwnExport(BaseModel):
    """The person's archive with signed addresses to fetch it."""

    export: ExportView
    files: list[FileView]


class ErasureWish(BaseModel):
    """The person knows that it cannot be undone, and that a running application ends with it."""

    confirmed: Literal[True]


@router.get(RIGHTS, summary="Read one's own rights")
def get_rights() -> OwnRights:
    """Say what can be asked for, by which articles, and how long data are kept."""
    candidate_id, desk, tenant_id = _own()
    rules = desk.rules()
    person = desk.person(candidate_id)
    found = retention(bootstrap.current(InterviewApiSettings), tenant_id, person)
    return OwnRights(
        said=rules.candidates,
        law=[law.cite for law in rules.law],
        deadlines=rules.deadlines,
        alternative=rules.alternative,
        ends_at=found.ends_at,
        recordings_end_at=max(found.recordings.values(), default=None),
        kept_by_law_until=found.must_keep_until,
    )


@router.post(f"{RIGHTS}/exports", summary="Ask for an archive of one's own data", status_code=202)
def post_export() -> tuple[ExportView, int]:
    """Have everything put into one archive; it is ready in minutes and kept for seven days."""
    candidate_id, desk, _tenant = _own()
    return export_view(ask_export(candidate_id, f"candidate:{candidate_id}", desk)), 202


@router.get(f"{RIGHTS}/exports", summary="List the archives of one's own data")
def get_exports() -> list[ExportView]:
    """Return the archives that are there or being made, the newest first."""
    candidate_id, desk, _tenant = _own()
    return [export_view(each) for each in list_exports(candidate_id, desk)]


@router.get(f"{RIGHTS}/exports/<export_id>", summary="Fetch an archive of one's own data")
def get_export(export_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]) -> OwnExport:
    """Return signed addresses, good for some minutes; ask again for new ones."""
    candidate_id, desk, tenant_id = _own()
    export = see_export(candidate_id, export_id, desk)
    whose, actor = export.person.candidate_id, f"candidate:{candidate_id}"
    entry = desk.trail.entry(actor, "export_candidate", whose, candidate_id=whose, detail={"fetched": export_id})
    desk.trail.record(entry)
    bucket = bootstrap.current(InterviewApiSettings).bucket(tenant_id)
    return OwnExport(export=export_view(export), files=export_files(export, bucket))


@router.post(f"{RIGHTS}/erasure", summary="Ask for one's own data to be erased", status_code=202)
def post_erasure(wish: ErasureWish) -> tuple[ErasureView, int]:
    """Erase everything. It cannot be undone; the link then shows how it stands, and the certificate."""
    candidate_id, desk, _tenant = _own()
    return erasure_view(ask_erasure(candidate_id, f"candidate:{candidate_id}", "candidate", desk)), 202


@router.get(f"{RIGHTS}/erasure", summary="See how the erasure of one's own data stands")
def get_erasure() -> ErasureView:
    """Return what was erased so far, and until when it has to be done."""
    candidate_id, desk, _tenant = _own()
    return erasure_view(see_erasure(candidate_id, desk))


@router.get(f"{RIGHTS}/erasure/certificate", summary="Read the certificate of one's own erasure")
def get_certificate() -> CertificateView:
    """Return the certificate with signed addresses of its pages in both languages."""
    candidate_id, desk, tenant_id = _own()
    bucket = bootstrap.current(InterviewApiSettings).bucket(tenant_id)
    return certificate_of(see_erasure(candidate_id, desk), bucket)


def _own() -> tuple[CandidateId, RightsDesk, TenantId]:
    """Return whose link it is, and what use cases of rights work with. Raises ``UnknownToken``."""
    token = CandidateToken.read(candidate_token(router))
    here = bootstrap.current(InterviewApiSettings)
    return whose_link(here, token), rights_desk(here, token.tenant_id), token.tenant_id
