"""What people see of an interview: how far it is, its report, and the uploads that belong to no answer."""

from datetime import datetime
from typing import Literal

from shared.assessment.keys import transcript_key, vision_key
from shared.assessment.model.answer import AnswerStatus, Reason
from shared.assessment.model.progress import AnswerState, InterviewState, Orphan, Step
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import FOR_PEOPLE, must_be_by_machine
from shared.assessment.service.scope import Scope
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import read_upload_key
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.frozen import Published
from shared.kernel.ids import AnswerId, InterviewId, PositionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

InterviewStatus = Literal["open", "reporting", "reported", "stuck", "people_only"]
"""``open``: answers are awaited or assessed; ``stuck``: all are in, and ``problem`` says why there is no report;
``people_only``: the candidate took the consent to automated scoring back, and people must look, whatever was found."""


class AnswerProgress(Published):
    """One answer. ``step_times`` says when each step was entered, ``seconds`` how long the measured ones took."""

    answer_id: AnswerId
    ordinal: int
    question: LocalizedText | None
    status: AnswerStatus
    step: Step | None
    step_times: dict[Step, datetime]
    seconds: dict[str, float]
    tries: int
    reason: Reason | None


class InterviewProgress(Published):
    """One interview with the state of every answer."""

    interview_id: InterviewId
    position_id: PositionId
    candidate: str
    position: LocalizedText
    status: InterviewStatus
    revision: int
    reported_revision: int
    expected: int
    settled: int
    overall: float | None
    problem: Reason | None
    answers: tuple[AnswerProgress, ...]


def progress(scope: Scope, interview_id: InterviewId) -> InterviewProgress:
    """Return how far the interview is. Raises ``NotFound`` where it is not in assessment, ``Unavailable``."""
    state = _state(scope, interview_id)
    plan = plan_of(scope, interview_id)
    return InterviewProgress(
        interview_id=interview_id,
        position_id=state.position_id,
        candidate=plan.candidate_name,
        position=plan.position_title,
        status=_status(state) if plan.by_machine else "people_only",
        revision=state.revision,
        reported_revision=state.reported_revision,
        expected=state.expected,
        settled=len(state.settled),
        overall=state.overall if plan.by_machine else None,
        problem=state.problem if plan.by_machine else FOR_PEOPLE,
        answers=tuple(_answer(scope, plan, answer) for answer in scope.interviews.answers(interview_id)),
    )


def report(scope: Scope, interview_id: InterviewId) -> InterviewReport:
    """Return the newest report.

    Raises:
        NotFound: the interview is not in assessment.
        PeopleOnly: the candidate took the consent to automated scoring back: what was found before is not shown.
        Conflict: there is no report yet; the progress says what is missing.
        Unavailable: a service did not answer.
    """
    state = _state(scope, interview_id)
    must_be_by_machine(plan_of(scope, interview_id))
    if state.report is None:
        problem = state.problem.problem if state.problem else "Not all answers are assessed yet."
        raise Conflict(f"There is no report yet. {problem}", "Look at the interview's progress.")
    return scope.documents.get_document(state.report, InterviewReport)


def recordings(scope: Scope, interview_id: InterviewId, seconds: int) -> dict[str, str]:
    """Return a signed address of each answer's recording, good for ``seconds``. Raises ``Unavailable``."""
    return {
        answer.answer_id: scope.documents.address(answer.take.upload_key, seconds)
        for answer in scope.interviews.answers(interview_id)
        if answer.take is not None
    }


def orphans(scope: Scope) -> list[Orphan]:
    """Return the tenant's uploads that belong to no open answer. Raises ``Unavailable``."""
    return scope.orphans.all()


def language_of(scope: Scope, interview_id: InterviewId) -> Language:
    """Return the language in which the interview's candidate reads: the page's own where nobody chose one."""
    return plan_of(scope, interview_id).language


def _state(scope: Scope, interview_id: InterviewId) -> InterviewState:
    state = scope.interviews.get(interview_id)
    if state is None:
        raise NotFound(
            "There is no such interview in assessment.",
            "Check the address; the candidate may not have opened the interview yet.",
        )
    return state


def _status(state: InterviewState) -> InterviewStatus:
    if not state.all_settled:
        return "open"
    if state.reported_revision >= state.revision:
        return "reported"
    return "stuck" if state.problem else "reporting"


def _answer(scope: Scope, plan: InterviewPlan, state: AnswerState) -> AnswerProgress:
    question = plan.question_of(state.answer_id)
    return AnswerProgress(
        answer_id=state.answer_id,
        ordinal=state.ordinal,
        question=question.text if question else None,
        status=state.status,
        step=_step(scope, state),
        step_times=state.step_times,
        seconds=state.seconds,
        tries=state.tries,
        reason=state.reason,
    )


def _step(scope: Scope, state: AnswerState) -> Step | None:
    """The workers do not write to the table: what they have put into the bucket says whether both are done.

    Only on a first try: what an earlier try left there would be taken for this one's.
    """
    upload = read_upload_key(state.take.upload_key) if state.take else None
    if state.step != "listening" or upload is None or state.tries > 1:
        return state.step
    if scope.documents.head(transcript_key(upload)) is None:
        return "listening"
    return "watching" if state.watch and scope.documents.head(vision_key(upload)) is None else "scoring"
