"""A batch of invitations and its recipients. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, PositionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.invitations.model import VALID_DAYS, WhichApplication, Wish

MOST = 5_000
BatchState = Literal["expanding", "running", "paused", "cancelled", "done"]
Retryable = Literal["failed", "bounced", "skipped"]
Status = Literal["queued", "sent", "delivered", "bounced", "failed", "skipped"]
"""``skipped`` and ``failed`` have a reason; ``delivered`` and ``bounced`` are what the provider told later."""
STATUSES: tuple[Status, ...] = ("queued", "sent", "delivered", "bounced", "failed", "skipped")


class RecipientFilter(Frozen):
    """Everybody of the position who is active, or those of them who are at one node."""

    node: Annotated[str, Field(min_length=1, max_length=40)] | None = None


class BatchOrder(Frozen):
    """Invite many: the applications that are named, or those that ``filter`` finds when the batch begins."""

    position_id: Annotated[PositionId, Field(min_length=1, max_length=60)]
    application_ids: tuple[WhichApplication, ...] = Field(default=(), max_length=MOST)
    filter: RecipientFilter | None = None
    channel: Wish = "preferred"
    language: Language | None = None
    valid_days: int = VALID_DAYS
    deadline: datetime | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if bool(self.application_ids) == (self.filter is not None):
            raise ValueError("give application_ids or a filter, one of them 请二选一：指定应聘或筛选条件")
        if self.channel == "none":
            raise ValueError("a batch is sent: choose a channel 批量邀请须选择发送渠道")
        if self.deadline is not None and self.deadline.tzinfo is None:
            raise ValueError("the deadline needs its time zone, as in 2026-12-01T18:00:00+08:00 截止时间需包含时区")
        return self


class Terms(Frozen):
    """What an order says, without whom it names."""

    position_id: PositionId
    department: str | None = None
    filter: RecipientFilter | None = None
    channel: Wish
    language: Language | None
    valid_days: int
    deadline: datetime | None


class Batch(Frozen):
    """A batch with its progress. ``total`` grows while it is expanded; ``cursor``: how far a filter was followed.

    ``turn`` numbers the turns of its workers, so that a turn that was worked at does nothing when it comes again.
    ``idle`` counts turns in a row that sent nothing. ``revision`` is the ETag.
    """

    batch_id: str
    terms: Terms
    state: BatchState = "expanding"
    created_by: str
    created_at: datetime
    finished_at: datetime | None = None
    total: int = 0
    counts: dict[Status, int] = Field(default_factory=dict)
    cursor: str | None = None
    turn: int = 1
    idle: int = 0
    halted: bool = False
    """Paused by itself, because the provider took nothing any more; a person looks, and lets it go on."""
    revision: int = 1


class Recipient(Frozen):
    """One of a batch. ``reason`` is a code; ``words`` say it to a person."""

    number: int
    application_id: ApplicationId
    candidate_id: CandidateId | None = None
    invitation_id: str | None = None
    message_id: str | None = None
    status: Status = "queued"
    reason: str | None = None
    words: LocalizedText | None = None
    again: bool = False
    """A person ordered it to be tried again."""
    at: datetime
