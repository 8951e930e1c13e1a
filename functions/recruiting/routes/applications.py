"""Applications: list, read, move, reject, withdraw, hire, open again; their log, their funnel, what is overdue."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.recruiting.routes.application_desk import desk, staff_desk
from functions.recruiting.routes.desk import platform, position_desk
from shared.decision.panel.seats import Seats, seats
from shared.kernel.errors import Invalid
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import Resource, authorize, permits, permitted
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.applications import amending, moving
from shared.recruiting.applications.contracts import Application, ApplicationStatus
from shared.recruiting.applications.desk import ApplicationDesk
from shared.recruiting.applications.funnel import NodeFunnel
from shared.recruiting.applications.hearing import JUDGED
from shared.recruiting.applications.model import Candidacy, Fact, LogEntry, Overdue
from shared.recruiting.applications.reasons import RejectReason, reject_reasons
from shared.recruiting.applications.staffing import Named, StaffDesk, resource_of
from shared.recruiting.applications.steps import OPEN, due_at, facts_at, waits_for_candidate
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.model import Flow
from shared.recruiting.flows.simulation import words
from shared.recruiting.flows.standard import standard_flow
from shared.recruiting.flows.way import Verdict, verdict

router = routes()
APPLICATIONS = "/v1/recruiting/applications"
APPLICATION = f"{APPLICATIONS}/<application_id>"
Which = Annotated[str, Path(min_length=1, max_length=60)]
Id = Annotated[str | None, Query(min_length=1, max_length=60)]
Next = Annotated[str | None, Query(max_length=2000)]
Limit = Annotated[PageLimit, Query()]


class Waiting(BaseModel):
    """Why an application is where it is: the rule, in words, and the facts that it looks at.

    ``verdict`` and ``says`` are null for who is blind, because they tell what was decided or scored.
    """

    verdict: Verdict | None
    says: LocalizedText | None
    waits_for_candidate: bool
    leads_to: tuple[str, ...]


class FactView(BaseModel):
    """What is known, and from where. ``value`` is null where a machine judged: the report shows it."""

    value: Value | None
    source: str
    at: datetime
    note: str | None


class ApplicationView(BaseModel):
    """An application with what its flow knows of it. Its ETag is ``revision``. ``waiting`` is null once it ended.

    Who may not read the report at this moment sees no fact of what a machine made, or people decided, of the interview.
    """

    application: Application
    node_title: LocalizedText
    facts: dict[str, FactView]
    due_at: datetime | None
    handed_to: tuple[str, ...]
    waiting: Waiting | None


class Reasons(BaseModel):
    """The reasons for which somebody is not taken."""

    items: list[RejectReason]


class Funnel(BaseModel):
    """How many reached each node of a position, how they left it, and how long they stayed."""

    position_id: str
    nodes: tuple[NodeFunnel, ...]


@router.get(f"{APPLICATIONS}/reject-reasons", summary="List the reasons for which somebody is not taken")
def get_reasons() -> Reasons:
    """Return the reasons, in Chinese and English."""
    authorize(staff(router), "read_flow")
    return Reasons(items=list(reject_reasons().values()))


@router.get(f"{APPLICATIONS}/overdue", summary="List what is overdue")
def get_overdue(limit: Limit = 50, cursor: Next = None) -> Page[Overdue]:
    """List applications that stay at a node longer than their flow allows, the longest overdue first."""
    who = staff(router)
    here = desk(who)
    found, following = here.applications.overdue(limit, Cursor.read(cursor))
    seen = [one for one in found if permits(who, "read_application", Resource(department=one.department))]
    here.trail.record(here.trail.entry(who, "read_application", "overdue", detail={"listed": len(seen)}))
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(APPLICATIONS, summary="List the applications of a position or of a candidate")
def get_applications(
    position_id: Id = None,
    candidate_id: Id = None,
    node: Annotated[str | None, Query(min_length=1, max_length=40)] = None,
    status: Annotated[ApplicationStatus | None, Query()] = None,
    limit: Limit = 50,
    cursor: Next = None,
) -> Page[Application]:
    """List by ``position_id`` (of one ``node``, in one ``status``) or by ``candidate_id``."""
    who = staff(router)
    if (position_id is None) == (candidate_id is None):
        raise Invalid("Say of which position or of which candidate.", "Give position_id or candidate_id, one of them.")
    here = desk(who)
    if candidate_id is not None:
        found, following = here.applications.of_candidate(CandidateId(candidate_id)), None
    else:
        found, following = here.applications.of_position(
            PositionId(str(position_id)), node, limit, Cursor.read(cursor), status
        )
    allowed = {one.department for one in found if permits(who, "read_application", Resource(department=one.department))}
    seen = [one for one in found if one.department in allowed and status in (None, one.status)]
    subject = candidate_id or str(position_id)
    here.trail.record(
        here.trail.entry(who, "read_application", subject, candidate_id=candidate_id, detail={"listed": len(seen)})
    )
    return Page(items=seen, next=following.spelled() if following else None)


@router.get(APPLICATION, summary="Read an application")
def get_application(application_id: Which) -> Response[ApplicationView]:
    """Return an application with its facts, why it waits, and its ETag."""
    who = staff(router)
    here = desk(who)
    candidacy, flow = _read(who, application_id, here)
    return _tagged(candidacy, flow, who, here)


@router.get(f"{APPLICATION}/log", summary="Read the log of an application")
def get_log(application_id: Which, limit: Limit = 50, cursor: Next = None) -> Page[LogEntry]:
    """List what became of an application, the newest first, with the seconds that it was in each state."""
    who = staff(router)
    here = desk(who)
    candidacy, _flow = _read(who, application_id, here)
    found, following = here.applications.log(candidacy.application, limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.post(f"{APPLICATION}/move", summary="Move an application to another node")
def post_move(application_id: Which, order: moving.MoveOrder) -> Response[ApplicationView]:
    """Move on, or send back. From there it goes as far as the flow does by itself."""
    return _changed(application_id, lambda named, at: moving.move(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/reject", summary="Reject a candidate")
def post_reject(application_id: Which, order: moving.RejectOrder) -> Response[ApplicationView]:
    """Reject: a person's decision, with a reason of the list."""
    return _changed(application_id, lambda named, at: moving.reject(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/withdraw", summary="Note that a candidate withdrew")
def post_withdraw(application_id: Which, order: moving.ReasonOrder) -> Response[ApplicationView]:
    """Note what a candidate told staff."""
    what = moving.note_withdrawal
    return _changed(application_id, lambda named, at: what(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/hire", summary="Note that a candidate with an offer is hired")
def post_hire(application_id: Which, order: moving.HireOrder) -> Response[ApplicationView]:
    """Note that the offer was accepted."""
    return _changed(application_id, lambda named, at: moving.hire(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/reopen", summary="Open a rejected or withdrawn application again")
def post_reopen(application_id: Which, order: moving.ReasonOrder) -> Response[ApplicationView]:
    """Open it again where it was: an administrator's, with a reason."""
    return _changed(application_id, lambda named, at: amending.reopen(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/migrate", summary="Take an application over to a newer version of its flow")
def post_migrate(application_id: Which, order: amending.MigrateOrder) -> Response[ApplicationView]:
    """Take it over, where its node exists there."""
    return _changed(application_id, lambda named, at: amending.migrate(ApplicationId(application_id), order, named, at))


@router.post(f"{APPLICATION}/results", summary="Record a result by hand")
def post_result(application_id: Which, order: amending.ResultOrder) -> Response[ApplicationView]:
    """Record the result of a test or a check. ``GET /v1/recruiting/flows/facts`` says which."""
    what = amending.record_result
    return _changed(application_id, lambda named, at: what(ApplicationId(application_id), order, named, at))


@router.get("/v1/recruiting/positions/<position_id>/funnel", summary="Read the funnel of a position")
def get_funnel(position_id: Which) -> Funnel:
    """Return how many reached each node, how they left it, and the median and 90th percentile of their stay."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id)).snapshot
    authorize(who, "read_application", Resource(department=position.department))
    here = desk(who)
    named = position.flow
    flow = here.flows.version(named.flow_id, named.version) if named else standard_flow()
    nodes = tuple(node.node_id for node in flow.draft.nodes)
    return Funnel(position_id=position_id, nodes=here.applications.funnel(position.position_id, nodes))


def _read(who: Caller, application_id: str, here: ApplicationDesk) -> tuple[Candidacy, Flow]:
    """Return an application that ``who`` may read; the reading is recorded before anything is shown."""
    candidacy, flow = here.found(ApplicationId(application_id))
    authorize(who, "read_application", resource_of(candidacy))
    person = candidacy.application.candidate_id
    here.trail.record(here.trail.entry(who, "read_application", application_id, candidate_id=person))
    return candidacy, flow


def _changed(application_id: str, change: Callable[[Named, StaffDesk], Candidacy]) -> Response[ApplicationView]:
    here = staff_desk(staff(router))
    candidacy = change(if_match(router), here)
    application = candidacy.application
    flow = here.desk.flows.version(application.flow_id, application.flow_version)
    return _tagged(candidacy, flow, here.who, here.desk)


def _tagged(candidacy: Candidacy, flow: Flow, who: Caller, here: ApplicationDesk) -> Response[ApplicationView]:
    application = candidacy.application
    node, now = flow.at(application.node), here.clock.now()
    sees = _sees_what_was_made_of_it(candidacy, who)
    waiting = None
    if application.status in OPEN:
        way = verdict(flow, node, facts_at(candidacy, now))
        waiting = Waiting(
            verdict=way if sees else None,
            says=words(way.rule) if sees else None,
            waits_for_candidate=waits_for_candidate(candidacy, node),
            leads_to=node.leads_to,
        )
    view = ApplicationView(
        application=application,
        node_title=node.title,
        facts={name: _fact(name, fact) for name, fact in sorted(candidacy.facts.items()) if sees or not _tells(name)},
        due_at=due_at(candidacy, flow) if application.status in OPEN else None,
        handed_to=candidacy.handed_to,
        waiting=waiting,
    )
    return tagged(view, application.revision)


def _sees_what_was_made_of_it(candidacy: Candidacy, who: Caller) -> bool:
    """Return whether ``who`` may read the reports of the application's interviews: not who is on a panel and blind."""
    table, about = platform().table(who.tenant_id), resource_of(candidacy)
    panels = [seats(table, InterviewId(interview_id)) for interview_id in candidacy.interviews] or [Seats()]
    resources = [Resource(department=about.department, assigned=each.assigned, rated=each.rated) for each in panels]
    return all(permitted(who, "read_report", resources))


def _fact(name: str, fact: Fact) -> FactView:
    """Scores are shown by the report alone, which says what they rest on."""
    return FactView(value=None if _judged(name) else fact.value, source=fact.source, at=fact.at, note=fact.note)


def _tells(name: str) -> bool:
    """Return whether a fact is what a machine made of an interview, or what somebody decided."""
    return _judged(name) or name.partition(".")[2] == "outcome"


def _judged(name: str) -> bool:
    return name.partition(".")[2].startswith(JUDGED)
