"""Use cases that gather facts: a report came, a decision was recorded. Each may be heard more than once."""

from datetime import datetime

from shared.assessment.report.contracts import InterviewReport
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.fairness.model import Decided, Fact
from shared.interview.contracts import InterviewPlan
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId


def report_came(report: InterviewReport, plan: InterviewPlan, at: datetime, desk: FairnessDesk) -> bool:
    """Keep what a report says of an application; False where a newer report of it was heard. Raises ``Unavailable``."""
    return desk.facts.report(
        Fact(
            key=_key(plan.application_id, plan.interview_id),
            candidate_id=plan.candidate_id,
            position_id=plan.position_id,
            interview_id=plan.interview_id,
            application_id=plan.application_id,
            assessed_at=at,
            revision=report.revision,
            overall=report.overall,
            standard_error=report.standard_error,
            proposal=report.proposal.outcome,
            rule=report.proposal.rule,
        )
    )


def decision_recorded(
    position_id: PositionId,
    candidate_id: CandidateId,
    interview_id: InterviewId | None,
    application_id: ApplicationId | None,
    node: str | None,
    outcome: Decided,
    at: datetime,
    desk: FairnessDesk,
) -> bool:
    """Keep what people decided at a step; False where a later decision of the step was heard. Raises ``Unavailable``.

    An application without an AI interview has no fact, and its decisions count in no audit of the AI.
    """
    key = _key(application_id, interview_id)
    return desk.facts.decided(position_id, key, node or "interview", outcome, at, candidate_id)


def _key(application_id: ApplicationId | None, interview_id: InterviewId | None) -> str:
    return str(application_id or interview_id)
