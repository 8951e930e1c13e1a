"""What panels tell the others: that somebody is to rate, and that the ratings are in."""

from datetime import datetime
from typing import ClassVar

from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId


class InterviewerAssigned(Event):
    """``decision/interviewer_assigned`` v1: somebody (``user_id``) is to rate an interview until ``due_at``."""

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "interviewer_assigned"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    user_id: str
    due_at: datetime


class PanelCompleted(Event):
    """``decision/panel_completed`` v1: all ratings are in that a decision waits for; ``raters`` are user ids."""

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "panel_completed"

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    raters: tuple[str, ...]
