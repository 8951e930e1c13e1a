"""Sessions, answers and uploads. Pure rules, one place for each question of time and state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.interview.contracts import InterviewPlan, Medium
from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId

PART_BYTES = 5 * 1024**2
"""The least that the file store joins: on a weak line (350 kbit/s) two minutes of sending."""

SessionState = Literal["open", "human_only", "withdrawn"]


class Session(Frozen):
    """An interview that a candidate opened. ``human_only``: no machine may score it; people look at it.

    ``withdrawn``: the candidate took back the consent to be recorded, and it is over. ``revision`` counts changes.
    """

    state: SessionState
    plan: InterviewPlan
    document: DocumentRef
    paused_at: datetime | None = None
    completed_at: datetime | None = None
    unanswered: tuple[AnswerId, ...] = ()
    """What had no answer when it was completed."""
    revision: int = 0


class Moment(Frozen):
    """Something that happened to a session. The record only grows."""

    kind: Literal["paused", "resumed", "completed"]
    at: datetime


class Upload(Frozen):
    """One attempt to record an answer. ``multipart_id`` is the file store's name of it.

    ``late``: the file is there and kept, but came after ``accepted_until``. ``aborted``: the candidate gave it up.
    """

    upload_id: str
    key: str
    multipart_id: str
    medium: Medium
    content_type: str
    size_bytes: int | None
    attempt: int
    request_key: str | None
    state: Literal["open", "completed", "late", "aborted"] = "open"
    begun_at: datetime
    completed_at: datetime | None = None


class Answer(Frozen):
    """What has arrived of an answer: ``upload`` is its latest attempt, ``kept`` the one handed in before that.

    ``shown_at`` is when the question was first seen: thinking time runs from there, whatever is reloaded.
    ``starts`` are the moments at which a recording was begun.
    """

    answer_id: AnswerId
    upload: Upload | None = None
    kept: Upload | None = None
    shown_at: datetime | None = None
    starts: tuple[datetime, ...] = ()

    @property
    def attempts(self) -> int:
        """How many attempts were made, the one that is under way included; one that was given up does not count."""
        if self.upload is None:
            return 0
        return self.upload.attempt - 1 if self.upload.state == "aborted" else self.upload.attempt

    @property
    def next_attempt(self) -> int:
        """The number of an attempt that begins now. One that was never handed in does not count: browsers crash."""
        return self.attempts if self.upload and self.upload.state == "open" else self.attempts + 1

    @property
    def handed_in(self) -> Upload | None:
        """The recording that counts, or None while there is none."""
        return self.upload if self.upload and self.upload.state == "completed" else self.kept


class AskedConsents(Frozen):
    """What a candidate ticks. ``recording`` is needed to hold an interview here at all.

    ``expression`` left out: as ``vision``. ``retention``: keep the data beyond this process, for other positions.
    """

    recording: bool
    automated_assessment: bool
    vision: bool = False
    expression: bool | None = None
    retention: bool = False


class UploadWish(Frozen):
    """What a candidate is about to upload. ``restart`` begins another attempt where one is there already."""

    medium: Medium
    content_type: str = Field(pattern=r"^(video|audio|text)/[A-Za-z0-9.+-]{1,60}(;[ -~]{0,100})?$")
    size_bytes: int | None = Field(default=None, ge=1)
    restart: bool = False


class DeploymentLimits(Frozen):
    """The deployment's own limits, and how long signed addresses hold."""

    max_bytes: int
    max_duration_ms: Milliseconds
    url_seconds: int


def opens_next(plan: InterviewPlan, answers: Mapping[AnswerId, Answer]) -> AnswerId | None:
    """Return the question to go on with: the first that is not handed in, or None."""
    return next((name for name in plan.answer_ids if name not in answers or answers[name].handed_in is None), None)


def continues(upload: Upload, wish: UploadWish, request_key: str | None) -> bool:
    """Say whether ``wish`` means the upload that is there already: asked again, or gone on with after a break."""
    if request_key is not None and upload.request_key == request_key:
        return True
    same = (upload.medium, upload.content_type, upload.size_bytes) == (wish.medium, wish.content_type, wish.size_bytes)
    return same and upload.state == "open" and not wish.restart
