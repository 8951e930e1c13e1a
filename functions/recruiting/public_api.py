"""The routes without any token of a person: the page of a public application link, and applying by it.

Its role reads links and writes applications, and can do nothing else (``infra/constructs/applicant_role.py``).
"""

from datetime import datetime
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from shared.platform import bootstrap
from shared.platform.http import api, idempotency_key
from shared.platform.observability import observed
from shared.recruiting.candidates.assembly import CandidateSettings
from shared.recruiting.candidates.links.gate import UPLOAD_SECONDS, Deed, PublicGate
from shared.recruiting.candidates.links.intake import PublicApplication
from shared.recruiting.candidates.links.model import ApplicationLink, LinkToken, PublicPage, stamp
from shared.recruiting.candidates.resume import ResumeDraft

app = api("recruiting", "public")
LINK = "/v1/public/application-links/<token>"

Token = Annotated[str, Path(min_length=10, max_length=140)]


class PublicPageView(BaseModel):
    """The page of a link. ``form`` goes back with the application; it is good for a day."""

    page: PublicPage
    closes_at: datetime
    form: str


class PublicResumeUpload(BaseModel):
    """Where to PUT the file, with exactly this content type and length; send ``resume_id`` with the application."""

    resume_id: str
    url: str
    content_type: str
    size_bytes: int
    expires_in_seconds: int


class Received(BaseModel):
    """The application arrived. ``reference`` is a number to quote; the answer is the same for everybody."""

    received: bool = True
    reference: str


@app.get(LINK, summary="Read the page of a public application link")
def get_page(token: Token) -> PublicPageView:
    """Return what is to be known before applying: the position, the company, and what one agrees to."""
    read, link, gate = _admitted(token, "page")
    return PublicPageView(page=link.page, closes_at=link.expires_at, form=stamp(read, gate.clock.now()))


@app.post(f"{LINK}/resumes", summary="Begin the upload of a résumé for an application", status_code=201)
def post_resume(token: Token, draft: ResumeDraft) -> tuple[PublicResumeUpload, int]:
    """Return where to PUT a PDF, Word document or picture of at most 10 MB."""
    read, _link, gate = _admitted(token, "resume")
    resume, url = gate.resume_address(read, draft)
    return PublicResumeUpload(
        resume_id=resume.resume_id,
        url=url,
        content_type=resume.content_type,
        size_bytes=resume.size_bytes,
        expires_in_seconds=UPLOAD_SECONDS,
    ), 201


@app.post(f"{LINK}/applications", summary="Apply by a public application link", status_code=202)
def post_application(token: Token, application: PublicApplication) -> tuple[Received, int]:
    """Send an application. With an Idempotency-Key it can be sent again after a broken connection."""
    read, link, gate = _admitted(token, "apply")
    return Received(reference=gate.submit(read, link, application, idempotency_key(app))), 202


def _admitted(token: str, deed: Deed) -> tuple[LinkToken, ApplicationLink, PublicGate]:
    """Return the open link of a token, once the tenant is found active and the deed is counted."""
    here = bootstrap.current(CandidateSettings)
    read = LinkToken.read(token)
    tenant = read.tenant_id
    gate = PublicGate(here.table(tenant), here.bucket(tenant), here.sealer(tenant), here.clock)
    link = gate.link(read)
    here.usage(tenant).plan().admit_candidate(begun=False)
    gate.admit(deed, read, app.current_event.request_context.http.source_ip)
    return read, link, gate


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
