"""What a candidate does with the link of the invitation after the interview: read the result, ask for something."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.decision.routes.desk import candidate_desk
from shared.decision.candidate_requests import asking
from shared.decision.candidate_requests.desk import CandidateDesk
from shared.decision.candidate_requests.model import CandidateRequest, RequestWords, State, Verdict, Wish
from shared.decision.outcomes.reading import read_result
from shared.decision.outcomes.result import CandidateResult
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.http import candidate_token, idempotency_key, routes
from shared.recruiting.candidate_token import CandidateToken

router = routes("candidate")
Which = Annotated[str, Path(min_length=1, max_length=64)]
REQUESTS = "/v1/interview/requests"


class OwnRequest(BaseModel):
    """A request as the candidate sees it. ``source`` says where its deadline is from; no name of staff is shown."""

    request_id: str
    kind: str
    state: State
    created_at: datetime
    due_at: datetime
    source: LocalizedText
    answer_id: str | None
    text: str
    heard: str | None
    said: str | None
    verdict: Verdict | None
    answer: LocalizedText | None
    answered_at: datetime | None


class OwnRequests(BaseModel):
    """All requests of the candidate, the oldest first."""

    items: list[OwnRequest]


@router.get("/v1/interview/result", summary="Read my result")
def get_result(language: Annotated[Language | None, Query()] = None) -> CandidateResult:
    """Return the result once it is released, its reasons, and a summary of the feedback."""
    desk = _desk()
    return read_result(desk.invitation, language, desk.decisions, desk.interviews, desk.clock.now())


@router.post(REQUESTS, summary="Ask for an explanation, a correction or a human review", status_code=201)
def post_request(wish: Wish) -> tuple[OwnRequest, int]:
    """Ask; the answer says until when it is answered, and by which rule."""
    desk = _desk()
    key = idempotency_key(router)
    named = f"{desk.invitation.invitation_id}/{key}" if key else None
    asked = asking.ask(wish, Request.of("ask_request", named, wish), desk)
    return _view(asked, desk.requests.words(asked)), 201


@router.get(REQUESTS, summary="See how my requests stand")
def get_requests() -> OwnRequests:
    """List the candidate's requests with their answers."""
    return OwnRequests(items=[_view(request, words) for request, words in asking.mine(_desk())])


@router.post(f"{REQUESTS}/<request_id>/withdraw", summary="Take a request back")
def post_withdraw(request_id: Which) -> OwnRequest:
    """Take an open request back."""
    desk = _desk()
    request = asking.take_back(request_id, desk)
    return _view(request, desk.requests.words(request))


def _desk() -> CandidateDesk:
    return candidate_desk(CandidateToken.read(candidate_token(router)))


def _view(request: CandidateRequest, words: RequestWords) -> OwnRequest:
    return OwnRequest(
        request_id=request.request_id,
        kind=request.kind,
        state=request.state,
        created_at=request.created_at,
        due_at=request.due_at,
        source=request.source,
        answer_id=request.answer_id,
        text=words.text,
        heard=words.heard,
        said=words.said,
        verdict=request.verdict,
        answer=words.answer,
        answered_at=request.answered_at,
    )
