"""Recordings: they arrive in parts, go on after a break and from another device, and are handed in."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from functions.interview.routes.desk import candidate
from shared.interview.model import UploadWish
from shared.interview.service.completion import WholeRecording, complete_upload
from shared.interview.service.uploads import abort_upload, begin_upload, part_addresses
from shared.interview.view import UploadView
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import AnswerId
from shared.platform.http import idempotency_key, routes

router = routes("candidate")
UPLOADS = "/v1/interview/answers/<answer_id>/uploads"
PartNumber = Annotated[int, Field(ge=1, le=10_000)]
Name = Annotated[str, Path(max_length=64)]


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
    etag: str = Field(pattern=r"^[!-~]{1,200}$")


class CompleteUpload(BaseModel):
    """The whole recording: its parts, its size, and its length as the browser measured it."""

    parts: list[SentPart] = Field(min_length=1, max_length=10_000)
    size_bytes: int = Field(ge=0)
    duration_ms: int | None = Field(default=None, ge=0)


@router.post(UPLOADS, summary="Begin an upload")
def post_upload(answer_id: Name, wish: UploadWish) -> UploadView:
    """Begin an upload, or find the one that is open."""
    token, desk = candidate(router)
    return begin_upload(token, AnswerId(answer_id), wish, idempotency_key(router), desk)


@router.post(f"{UPLOADS}/<upload_id>/parts", summary="Sign addresses for parts")
def post_parts(answer_id: Name, upload_id: Name, wanted: WantedParts) -> PartAddresses:
    """Sign addresses for parts."""
    token, desk = candidate(router)
    urls = part_addresses(token, AnswerId(answer_id), upload_id, wanted.numbers, desk)
    return PartAddresses(urls=urls, seconds=desk.limits.url_seconds)


@router.post(f"{UPLOADS}/<upload_id>/complete", summary="Hand an answer in")
def post_complete(answer_id: Name, upload_id: Name, whole: CompleteUpload) -> UploadView:
    """Hand the answer in."""
    token, desk = candidate(router)
    recording = WholeRecording(
        parts=tuple((part.number, part.etag) for part in whole.parts),
        size_bytes=whole.size_bytes,
        duration_ms=None if whole.duration_ms is None else Milliseconds(whole.duration_ms),
    )
    return complete_upload(token, AnswerId(answer_id), upload_id, recording, desk)


@router.post(f"{UPLOADS}/<upload_id>/abort", summary="Give an upload up")
def post_abort(answer_id: Name, upload_id: Name) -> UploadView:
    """Throw the parts of an open upload away; it costs no retake."""
    token, desk = candidate(router)
    return abort_upload(token, AnswerId(answer_id), upload_id, desk)
