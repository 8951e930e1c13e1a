"""What is asked for, what a tenant grants by itself, and what was decided. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.interview.contracts import Accommodation
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId

Why = Annotated[str, Field(max_length=2000)]
"""Why somebody needs it. It may tell of health: it is kept apart, and read by who decides alone."""


class AccommodationSettings(Frozen):
    """What a tenant grants without anybody looking. ``revision`` counts the changes."""

    extra_time_up_to: float = Field(default=1.25, ge=1.0, le=3.0)
    captions: bool = True
    text_answers: bool = False
    revision: int = 0


class AccommodationCase(Frozen):
    """How it stands for one interview. ``granted`` holds now, whatever else is still waiting.

    ``asked`` is null where staff set it without being asked. ``words`` are what the candidate is told about it.
    """

    interview_id: InterviewId
    invitation_id: str
    application_id: ApplicationId | None
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None
    asked: Accommodation | None
    granted: Accommodation
    state: Literal["waiting", "granted", "partly", "refused"]
    asked_at: datetime | None
    decided_at: datetime | None
    decided_by: str | None
    """A user, or ``settings`` where the tenant's settings grant it."""
    words: str = ""
    revision: int = 1


def by_settings(asked: Accommodation, settings: AccommodationSettings) -> Accommodation:
    """Return the part of ``asked`` that the tenant grants by itself."""
    return Accommodation(
        extra_time=min(asked.extra_time, settings.extra_time_up_to),
        captions=asked.captions and settings.captions,
        text_answers=asked.text_answers and settings.text_answers,
    )


def more_of(one: Accommodation, other: Accommodation) -> Accommodation:
    """Return both together: a new request never takes away what was granted."""
    return Accommodation(
        extra_time=max(one.extra_time, other.extra_time),
        captions=one.captions or other.captions,
        text_answers=one.text_answers or other.text_answers,
    )


def covers(granted: Accommodation, asked: Accommodation) -> bool:
    """Say whether everything that was asked for is granted."""
    return more_of(granted, asked) == granted


def outcome_of(granted: Accommodation, asked: Accommodation | None) -> Literal["granted", "partly", "refused"]:
    """Return in a word what a decision did with a request."""
    if asked is None or covers(granted, asked):
        return "granted"
    return "refused" if granted == Accommodation() else "partly"
