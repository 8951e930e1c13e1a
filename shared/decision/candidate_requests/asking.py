"""Use cases of the candidate: ask for an explanation, a correction or a review by people; see how that stands."""

from collections.abc import Sequence

from shared.decision.candidate_requests.contracts import CandidateRequestReceived
from shared.decision.candidate_requests.desk import CandidateDesk, transcript_of
from shared.decision.candidate_requests.errors import NoSuchRequest, RequestClosed, RequestOpen
from shared.decision.candidate_requests.model import (
    MOST_OPEN,
    CandidateRequest,
    LogLine,
    RequestWords,
    Wish,
    withdrawn,
)
from shared.decision.outcomes.store import waiting_writes
from shared.decision.outcomes.waiting import Waiting
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import Conflict, Unavailable
from shared.kernel.ids import TenantId, new_id
from shared.kernel.request import Request
from shared.platform.writes import Write
from shared.tenancy.jurisdictions.loader import deadline

ATTEMPTS = 5


def ask(wish: Wish, request: Request | None, desk: CandidateDesk) -> CandidateRequest:
    """Keep a request with its deadline. The same request of the API again returns what it made.

    Raises:
        NoSuchInterview: the candidate never began.
        NothingWrittenDown: there is no transcript to correct.
        RequestOpen: the same is being answered already.
        Shredded: the candidate was erased.
    """
    who = desk.invitation
    for _attempt in range(ATTEMPTS):
        if (made := desk.requests.made_by(request)) is not None:
            return _own(made, desk)
        plan = desk.interviews.plan(who.interview_id)
        known = desk.requests.of_interview(who.interview_id)
        _must_be_new(wish, known)
        if wish.kind == "correction":
            transcript_of(plan, wish.answer_id, desk.interviews)
        asked = _request(wish, plan, desk)
        words = RequestWords(text=wish.text, heard=wish.heard, said=wish.said)
        more: list[Write] = []
        if wish.kind == "human_review":
            more.extend(waiting_writes(desk.requests.tenant_id, Waiting.of(plan, "review", asked.created_at)))
        entry = desk.trail.entry(
            f"candidate:{who.candidate_id}",
            "ask_request",
            asked.request_id,
            candidate_id=who.candidate_id,
            detail={"kind": wish.kind, "interview_id": who.interview_id},
        )
        events = [received(asked, desk.requests.tenant_id)]
        if desk.requests.add(asked, words, known, more, entry, events, request):
            return asked
    raise Unavailable("Several requests came at once. 申请过于频繁。", "Try again in a moment. 请稍后重试。")


def mine(desk: CandidateDesk) -> list[tuple[CandidateRequest, RequestWords]]:
    """Return all requests of the candidate's interview with their answers, the oldest first. Raises ``Shredded``."""
    return [(each, desk.requests.words(each)) for each in desk.requests.of_interview(desk.invitation.interview_id)]


def take_back(request_id: str, desk: CandidateDesk) -> CandidateRequest:
    """Take an open request back. Raises ``NoSuchRequest``, ``RequestClosed``, ``Conflict``."""
    before = _own(request_id, desk)
    if before.closed:
        raise RequestClosed
    after = withdrawn(before, desk.clock.now())
    entry = desk.trail.entry(
        f"candidate:{before.candidate_id}",
        "withdraw_request",
        request_id,
        candidate_id=before.candidate_id,
        detail={"kind": before.kind},
    )
    if not desk.requests.change(after, desk.requests.words(before), entry):
        raise Conflict("It was changed at this moment. 该申请刚刚发生变更。", "Look at it again. 请刷新后查看。")
    return after


def _own(request_id: str, desk: CandidateDesk) -> CandidateRequest:
    found = desk.requests.find(request_id)
    if found is None or found.interview_id != desk.invitation.interview_id:
        raise NoSuchRequest
    return found


def _must_be_new(wish: Wish, known: Sequence[CandidateRequest]) -> None:
    open_ones = [each for each in known if each.kind == wish.kind and not each.closed]
    if len(open_ones) >= MOST_OPEN[wish.kind]:
        raise RequestOpen


def _request(wish: Wish, plan: InterviewPlan, desk: CandidateDesk) -> CandidateRequest:
    now = desk.clock.now()
    period = deadline(desk.settings, wish.kind)
    return CandidateRequest(
        request_id=new_id("rqs"),
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        department=plan.department,
        kind=wish.kind,
        answer_id=wish.answer_id,
        language=wish.language,
        created_at=now,
        due_at=period.ends(now),
        source=period.source,
        log=(LogLine(at=now, by=f"candidate:{plan.candidate_id}", what="received"),),
    )


def received(asked: CandidateRequest, tenant_id: TenantId) -> CandidateRequestReceived:
    """Return the event that tells of a new request."""
    return CandidateRequestReceived(
        event_id=new_id("evt"),
        tenant_id=tenant_id,
        occurred_at=asked.created_at,
        request_id=asked.request_id,
        interview_id=asked.interview_id,
        application_id=asked.application_id,
        position_id=asked.position_id,
        candidate_id=asked.candidate_id,
        kind=asked.kind,
        due_at=asked.due_at,
    )
