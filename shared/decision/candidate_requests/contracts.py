"""What requests of candidates tell the others: that one came, that it was answered, that a transcript was corrected."""

from datetime import datetime
from typing import ClassVar, Literal

from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId

RequestKind = Literal["explanation", "correction", "human_review"]


class CandidateRequestReceived(Event):
    """``decision/candidate_request_received`` v1: a candidate asks for something that is due at ``due_at``."""

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "candidate_request_received"

    request_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    kind: RequestKind
    due_at: datetime


class CandidateRequestAnswered(Event):
    """``decision/candidate_request_answered`` v1: the candidate can read an answer."""

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "candidate_request_answered"

    request_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    kind: RequestKind
    verdict: Literal["granted", "partly", "refused"]
    answered_by: str


class TranscriptCorrected(Event):
    """``decision/transcript_corrected`` v1: people accepted that something else was said. No score changes by itself.

    ``number`` counts the corrections of the answer. Whoever wants the answer scored anew does so as for any answer.
    """

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "transcript_corrected"

    request_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    answer_id: str
    number: int
