"""Before it counts: device check and practice question."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from functions.interview.routes.desk import candidate
from shared.interview.preparation.model import DeviceCheck, DeviceReport
from shared.interview.preparation.service import (
    begin_practice,
    check_devices,
    delete_practice,
    device_checks,
    finish_practice,
    see_practice,
)
from shared.interview.preparation.view import PracticeView
from shared.platform.http import routes

router = routes("candidate")
CHECKS = "/v1/interview/device-checks"
PRACTICE = "/v1/interview/practice"
PracticeId = Annotated[str, Path(max_length=64)]


class DeviceChecks(BaseModel):
    """The newest checks, the newest first."""

    items: list[DeviceCheck]


class BeginPractice(BaseModel):
    """What is about to be sent."""

    content_type: str = Field(pattern=r"^(video|audio)/[A-Za-z0-9.+-]{1,60}(;[ -~]{0,100})?$")
    size_bytes: int = Field(ge=1)


class PracticePart(BaseModel):
    """A part as the store acknowledged it."""

    number: int = Field(ge=1, le=100)
    etag: str = Field(pattern=r"^[!-~]{1,200}$")


class FinishPractice(BaseModel):
    """All parts of the practice recording."""

    parts: list[PracticePart] = Field(min_length=1, max_length=100)


@router.post(CHECKS, summary="Record a device check", status_code=201)
def post_check(report: DeviceReport) -> tuple[DeviceCheck, int]:
    """Record what the page found of camera, microphone, speaker, network and browser; the answer says what helps."""
    token, desk = candidate(router)
    return check_devices(token, report, desk), 201


@router.get(CHECKS, summary="Read the device checks")
def get_checks() -> DeviceChecks:
    """Show the newest checks."""
    return DeviceChecks(items=list(device_checks(*candidate(router))))


@router.post(PRACTICE, summary="Begin a practice recording", status_code=201)
def post_practice(wish: BeginPractice) -> tuple[PracticeView, int]:
    """Begin a practice recording: it is not assessed, and not kept."""
    token, desk = candidate(router)
    return begin_practice(token, wish.content_type, wish.size_bytes, desk), 201


@router.get(PRACTICE, summary="Look at the practice recording")
def get_practice() -> PracticeView:
    """Show the practice recording with an address to play it."""
    return see_practice(*candidate(router))


@router.post(f"{PRACTICE}/<practice_id>/complete", summary="Finish a practice recording")
def post_practice_complete(practice_id: PracticeId, whole: FinishPractice) -> PracticeView:
    """Join the parts of the practice recording."""
    token, desk = candidate(router)
    return finish_practice(token, practice_id, [(part.number, part.etag) for part in whole.parts], desk)


@router.delete(f"{PRACTICE}/<practice_id>", summary="Delete the practice recording", status_code=204)
def delete_practice_recording(practice_id: PracticeId) -> Response[None]:
    """Delete the practice recording now."""
    token, desk = candidate(router)
    delete_practice(token, practice_id, desk)
    return Response(status_code=204, content_type="application/json")
