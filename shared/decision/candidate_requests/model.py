"""A candidate's request: a task with a deadline and a log. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.decision.candidate_requests.contracts import RequestKind
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

State = Literal["open", "assigned", "in_review", "answered", "withdrawn"]
Verdict = Literal["granted", "partly", "refused"]
CLOSED: frozenset[State] = frozenset({"answered", "withdrawn"})
MOST_OPEN = {"explanation": 1, "human_review": 1, "correction": 20}
"""Open requests of a kind in one interview."""
Passage = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class Wish(Frozen):
    """What a candidate sends. A correction names the answer, the words as they were written down, and what was said."""

    kind: RequestKind
    text: Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)] = ""
    language: Language = "zh"
    answer_id: Annotated[str, StringConstraints(max_length=64)] | None = None
    heard: Passage | None = None
    said: Passage | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        correcting = self.kind == "correction"
        if correcting and not (self.answer_id and self.heard and self.said):
            raise ValueError("a correction names answer_id, heard (as written down) and said (as it was)")
        if not correcting and (self.answer_id or self.heard or self.said):
            raise ValueError("answer_id, heard and said belong to a correction")
        return self


class LogLine(Frozen):
    """What happened to a request. ``by`` is a user id, ``candidate:<id>`` or ``system:<handler>``."""

    at: datetime
    by: str
    what: Literal["received", "assigned", "panel_called", "answered", "withdrawn", "reminded"]
    to: str | None = None


class CandidateRequest(Frozen):
    """A request in ids and codes; the words of it are ``RequestWords``. ``revision`` is its ETag."""

    request_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    department: str | None = None
    kind: RequestKind
    answer_id: str | None = None
    language: Language
    created_at: datetime
    due_at: datetime
    source: LocalizedText
    """Where the deadline is from."""
    state: State = "open"
    assignee: str | None = None
    verdict: Verdict | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    reminded_at: datetime | None = None
    log: tuple[LogLine, ...] = Field(default=(), max_length=200)
    revision: int = 1

    @property
    def closed(self) -> bool:
        """Whether nothing follows any more."""
        return self.state in CLOSED


class RequestWords(Frozen):
    """What the candidate wrote and what was answered; sealed with the candidate's key."""

    text: str = ""
    heard: str | None = None
    said: str | None = None
    answer: LocalizedText | None = None


class Correction(Frozen):
    """A transcript as it reads after a correction; the original stays as it was. Sealed with the candidate's key.

    ``number`` counts the corrections of the answer; ``before`` is the text that it was made to.
    """

    interview_id: InterviewId
    answer_id: str
    number: int = Field(ge=1)
    request_id: str
    before: str
    corrected: str
    by: str
    at: datetime


def assigned(request: CandidateRequest, user_id: str, by: str, at: datetime) -> CandidateRequest:
    """Return the request as somebody's task."""
    state: State = "assigned" if request.state == "open" else request.state
    line = LogLine(at=at, by=by, what="assigned", to=user_id)
    return _next(request, line, state=state, assignee=user_id)


def in_review(request: CandidateRequest, by: str, at: datetime) -> CandidateRequest:
    """Return the request while people look at the interview without the machine."""
    return _next(request, LogLine(at=at, by=by, what="panel_called"), state="in_review")


def answered(request: CandidateRequest, verdict: Verdict, by: str, at: datetime) -> CandidateRequest:
    """Return the request with its answer."""
    line = LogLine(at=at, by=by, what="answered", to=verdict)
    return _next(request, line, state="answered", verdict=verdict, answered_at=at, answered_by=by)


def withdrawn(request: CandidateRequest, at: datetime) -> CandidateRequest:
    """Return the request that the candidate took back."""
    return _next(request, LogLine(at=at, by=f"candidate:{request.candidate_id}", what="withdrawn"), state="withdrawn")


def reminded(request: CandidateRequest, to: str, at: datetime) -> CandidateRequest:
    """Return the request of which somebody was reminded."""
    return _next(request, LogLine(at=at, by="system:overdue_requests", what="reminded", to=to), reminded_at=at)


def replaced_once(text: str, heard: str, said: str) -> str | None:
    """Return ``text`` with ``heard`` replaced by ``said``; None where it does not stand there exactly once."""
    return text.replace(heard, said) if text.count(heard) == 1 else None


def _next(request: CandidateRequest, line: LogLine, **changed: object) -> CandidateRequest:
    more = {**changed, "log": (*request.log[-199:], line), "revision": request.revision + 1}
    return request.model_copy(update=more)
