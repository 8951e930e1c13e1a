"""What is told of a personality test: that it is done, and whether it was answered with care. Never how it came out."""

from typing import ClassVar

from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId


class PersonalityCompleted(Event):
    """``interview/personality_completed`` v1: a candidate has finished the personality test.

    A flow may go on when it hears this; it learns no score, so that no condition can be made of one.
    """

    stage: ClassVar[str] = "interview"
    name: ClassVar[str] = "personality_completed"

    application_id: ApplicationId | None = None
    interview_id: InterviewId
    candidate_id: CandidateId
    position_id: PositionId
    valid: bool
