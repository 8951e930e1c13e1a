"""A line of a candidate's timeline: ids and codes, never words of anybody. Pure."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen

Kind = Literal[
    "added",
    "imported",
    "applied_online",
    "profile_changed",
    "note",
    "resume",
    "application_received",
    "application_moved",
    "application_overdue",
    "invited",
    "interview_opened",
    "interview_completed",
    "human_review_requested",
    "consent_withdrawn",
    "personality_completed",
    "report_ready",
    "decision",
    "offer_sent",
    "offer_accepted",
    "offer_closed",
    "hired",
    "merged",
    "merge_undone",
    "not_a_duplicate",
]
Plain = str | int | float | bool | None


class TimelineEntry(Frozen):
    """Something that happened. ``by`` is a user id, ``candidate:<id>`` or ``system:<handler>``.

    ``ref`` is the id of what it was about: an application, an interview, a note, a résumé, another record.
    """

    at: datetime
    kind: Kind
    by: str | None = None
    ref: str | None = None
    position_id: str | None = None
    detail: dict[str, Plain] = Field(default_factory=dict)
