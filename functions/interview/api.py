"""The routes of a candidate. Public at the gateway; the token in ``Authorization: Bearer`` is verified here."""

from dataclasses import dataclass
from typing import Annotated, Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, Field

from shared.interview.model import AskedConsents, DeploymentLimits, UploadWish
from shared.interview.service.completion import WholeRecording, complete_upload
from shared.interview.service.sessions import open_session, see_session
from shared.interview.service.uploads import begin_upload, part_addresses
from shared.interview.store import InterviewStore, RecordingStore
from shared.interview.view import SessionView, UploadView
from shared.kernel.clock import Clock, Milliseconds
from shared.kernel.ids import AnswerId
from shared.kernel.language import Language
from shared.platform import bootstrap
from shared.platform.http import api, candidate_token, idempotency_key
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, TableSettings, UploadSettings
from shared.recruiting.candidate_token import CandidateToken

PartNumber = Annotated[int, Field(ge=1, le=10_000)]


class InterviewApiSettings(TableSettings, BucketSettings, UploadSettings):
    """What the candidate's routes need."""


class OpenSession(BaseModel):
    """The candidate's choices; ``language`` is the one to read in."""

    consents: AskedConsents
    language: Language


class WantedParts(BaseModel):
    """Parts to get signed addresses for."""

    numbers: list[PartNumber] = Field(min_length=1, max_length=100)


class PartAddresses(BaseModel):
    """Part number → where to PUT it, for ``seconds``."""

    urls: dict[int, str]
    seconds: int


class SentPart(BaseModel):
    """A part as the store acknowledged it."""

    number: PartNumber
    etag: str = Field(min_length=1, max_length=200)


class CompleteUpload(BaseModel):
    """The whole recording: its parts, its size, and its length as the browser measured it."""

    parts: list[SentPart] = Field(min_length=1, max_length=10_000)
    size_bytes: int = Field(ge=0)
    duration_ms: int | None = Field(default=None, ge=0)


@dataclass(frozen=True)
class CandidateDesk:
    """What the use cases work with, for the tenant of one token."""

    interviews: InterviewStore
    recordings: RecordingStore
    limits: DeploymentLimits
    clock: Clock


app = api("interview")


def _candidate() -> tuple[CandidateToken, CandidateDesk]:
    platform = bootstrap.current(InterviewApiSettings)
    token = CandidateToken.read(candidate_token(app))
    bucket, settings = platform.bucket(token.tenant_id), platform.settings
    limits = DeploymentLimits(
        max_bytes=settings.max_upload_bytes,
        max_duration_ms=Milliseconds(settings.max_recording_seconds * 1000),
        url_seconds=settings.upload_url_seconds,
    )
    return token, CandidateDesk(
        interviews=InterviewStore(platform.table(token.tenant_id), bucket),
        recordings=RecordingStore(platform.uploads(token.tenant_id), bucket),
        limits=limits,
        clock=platform.clock,
    )


@app.get("/v1/interview/session")
def get_session() -> SessionView:
    """Show the interview: who invites, what is asked, what is recorded and scored, what has arrived."""
    return see_session(*_candidate())


@app.post("/v1/interview/session")
def post_session(opening: OpenSession) -> SessionView:
    """Open the interview with consents."""
    token, desk = _candidate()
    return open_session(token, opening.consents, opening.language, desk)


@app.post("/v1/interview/answers/<answer_id>/uploads")
def post_upload(answer_id: str, wish: UploadWish) -> UploadView:
    """Begin an upload, or find the one that is open."""
    token, desk = _candidate()
    return begin_upload(token, AnswerId(answer_id), wish, idempotency_key(app), desk)


@app.post("/v1/interview/answers/<answer_id>/uploads/<upload_id>/parts")
def post_parts(answer_id: str, upload_id: str, wanted: WantedParts) -> PartAddresses:
    """Sign addresses for parts."""
    token, desk = _candidate()
    urls = part_addresses(token, AnswerId(answer_id), upload_id, wanted.numbers, desk)
    return PartAddresses(urls=urls, seconds=desk.limits.url_seconds)


@app.post("/v1/interview/answers/<answer_id>/uploads/<upload_id>/complete")
def post_complete(answer_id: str, upload_id: str, whole: CompleteUpload) -> UploadView:
    """Hand the answer in."""
    token, desk = _candidate()
    recording = WholeRecording(
        parts=tuple((part.number, part.etag) for part in whole.parts),
        size_bytes=whole.size_bytes,
        duration_ms=None if whole.duration_ms is None else Milliseconds(whole.duration_ms),
    )
    return complete_upload(token, AnswerId(answer_id), upload_id, recording, desk)


@observed("interview")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
