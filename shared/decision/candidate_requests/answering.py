"""Use cases of staff: whose task a request is, a panel that reviews without the machine, and the answer."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.decision.candidate_requests.contracts import CandidateRequestAnswered, TranscriptCorrected
from shared.decision.candidate_requests.desk import RequestDesk, transcript_of
from shared.decision.candidate_requests.errors import (
    CorrectedTextNeeded,
    NotIndependent,
    NotReviewed,
    RequestClosed,
    WrongKind,
)
from shared.decision.candidate_requests.model import (
    CandidateRequest,
    Correction,
    RequestWords,
    Verdict,
    answered,
    assigned,
    in_review,
    replaced_once,
)
from shared.decision.outcomes.store import waiting_writes
from shared.decision.outcomes.waiting import Waiting
from shared.decision.panel.calling import call
from shared.decision.panel.model import Panel
from shared.decision.panel.orders import CallOrder, UserId
from shared.kernel.errors import Invalid, PreconditionFailed
from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId, new_id
from shared.kernel.localized import LocalizedText
from shared.platform.audit import AuditEntry
from shared.platform.etag import expect
from shared.platform.writes import Write
from shared.tenancy.actions import Action

Named = frozenset[str] | None
MAY_ANSWER = frozenset({"recruiter", "tenant_admin"})


class AssignOrder(Frozen):
    """Whose task it becomes."""

    user_id: UserId


class AnswerOrder(Frozen):
    """The answer that the candidate reads, in the languages given.

    ``corrected_text``: the whole transcript as it should read, where replacing the words is not plain.
    """

    verdict: Verdict
    answer: LocalizedText
    corrected_text: Annotated[str, StringConstraints(min_length=1, max_length=50_000)] | None = Field(default=None)


def read(request_id: str, desk: RequestDesk) -> tuple[CandidateRequest, RequestWords]:
    """Return a request with what was written. Raises ``NoSuchRequest``, ``Forbidden``, ``Shredded``."""
    request = desk.found(request_id, "read_request")
    words = desk.requests.words(request)
    desk.panel.trail.record(_entry("read_request", request, desk))
    return request, words


def assign(request_id: str, order: AssignOrder, named: Named, desk: RequestDesk) -> CandidateRequest:
    """Make a request somebody's task. Raises ``Invalid`` for somebody who may not answer, and as ``answer``."""
    request = _open(request_id, named, desk)
    colleague = desk.panel.staff.known([order.user_id]).get(order.user_id)
    if colleague is None or not colleague.active or not colleague.roles & MAY_ANSWER:
        raise Invalid(
            "This user cannot answer requests. 该用户不能答复申请。",
            "Choose an active recruiter or administrator. 请选择在职的招聘人员或管理员。",
        )
    after = assigned(request, order.user_id, desk.panel.who.user_id, desk.panel.clock.now())
    return _changed(after, desk.requests.words(request), _entry("answer_request", request, desk), desk)


def call_review(request_id: str, order: CallOrder, named: Named, desk: RequestDesk) -> tuple[CandidateRequest, Panel]:
    """Call people who look at the interview without the machine, for a request of human review.

    Raises:
        WrongKind: the request asks for something else.
        NotIndependent: somebody of them decided about the candidate before.
        AlreadyAssigned, CannotInterview: as they say; and as ``answer``.
    """
    request = _open(request_id, named, desk)
    if request.kind != "human_review":
        raise WrongKind
    history = desk.decisions.deciders(request.interview_id)
    if partial := sorted(set(order.user_ids) & history):
        raise NotIndependent(partial)
    panel = call(request.interview_id, order, desk.panel, request_id=request_id)
    after = in_review(request, desk.panel.who.user_id, desk.panel.clock.now())
    return _changed(after, desk.requests.words(request), _entry("answer_request", request, desk), desk), panel


def answer(request_id: str, order: AnswerOrder, named: Named, desk: RequestDesk) -> CandidateRequest:
    """Answer a request. A correction that is granted is kept beside the original, and people are asked to look again.

    Raises:
        NoSuchRequest, Forbidden, RequestClosed, PreconditionRequired, PreconditionFailed, Shredded: as they say.
        NotReviewed: a review is granted that nobody has done.
        CorrectedTextNeeded, NothingWrittenDown: the correction cannot be made from what was asked.
    """
    request = _open(request_id, named, desk)
    if order.corrected_text is not None and request.kind != "correction":
        raise WrongKind
    if request.kind == "human_review" and order.verdict != "refused":
        _must_be_reviewed(request, desk)
    words, now = desk.requests.words(request), desk.panel.clock.now()
    after = answered(request, order.verdict, desk.panel.who.user_id, now)
    events: list[Event] = [_answered(after, desk, now)]
    more: list[Write] = []
    correction = None
    if request.kind == "correction" and order.verdict != "refused":
        correction = _correction(request, words, order, desk)
        events.append(_corrected(correction, request, desk, now))
        plan = desk.panel.interviews.plan(request.interview_id)
        more.extend(waiting_writes(desk.requests.tenant_id, Waiting.of(plan, "correction", now)))
    words = words.model_copy(update={"answer": order.answer})
    entry = _entry("answer_request", request, desk, verdict=order.verdict)
    if not desk.requests.change(after, words, entry, events, more, correction):
        raise PreconditionFailed
    return after


def corrections(interview_id: InterviewId, answer_id: str, desk: RequestDesk) -> tuple[str, list[Correction]]:
    """Return an answer's transcript as it was made, and its corrections. Raises as ``transcript_of``.

    Whoever sits on the panel may read the words, as they may hear them; nothing of a score stands here.
    """
    plan, _panel = desk.panel.opened(interview_id, "read_interview")
    original = transcript_of(plan, answer_id, desk.panel.interviews)
    found = desk.requests.corrections(plan.interview_id, plan.candidate_id, answer_id)
    desk.panel.read("read_interview", plan)
    return original, found


def _open(request_id: str, named: Named, desk: RequestDesk) -> CandidateRequest:
    request = desk.found(request_id, "answer_request")
    if request.closed:
        raise RequestClosed
    expect(named, request.revision)
    return request


def _changed(after: CandidateRequest, words: RequestWords, entry: AuditEntry, desk: RequestDesk) -> CandidateRequest:
    if not desk.requests.change(after, words, entry):
        raise PreconditionFailed
    return after


def _must_be_reviewed(request: CandidateRequest, desk: RequestDesk) -> None:
    panel = desk.panel.panels.panel(request.interview_id)
    if panel is None or panel.request_id != request.request_id or not panel.reviewed:
        raise NotReviewed


def _correction(request: CandidateRequest, words: RequestWords, order: AnswerOrder, desk: RequestDesk) -> Correction:
    plan = desk.panel.interviews.plan(request.interview_id)
    answer_id = request.answer_id or ""
    earlier = desk.requests.corrections(request.interview_id, request.candidate_id, answer_id)
    before = earlier[-1].corrected if earlier else transcript_of(plan, answer_id, desk.panel.interviews)
    corrected = order.corrected_text or replaced_once(before, words.heard or "", words.said or "")
    if corrected is None:
        raise CorrectedTextNeeded
    return Correction(
        interview_id=request.interview_id,
        answer_id=answer_id,
        number=len(earlier) + 1,
        request_id=request.request_id,
        before=before,
        corrected=corrected,
        by=desk.panel.who.user_id,
        at=desk.panel.clock.now(),
    )


def _entry(action: Action, request: CandidateRequest, desk: RequestDesk, verdict: str | None = None) -> AuditEntry:
    detail = {"kind": request.kind, "interview_id": request.interview_id, "verdict": verdict}
    return desk.panel.trail.entry(
        desk.panel.who, action, request.request_id, candidate_id=request.candidate_id, detail=detail
    )


def _answered(after: CandidateRequest, desk: RequestDesk, now: datetime) -> CandidateRequestAnswered:
    return CandidateRequestAnswered(
        event_id=new_id("evt"),
        tenant_id=desk.requests.tenant_id,
        occurred_at=now,
        request_id=after.request_id,
        interview_id=after.interview_id,
        application_id=after.application_id,
        position_id=after.position_id,
        candidate_id=after.candidate_id,
        kind=after.kind,
        verdict=after.verdict or "refused",
        answered_by=desk.panel.who.user_id,
    )


def _corrected(
    correction: Correction, request: CandidateRequest, desk: RequestDesk, now: datetime
) -> TranscriptCorrected:
    return TranscriptCorrected(
        event_id=new_id("evt"),
        tenant_id=desk.requests.tenant_id,
        occurred_at=now,
        request_id=request.request_id,
        interview_id=request.interview_id,
        application_id=request.application_id,
        position_id=request.position_id,
        candidate_id=request.candidate_id,
        answer_id=correction.answer_id,
        number=correction.number,
    )
