"""What waits for a decision of people, and since when. Pure."""

from datetime import datetime, timedelta
from typing import Literal, Self

from shared.interview.contracts import InterviewPlan
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId

Why = Literal["report", "human_only", "human_interview", "panel", "held", "correction", "review"]
"""What it waits for: the report is there; people alone judge it; a person's interview is due; a panel was called; it
was put on hold; the candidate had a transcript corrected; the candidate asked people to look."""


class Waiting(Frozen):
    """One interview that waits for a decision."""

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    department: str | None = None
    since: datetime
    why: Why

    @classmethod
    def of(cls, plan: InterviewPlan, why: Why, since: datetime) -> Self:
        """Return that ``plan``'s interview waits."""
        return cls(
            interview_id=plan.interview_id,
            application_id=plan.application_id,
            position_id=plan.position_id,
            candidate_id=plan.candidate_id,
            department=plan.department,
            since=since,
            why=why,
        )

    def overdue(self, days: int, now: datetime) -> bool:
        """Return whether it waits longer than ``days``."""
        return self.since + timedelta(days=days) < now
