"""From an invitation to this candidate's plan: what policy, consent and accommodation allow together. Pure rules."""

from datetime import datetime, timedelta

from shared.interview.contracts import Accommodation, Consents, InterviewPlan, PlannedQuestion, Purpose
from shared.interview.model import DeploymentLimits
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import AnswerId
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import JurisdictionPolicy, RecordingLimits

GRACE = timedelta(minutes=30)
"""How long after the interview closes an upload that was begun in time may still arrive: for slow connections."""

USUAL = Accommodation()
"""No accommodation."""


def plan_of(
    invitation: Invitation,
    policy: JurisdictionPolicy,
    consents: Consents,
    deployment: DeploymentLimits,
    now: datetime,
    accommodation: Accommodation = USUAL,
) -> InterviewPlan:
    """Return the plan: the invitation's position, within what policy and consent allow together."""
    watched = policy.vision and consents.vision and consents.automated_assessment
    position = invitation.position
    return InterviewPlan(
        tenant_id=invitation.tenant_id,
        interview_id=invitation.interview_id,
        invitation_id=invitation.invitation_id,
        application_id=invitation.application_id,
        candidate_id=invitation.candidate_id,
        candidate_name=invitation.candidate_name,
        company=invitation.company,
        position_id=position.position_id,
        position_title=position.title,
        department=position.department,
        questions=planned_questions(invitation, accommodation),
        competencies=position.competencies,
        cut=position.cut,
        language=consents.language,
        languages=tuple(language for language in position.languages if language in policy.languages),
        hotwords=position.hotwords,
        contact=position.contact,
        simplified=policy.simplified,
        vision=watched,
        expression=watched and policy.expression and consents.expression is not False,
        limits=limits_of(policy.limits, deployment, accommodation),
        accommodation=accommodation,
        consents=consents,
        opened_at=now,
        closes_at=invitation.expires_at,
        accepted_until=invitation.expires_at + GRACE,
    )


def limits_of(
    policy: RecordingLimits, deployment: DeploymentLimits, accommodation: Accommodation = USUAL
) -> RecordingLimits:
    """Return what an answer may be: the tenant's limits, longer where time was granted, within the deployment's."""
    longer = Milliseconds(round(policy.max_duration_ms * accommodation.extra_time))
    return RecordingLimits(
        max_bytes=min(policy.max_bytes, deployment.max_bytes),
        max_duration_ms=min(longer, deployment.max_duration_ms),
        max_pixels=policy.max_pixels,
    )


def planned_questions(invitation: Invitation, accommodation: Accommodation = USUAL) -> tuple[PlannedQuestion, ...]:
    """Return the invitation's questions with the ids of their answers (``a1``, ``a2``, …) and the candidate's times."""
    return tuple(
        PlannedQuestion(
            answer_id=AnswerId(f"a{number}"),
            question_id=question.question_id,
            text=question.text,
            competencies=question.competencies,
            thinking_ms=Milliseconds(round(question.thinking_ms * accommodation.extra_time)),
            answer_ms=Milliseconds(round(question.answer_ms * accommodation.extra_time)),
            retakes=question.retakes,
            reference=question.reference,
        )
        for number, question in enumerate(invitation.position.questions, start=1)
    )


def withdrawn_from(plan: InterviewPlan, purpose: Purpose) -> InterviewPlan:
    """Return the plan without what the candidate takes back, and without what rests on it."""
    no_machine = purpose in {"recording", "automated_assessment"}
    no_picture = no_machine or purpose == "vision"
    refused: dict[str, bool] = {str(purpose): False}
    if no_machine:
        refused["automated_assessment"] = False
    if no_picture:
        refused |= {"vision": False, "expression": False}
    return plan.model_copy(
        update={
            "consents": plan.consents.model_copy(update=refused),
            "vision": plan.vision and not no_picture,
            "expression": plan.expression and not no_picture and purpose != "expression",
        }
    )
