"""Decisions of people: record, correct, decide about many, release to the candidate; what waits; the policy."""

from datetime import datetime
from time import monotonic
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.decision.routes.desk import decision_desk
from shared.decision.outcomes import service
from shared.decision.outcomes.bulk import BulkOutcome, decide_all
from shared.decision.outcomes.model import Decision, DecisionWords, Release
from shared.decision.outcomes.orders import BulkOrder, CorrectionOrder, DecisionOrder, ReleaseOrder
from shared.decision.outcomes.policy import DecisionPolicy, PolicyDraft
from shared.decision.outcomes.reasons import DecisionReason, decision_reasons
from shared.decision.outcomes.releasing import release
from shared.decision.outcomes.waiting import Waiting
from shared.decision.panel.model import Panel
from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import InterviewId, PositionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.etag import expect
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.tenancy.actions import Action

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
DECISIONS = "/v1/decision/interviews/<interview_id>/decisions"
BULK_SECONDS = 20.0
"""How long one request decides about many: the gateway waits for 30 seconds."""
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]


class DecisionReasons(BaseModel):
    """The reasons of decisions, with what a candidate is told of those to reject."""

    items: list[DecisionReason]


class DecisionView(BaseModel):
    """A decision with what was written to it."""

    decision: Decision
    words: DecisionWords


class DecisionsView(BaseModel):
    """All decisions about an interview, the oldest first; ``release`` says when the candidate reads the newest."""

    items: list[DecisionView]
    release: Release | None


class WaitingView(BaseModel):
    """What waits for a decision; ``overdue``: longer than the company's policy says."""

    waiting: Waiting
    waits_days: int
    overdue: bool


@router.get("/v1/decision/reasons", summary="List the reasons of decisions")
def get_reasons() -> DecisionReasons:
    """Return the reasons to advance, reject and hold, in Chinese and English."""
    authorize(staff(router), "read_rubric")
    return DecisionReasons(items=list(decision_reasons().values()))


@router.post(DECISIONS, summary="Record a decision", status_code=201)
def post_decision(interview_id: Which, order: DecisionOrder) -> tuple[Decision, int]:
    """Decide about a candidate at a node of the flow. Where somebody decided before: 409 with that decision."""
    who = staff(router)
    key = idempotency_key(router)
    request = Request.of("decide", f"{who.user_id}/{interview_id}/{key}" if key else None, order)
    return service.decide(InterviewId(interview_id), order, request, decision_desk(who)), 201


@router.get(DECISIONS, summary="Read the decisions about an interview")
def get_decisions(interview_id: Which) -> DecisionsView:
    """Return every decision with its reasons and what it rests on."""
    desk = decision_desk(staff(router))
    found = service.decisions(InterviewId(interview_id), desk)
    return DecisionsView(
        items=[DecisionView(decision=decision, words=words) for decision, words in found],
        release=desk.decisions.release(InterviewId(interview_id)),
    )


@router.post(f"{DECISIONS}/<decision_id>/corrections", summary="Correct a decision", status_code=201)
def post_correction(interview_id: Which, decision_id: Which, order: CorrectionOrder) -> tuple[Decision, int]:
    """Record a decision in place of another one, with the reason; both are kept. It is released anew."""
    who = staff(router)
    key = idempotency_key(router)
    request = Request.of("correct_decision", f"{who.user_id}/{decision_id}/{key}" if key else None, order)
    desk = decision_desk(who)
    return service.correct(InterviewId(interview_id), decision_id, order, request, desk), 201


@router.post("/v1/decision/interviews/<interview_id>/release", summary="Let the candidate read the result")
def post_release(interview_id: Which, order: ReleaseOrder | None = None) -> Release:
    """Release the newest decision, now or at a time."""
    return release(InterviewId(interview_id), order or ReleaseOrder(), decision_desk(staff(router)))


@router.post("/v1/decision/decisions/bulk", summary="Decide about many")
def post_bulk(order: BulkOrder) -> BulkOutcome:
    """Record the same decision about up to 100 candidates, each by itself; the answer says what became of each."""
    who, begun = staff(router), monotonic()
    return decide_all(order, idempotency_key(router), decision_desk(who), lambda: monotonic() - begun < BULK_SECONDS)


@router.get("/v1/decision/decisions", summary="List the decisions of a position")
def get_position_decisions(
    position_id: Annotated[str, Query(min_length=1, max_length=60)], limit: Limit = 50, cursor: After = None
) -> Page[Decision]:
    """List decisions, the newest first, without what was written to them."""
    who = staff(router)
    desk = decision_desk(who)
    found, following = desk.decisions.of_position(PositionId(position_id), limit, Cursor.read(cursor))
    panels = desk.panel.panels.panels([one.interview_id for one in found])
    seen = [one for one in found if permits(who, "read_decision", _resource(one, panels.get(one.interview_id)))]
    entry = desk.panel.trail.entry(who, "read_decision", position_id, detail={"listed": len(seen)})
    desk.panel.trail.record(entry)
    return Page(items=seen, next=following.spelled() if following else None)


@router.get("/v1/decision/waiting", summary="List what waits for a decision")
def get_waiting(
    department: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[WaitingView]:
    """List interviews that wait for a decision, the longest waiting first, so overdue ones come first."""
    who = staff(router)
    desk = decision_desk(who)
    found, following = desk.decisions.all_waiting(department, limit, Cursor.read(cursor))
    days, now = desk.decisions.policy().decision_days, desk.panel.clock.now()
    panels = desk.panel.panels.panels([each.interview_id for each in found])
    seen = [each for each in found if _may_see(who, each, panels.get(each.interview_id))]
    items = [
        WaitingView(waiting=each, waits_days=_days(each.since, now), overdue=each.overdue(days, now)) for each in seen
    ]
    return Page(items=items, next=following.spelled() if following else None)


@router.get("/v1/decision/policy", summary="Read how decisions are gone about")
def get_policy() -> Response[DecisionPolicy]:
    """Return when results are released, and when a decision is overdue."""
    who = staff(router)
    authorize(who, "read_settings")
    policy = decision_desk(who).decisions.policy()
    return tagged(policy, policy.revision)


@router.put("/v1/decision/policy", summary="Change how decisions are gone about")
def put_policy(draft: PolicyDraft) -> Response[DecisionPolicy]:
    """Write the policy anew. What was decided before keeps the release of its time."""
    who = staff(router)
    authorize(who, "manage_settings")
    desk = decision_desk(who)
    before = desk.decisions.policy()
    expect(if_match(router), before.revision)
    policy = DecisionPolicy(**draft.model_dump(), revision=before.revision + 1)
    entry = desk.panel.trail.entry(who, "manage_settings", "decision_policy", detail=draft.model_dump())
    if not desk.decisions.change_policy(policy, entry):
        raise PreconditionFailed
    return tagged(policy, policy.revision)


def _days(since: datetime, now: datetime) -> int:
    return max(0, (now - since).days)


def _may_see(who: Caller, waiting: Waiting, panel: Panel | None) -> bool:
    """That something is on hold is a decision, which nobody learns who is blind."""
    action: Action = "read_decision" if waiting.why == "held" else "read_application"
    return permits(who, action, _resource(waiting, panel))


def _resource(about: Decision | Waiting, panel: Panel | None) -> Resource:
    return Resource(
        department=about.department,
        assigned=frozenset(each.user_id for each in panel.members) if panel else frozenset(),
        rated=frozenset(panel.rated) if panel else frozenset(),
    )
