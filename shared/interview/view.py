"""What a candidate sees of an interview."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from shared.interview.contracts import Accommodation, Consents, InterviewPlan, Medium, PlannedQuestion
from shared.interview.model import Answer, Session, Upload, opens_next
from shared.interview.notices import Notice, notice_of
from shared.interview.planning import planned_questions
from shared.interview.ports import ArrivedPart
from shared.interview.receipt import Receipt, receipt_of
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import JurisdictionPolicy, RecordingLimits

ViewState = Literal["invited", "open", "human_only", "paused", "completed", "withdrawn", "closed"]


class UploadView(Frozen):
    """An upload as the browser needs it to go on: which parts are there, how large a part is.

    Another device sees the same: ``begun_at`` and ``arrived_bytes`` tell how far the first one came.
    """

    upload_id: str
    key: str
    part_bytes: int
    state: Literal["open", "completed", "late", "aborted"]
    attempt: int
    medium: Medium
    content_type: str
    size_bytes: int | None
    begun_at: datetime
    arrived_bytes: int
    parts: tuple[ArrivedPart, ...] = ()


class QuestionView(Frozen):
    """A question as the candidate may see it. ``text`` is null until it is shown: thinking time begins then.

    Fields are named one by one, so that nothing is shown by being added to the plan: a reference answer, above all.
    """

    answer_id: AnswerId
    question_id: str
    text: LocalizedText | None
    competencies: tuple[str, ...]
    thinking_ms: Milliseconds
    answer_ms: Milliseconds
    retakes: int


class AnswerView(Frozen):
    """One question and what has arrived to it. ``retakes_left`` counts attempts after the current one.

    ``thinking_left_ms`` is null until the question is shown, and 0 when its time to think is over. ``answered``: a
    recording is handed in and counts.
    """

    question: QuestionView
    retakes_left: int
    answered: bool
    shown_at: datetime | None
    thinking_left_ms: Milliseconds | None
    upload: UploadView | None


class SessionView(Frozen):
    """Who invites, what is asked, what is recorded, what a machine scores, and how far the candidate is.

    All times are the server's, and ``now`` is its clock: a browser counts down from the difference. ``next_answer`` is
    the question to go on with; ``receipt`` is there once the interview is completed.
    """

    interview_id: InterviewId
    state: ViewState
    human_only: bool
    company: str
    candidate_name: str
    position_title: LocalizedText
    languages: tuple[Language, ...]
    notice: Notice
    consents: Consents | None
    accommodation: Accommodation
    limits: RecordingLimits
    answers: tuple[AnswerView, ...]
    next_answer: AnswerId | None
    paused_at: datetime | None
    completed_at: datetime | None
    receipt: Receipt | None
    closes_at: datetime
    accepted_until: datetime | None
    now: datetime


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
    plan = session.plan if session else None
    questions = plan.questions if plan else planned_questions(invitation)
    return SessionView(
        interview_id=invitation.interview_id,
        state=state_of(session, invitation.expires_at, now),
        human_only=session is not None and session.state == "human_only",
        company=invitation.company,
        candidate_name=invitation.candidate_name,
        position_title=invitation.position.title,
        languages=invitation.position.languages,
        notice=notice_of(policy),
        consents=plan.consents if plan else None,
        accommodation=plan.accommodation if plan else Accommodation(),
        limits=plan.limits if plan else policy.limits,
        answers=tuple(
            _answer(question, answer, tuple(parts.get(question.answer_id, ())), part_bytes, now)
            for question in questions
            for answer in [answers.get(question.answer_id, Answer(answer_id=question.answer_id))]
        ),
        next_answer=_next(session, plan, answers),
        paused_at=session.paused_at if session else None,
        completed_at=session.completed_at if session else None,
        receipt=receipt_of(session, answers) if session else None,
        closes_at=invitation.expires_at,
        accepted_until=plan.accepted_until if plan else None,
        now=now,
    )


def state_of(session: Session | None, closes_at: datetime, now: datetime) -> ViewState:
    """Return where the interview stands. What the candidate brought to an end stays ended when its time is over."""
    if session is not None and session.state == "withdrawn":
        return "withdrawn"
    if session is not None and session.completed_at is not None:
        return "completed"
    if now >= closes_at:
        return "closed"
    if session is None:
        return "invited"
    return "paused" if session.paused_at is not None else session.state


def _next(session: Session | None, plan: InterviewPlan | None, answers: Mapping[AnswerId, Answer]) -> AnswerId | None:
    over = session is None or session.completed_at is not None or session.state == "withdrawn"
    return opens_next(plan, answers) if plan and not over else None


def _answer(
    question: PlannedQuestion, answer: Answer, parts: tuple[ArrivedPart, ...], part_bytes: int, now: datetime
) -> AnswerView:
    left: int | None = None
    if answer.shown_at is not None:
        thought = (now - answer.shown_at).total_seconds() * 1000
        left = max(0, round(question.thinking_ms - thought))
    return AnswerView(
        question=_shown(question, seen=answer.shown_at is not None),
        retakes_left=max(0, question.retakes + 1 - answer.attempts),
        answered=answer.handed_in is not None,
        shown_at=answer.shown_at,
        thinking_left_ms=None if left is None else Milliseconds(left),
        upload=upload_view(answer.upload, parts, part_bytes) if answer.upload else None,
    )


def _shown(question: PlannedQuestion, *, seen: bool) -> QuestionView:
    fields = question.model_dump(include=set(QuestionView.model_fields))
    return QuestionView.model_validate(fields if seen else {**fields, "text": None})


def upload_view(upload: Upload, parts: tuple[ArrivedPart, ...], part_bytes: int) -> UploadView:
    """Return an upload as the browser needs it."""
    whole = upload.size_bytes if upload.state in {"completed", "late"} else None
    return UploadView(
        upload_id=upload.upload_id,
        key=upload.key,
        part_bytes=part_bytes,
        state=upload.state,
        attempt=upload.attempt,
        medium=upload.medium,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        begun_at=upload.begun_at,
        arrived_bytes=whole if whole is not None else sum(part.size_bytes for part in parts),
        parts=parts,
    )
