"""What a candidate sees of an interview."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from shared.interview.contracts import Consents, Medium, PlannedQuestion
from shared.interview.model import Answer, Session, Upload, planned_questions
from shared.interview.notices import Notice, notice_of
from shared.interview.ports import ArrivedPart
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import JurisdictionPolicy, RecordingLimits

ViewState = Literal["invited", "open", "human_only", "closed"]


class UploadView(Frozen):
    """An upload as the browser needs it to go on: which parts are there, how large a part is."""

    upload_id: str
    key: str
    part_bytes: int
    state: Literal["open", "completed", "late"]
    attempt: int
    medium: Medium
    content_type: str
    size_bytes: int | None
    parts: tuple[ArrivedPart, ...] = ()


class QuestionView(Frozen):
    """A question as the candidate may see it. Fields are named one by one, so that nothing is shown by being added
    to the plan: a reference answer, above all."""

    answer_id: AnswerId
    question_id: str
    text: LocalizedText
    competencies: tuple[str, ...]
    thinking_ms: Milliseconds
    answer_ms: Milliseconds
    retakes: int


class AnswerView(Frozen):
    """One question and what has arrived to it. ``retakes_left`` counts attempts after the current one."""

    question: QuestionView
    retakes_left: int
    upload: UploadView | None


class SessionView(Frozen):
    """Who invites, what is asked, what is recorded, what a machine scores, and how far the candidate is."""

    interview_id: InterviewId
    state: ViewState
    company: str
    candidate_name: str
    position_title: LocalizedText
    languages: tuple[Language, ...]
    notice: Notice
    consents: Consents | None
    limits: RecordingLimits
    answers: tuple[AnswerView, ...]
    closes_at: datetime


def view_of(
    invitation: Invitation,
    policy: JurisdictionPolicy,
    session: Session | None,
    answers: Mapping[AnswerId, Answer],
    parts: Mapping[AnswerId, Sequence[ArrivedPart]],
    part_bytes: int,
    now: datetime,
) -> SessionView:
    """Return what the candidate sees now. ``parts`` are those of open uploads."""
    questions = session.plan.questions if session else planned_questions(invitation)
    state: ViewState = "closed" if now >= invitation.expires_at else session.state if session else "invited"
    return SessionView(
        interview_id=invitation.interview_id,
        state=state,
        company=invitation.company,
        candidate_name=invitation.candidate_name,
        position_title=invitation.position.title,
        languages=invitation.position.languages,
        notice=notice_of(policy),
        consents=session.plan.consents if session else None,
        limits=session.plan.limits if session else policy.limits,
        answers=tuple(
            AnswerView(
                question=_shown(question),
                retakes_left=max(0, question.retakes + 1 - answer.attempts),
                upload=answer.upload
                and upload_view(answer.upload, tuple(parts.get(question.answer_id, ())), part_bytes),
            )
            for question in questions
            for answer in [answers.get(question.answer_id, Answer(answer_id=question.answer_id))]
        ),
        closes_at=invitation.expires_at,
    )


def _shown(question: PlannedQuestion) -> QuestionView:
    return QuestionView.model_validate(question.model_dump(include=set(QuestionView.model_fields)))


def upload_view(upload: Upload, parts: tuple[ArrivedPart, ...], part_bytes: int) -> UploadView:
    """Return an upload as the browser needs it."""
    return UploadView(
        upload_id=upload.upload_id,
        key=upload.key,
        part_bytes=part_bytes,
        state=upload.state,
        attempt=upload.attempt,
        medium=upload.medium,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        parts=parts,
    )
