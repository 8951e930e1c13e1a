"""What invitations learn from events: the interview began, was handed in, or the application ended."""

from collections.abc import Callable
from datetime import datetime

from shared.kernel.errors import Unavailable
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId
from shared.recruiting.invitations.model import InvitationRecord, State
from shared.recruiting.invitations.store import InvitationStore

Step = Callable[[InvitationRecord], InvitationRecord | None]
"""What is made of an invitation; None: nothing is to be changed."""
ATTEMPTS = 8


def begun(candidate_id: CandidateId, interview_id: InterviewId, at: datetime, invitations: InvitationStore) -> bool:
    """Note that the candidate began; return whether that was new."""

    def step(record: InvitationRecord) -> InvitationRecord | None:
        if record.begun_at is not None:
            return None
        state: State = "begun" if record.state == "open" else record.state
        return record.model_copy(update={"begun_at": at, "state": state})

    return _learned(candidate_id, interview_id, step, invitations)


def completed(candidate_id: CandidateId, interview_id: InterviewId, at: datetime, invitations: InvitationStore) -> bool:
    """Note that the interview was handed in: nobody is reminded any more. Return whether that was new."""

    def step(record: InvitationRecord) -> InvitationRecord | None:
        if record.state == "completed":
            return None
        told = {"state": "completed", "completed_at": at, "remind_at": None, "begun_at": record.begun_at or at}
        return record.model_copy(update=told)

    return _learned(candidate_id, interview_id, step, invitations)


def application_ended(candidate_id: CandidateId, application_id: ApplicationId, invitations: InvitationStore) -> bool:
    """Remind nobody any more whose application was rejected or withdrawn. The link stays: it leads to the result."""

    def step(record: InvitationRecord) -> InvitationRecord | None:
        return record.model_copy(update={"remind_at": None}) if record.remind_at is not None else None

    found = invitations.of_application(candidate_id, application_id)
    return sum(_learned(candidate_id, one.interview_id, step, invitations) for one in found) > 0


def _learned(candidate_id: CandidateId, interview_id: InterviewId, step: Step, invitations: InvitationStore) -> bool:
    for _attempt in range(ATTEMPTS):
        record = invitations.of_interview(candidate_id, interview_id)
        if record is None or (after := step(record)) is None:
            return False
        if invitations.change(after.model_copy(update={"revision": record.revision + 1}), None):
            return True
    raise Unavailable("Others are changing this invitation at this moment.", "Try again. 请稍后重试。")
