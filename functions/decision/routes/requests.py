"""Requests of candidates, for staff: a list by deadline, whose task each is, a review by people, the answer."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.decision.routes.desk import request_desk
from shared.decision.candidate_requests import answering
from shared.decision.candidate_requests.answering import AnswerOrder, AssignOrder
from shared.decision.candidate_requests.desk import RequestDesk
from shared.decision.candidate_requests.model import CandidateRequest, Correction, RequestWords
from shared.decision.panel.orders import CallOrder
from shared.kernel.ids import InterviewId
from shared.platform.authorization import Resource, permitted
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
REQUESTS = "/v1/decision/requests"
REQUEST = f"{REQUESTS}/<request_id>"


class RequestLine(BaseModel):
    """An open request, without what was written."""

    request: CandidateRequest
    overdue: bool


class RequestView(BaseModel):
    """A request with what was written. Its ETag is the request's ``revision``."""

    request: CandidateRequest
    words: RequestWords
    overdue: bool


class TranscriptView(BaseModel):
    """What was written down of an answer, and its corrections, the oldest first. No score follows them by itself."""

    answer_id: str
    original: str
    corrections: list[Correction]


@router.get(REQUESTS, summary="List open requests of candidates")
def get_requests(
    mine: Annotated[bool, Query()] = False,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[RequestLine]:
    """List open requests, the first due first; ``mine``: the caller's own tasks."""
    who = staff(router)
    desk = request_desk(who)
    after = Cursor.read(cursor)
    if mine:
        found, following = desk.requests.open_of(who.user_id, limit, after)
    else:
        found, following = desk.requests.open_by_deadline(limit, after)
    allowed = permitted(who, "read_request", [Resource(department=each.department) for each in found]) if found else []
    seen = [each for each, may in zip(found, allowed, strict=True) if may]
    trail, now = desk.panel.trail, desk.panel.clock.now()
    trail.record(trail.entry(who, "read_request", "open_requests", detail={"listed": len(seen)}))
    items = [RequestLine(request=each, overdue=each.due_at < now) for each in seen]
    return Page(items=items, next=following.spelled() if following else None)


@router.get(REQUEST, summary="Read a request of a candidate")
def get_request(request_id: Which) -> Response[RequestView]:
    """Return a request with what was written, its log and its ETag."""
    desk = request_desk(staff(router))
    request, words = answering.read(request_id, desk)
    return _tagged(request, words, desk)


@router.post(f"{REQUEST}/assign", summary="Make a request somebody's task")
def post_assign(request_id: Which, order: AssignOrder) -> Response[RequestView]:
    """Assign a request to a recruiter or an administrator."""
    desk = request_desk(staff(router))
    request = answering.assign(request_id, order, if_match(router), desk)
    return _tagged(request, desk.requests.words(request), desk)


@router.post(f"{REQUEST}/panel", summary="Call people to review without the machine")
def post_panel(request_id: Which, order: CallOrder) -> Response[RequestView]:
    """Call a panel that knows nothing of the machine, of people who have not decided about this candidate."""
    desk = request_desk(staff(router))
    request, _panel = answering.call_review(request_id, order, if_match(router), desk)
    return _tagged(request, desk.requests.words(request), desk)


@router.post(f"{REQUEST}/answer", summary="Answer a request of a candidate")
def post_answer(request_id: Which, order: AnswerOrder) -> Response[RequestView]:
    """Answer in Chinese, English or both. A granted correction is kept beside the original transcript."""
    desk = request_desk(staff(router))
    request = answering.answer(request_id, order, if_match(router), desk)
    return _tagged(request, desk.requests.words(request), desk)


@router.get(
    "/v1/decision/interviews/<interview_id>/transcripts/<answer_id>", summary="Read a transcript with its corrections"
)
def get_transcript(interview_id: Which, answer_id: Which) -> TranscriptView:
    """Return what was written down of an answer, and what candidates had corrected."""
    desk = request_desk(staff(router))
    original, found = answering.corrections(InterviewId(interview_id), answer_id, desk)
    return TranscriptView(answer_id=answer_id, original=original, corrections=found)


def _tagged(request: CandidateRequest, words: RequestWords, desk: RequestDesk) -> Response[RequestView]:
    overdue = not request.closed and request.due_at < desk.panel.clock.now()
    return tagged(RequestView(request=request, words=words, overdue=overdue), request.revision)
