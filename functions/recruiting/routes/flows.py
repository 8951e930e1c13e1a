"""Flows: begin from a template, draw, try out, publish, retire."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.application_desk import flow_desk
from shared.kernel.ids import FlowId
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.authorization import authorize
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.flows import service
from shared.recruiting.flows.checking import faults_of
from shared.recruiting.flows.conditions import FactName, Value
from shared.recruiting.flows.facts import FactKind, catalogue
from shared.recruiting.flows.faults import Fault
from shared.recruiting.flows.model import Flow, FlowDraft, FlowHead
from shared.recruiting.flows.simulation import Way, simulate
from shared.recruiting.flows.standard import templates

router = routes()
FLOWS = "/v1/recruiting/flows"
Which = Annotated[str, Path(min_length=1, max_length=60)]


class FlowView(BaseModel):
    """A flow with one of its versions, and what is wrong with it. Its ETag is the head's ``revision``."""

    head: FlowHead
    flow: Flow
    faults: tuple[Fault, ...]


class Template(BaseModel):
    """A standard flow, to begin from: post its ``draft`` as it is, or changed."""

    name: str
    title: LocalizedText
    draft: FlowDraft


class Templates(BaseModel):
    """All standard flows."""

    items: list[Template]


class Facts(BaseModel):
    """What conditions may look at."""

    items: list[FactKind]


class Verdict(BaseModel):
    """What is wrong with a flow; empty: it can be published."""

    faults: tuple[Fault, ...]


class PublishOrder(BaseModel):
    """Which version; left out: the newest."""

    version: int | None = Field(default=None, ge=1)


class Invention(BaseModel):
    """What is supposed to be known. ``suppose_advance``: every person who is asked lets the candidate go on."""

    version: int | None = Field(default=None, ge=1)
    facts: dict[FactName, Value] = Field(default_factory=dict, max_length=100)
    suppose_advance: bool = False


@router.get(f"{FLOWS}/templates", summary="List the standard flows")
def get_templates() -> Templates:
    """Return the standard flows."""
    authorize(staff(router), "read_flow")
    return Templates(items=[Template(name=name, title=draft.title, draft=draft) for name, draft in templates().items()])


@router.get(f"{FLOWS}/facts", summary="List what conditions of a flow may look at")
def get_facts() -> Facts:
    """Return the catalogue of facts."""
    authorize(staff(router), "read_flow")
    return Facts(items=list(catalogue()))


@router.post(f"{FLOWS}/validate", summary="Say what is wrong with a flow, without keeping it")
def post_validate(draft: FlowDraft) -> Verdict:
    """Return all faults of a drawn flow."""
    authorize(staff(router), "read_flow")
    return Verdict(faults=faults_of(draft))


@router.post(FLOWS, summary="Draw a flow", status_code=201)
def post_flow(draft: FlowDraft) -> tuple[FlowView, int]:
    """Keep a new flow as a draft. What is wrong with it is in the answer, and stands in the way of publishing."""
    who = staff(router)
    authorize(who, "manage_flow")
    request = Request.of("create_flow", idempotency_key(router), draft)
    return _view(*service.create_flow(draft, request, flow_desk(who))), 201


@router.get(FLOWS, summary="List flows")
def get_flows(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[FlowHead]:
    """List flows, the newest first."""
    who = staff(router)
    authorize(who, "read_flow")
    found, following = flow_desk(who).flows.flows(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{FLOWS}/<flow_id>", summary="Read a flow")
def get_flow(flow_id: Which, version: Annotated[int | None, Query(ge=1)] = None) -> Response[FlowView]:
    """Return a flow with its ETag, in one version; left out: the newest."""
    who = staff(router)
    authorize(who, "read_flow")
    desk = flow_desk(who)
    head = desk.found(FlowId(flow_id))
    return _tagged(head, desk.flows.version(head.flow_id, version or head.newest))


@router.get(f"{FLOWS}/<flow_id>/versions", summary="List the versions of a flow")
def get_versions(
    flow_id: Which,
    limit: Annotated[PageLimit, Query()] = 20,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[Flow]:
    """List the versions of a flow, the newest first."""
    who = staff(router)
    authorize(who, "read_flow")
    desk = flow_desk(who)
    found, following = desk.flows.versions(desk.found(FlowId(flow_id)).flow_id, limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.put(f"{FLOWS}/<flow_id>", summary="Change a flow: the next version, as a draft")
def put_flow(flow_id: Which, draft: FlowDraft) -> Response[FlowView]:
    """Keep the next version. Candidates stay on the version that they began."""
    who = staff(router)
    authorize(who, "manage_flow")
    return _tagged(*service.change_flow(FlowId(flow_id), draft, if_match(router), flow_desk(who)))


@router.post(f"{FLOWS}/<flow_id>/publish", summary="Publish a version of a flow")
def post_publish(flow_id: Which, order: PublishOrder) -> Response[FlowView]:
    """Let new applications begin on a version. One with faults is refused, and all of them are named."""
    who = staff(router)
    authorize(who, "manage_flow")
    return _tagged(*service.publish(FlowId(flow_id), order.version, if_match(router), flow_desk(who)))


@router.post(f"{FLOWS}/<flow_id>/retire", summary="Retire a flow")
def post_retire(flow_id: Which) -> Response[FlowView]:
    """Let no new application begin on it. Those in it go on."""
    return _retire(flow_id, True)


@router.post(f"{FLOWS}/<flow_id>/resume", summary="Take a retired flow up again")
def post_resume(flow_id: Which) -> Response[FlowView]:
    """Let new applications begin on it again."""
    return _retire(flow_id, False)


@router.delete(f"{FLOWS}/<flow_id>", summary="Delete a flow that was never published", status_code=204)
def delete_flow(flow_id: Which) -> Response[None]:
    """Take away a flow on which nobody can be."""
    who = staff(router)
    authorize(who, "manage_flow")
    service.delete(FlowId(flow_id), if_match(router), flow_desk(who))
    return Response(status_code=204, content_type="application/json")


@router.post(f"{FLOWS}/<flow_id>/simulate", summary="Try a flow out with invented facts")
def post_simulate(flow_id: Which, invention: Invention) -> Way:
    """Return the way of a candidate of whom just these facts are known. Nothing is kept."""
    who = staff(router)
    authorize(who, "read_flow")
    desk = flow_desk(who)
    head = desk.found(FlowId(flow_id))
    flow = desk.flows.version(head.flow_id, invention.version or head.newest)
    return simulate(flow, invention.facts, suppose_advance=invention.suppose_advance)


def _retire(flow_id: str, retired: bool) -> Response[FlowView]:
    who = staff(router)
    authorize(who, "manage_flow")
    desk = flow_desk(who)
    head = service.retire(FlowId(flow_id), retired, if_match(router), desk)
    return _tagged(head, desk.flows.version(head.flow_id, head.newest))


def _tagged(head: FlowHead, flow: Flow) -> Response[FlowView]:
    return tagged(_view(head, flow), head.revision)


def _view(head: FlowHead, flow: Flow) -> FlowView:
    return FlowView(head=head, flow=flow, faults=faults_of(flow.draft))
