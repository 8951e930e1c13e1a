"""Requirement analysis: analyse the history of a job, read analyses, make one a position's standard."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field, StringConstraints

from functions.recruiting.routes.desk import platform, position_desk
from functions.recruiting.routes.history import history_desk
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.observability import count
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.requirements import service
from shared.recruiting.requirements.contracts import (
    AnalysisOrder,
    PositionStandard,
    RequirementAnalysis,
    StandardCompetency,
)
from shared.recruiting.requirements.store import RequirementStore

router = routes()
ANALYSES = "/v1/recruiting/requirements/analyses"
STANDARD = "/v1/recruiting/positions/<position_id>/standard"


class AnalysisItem(BaseModel):
    """An analysis in the list, with how many of its findings are supported or indicated."""

    analysis_id: str
    job_titles: tuple[str, ...]
    made_by: str
    made_at: datetime
    hires: int
    supported: int
    indicated: int


class StandardOrder(Frozen):
    """Which analysis becomes the standard. ``because`` confirms it where the evidence is thin, and is kept with it."""

    analysis_id: str = Field(min_length=1, max_length=60)
    because: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)] | None = None


class StandardProposal(BaseModel):
    """What an analysis would make of a position. ``thin``: what a person would have to confirm with a reason."""

    analysis_id: str
    revision: int
    usable: bool
    competencies: tuple[StandardCompetency, ...]
    not_in_position: tuple[str, ...]
    thin: tuple[LocalizedText, ...]


@router.post(ANALYSES, summary="Analyse what a job requires", status_code=201)
def post_analysis(order: AnalysisOrder) -> tuple[RequirementAnalysis, int]:
    """Find what hires of a job who did well have in common, and how sure that is."""
    who = staff(router)
    authorize(who, "analyse_requirements")
    request = Request.of("analyse_requirements", idempotency_key(router), order)
    analysis = service.analyse_history(order, request=request, desk=_desk(who))
    count("recruiting", "RequirementsAnalysed")
    return analysis, 201


@router.get(ANALYSES, summary="List analyses")
def get_analyses(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[AnalysisItem]:
    """List analyses, the newest first."""
    who = staff(router)
    authorize(who, "read_history")
    found, following = _desk(who).store.page(limit, Cursor.read(cursor))
    items = [AnalysisItem.model_validate(one.model_dump(exclude={"document"})) for one in found]
    return Page(items=items, next=following.spelled() if following else None)


@router.get(f"{ANALYSES}/<analysis_id>", summary="Read an analysis")
def get_analysis(analysis_id: str) -> RequirementAnalysis:
    """Return an analysis as it was made."""
    who = staff(router)
    authorize(who, "read_history")
    return _desk(who).found(analysis_id)


@router.get(f"{STANDARD}-proposals/<analysis_id>", summary="See what an analysis would make of a position")
def get_proposal(position_id: str, analysis_id: str) -> Response[StandardProposal]:
    """Return weights and cuts as they would be; nothing is changed. The ETag is the position's."""
    who = staff(router)
    desk = _desk(who)
    position = desk.positions.found(PositionId(position_id))
    authorize(who, "analyse_requirements", Resource(department=position.snapshot.department))
    proposal = service.propose_standard(PositionId(position_id), analysis_id, desk)
    told = StandardProposal(
        analysis_id=analysis_id,
        revision=position.revision,
        usable=proposal.usable,
        competencies=proposal.competencies,
        not_in_position=proposal.not_in_position,
        thin=proposal.thin,
    )
    return tagged(told, position.revision)


@router.post(STANDARD, summary="Make an analysis the standard of a position")
def post_standard(position_id: str, order: StandardOrder) -> Response[PositionStandard]:
    """Set weights and cuts of a position by an analysis, which stays as their justification."""
    who = staff(router)
    desk = _desk(who)
    position = desk.positions.found(PositionId(position_id))
    authorize(who, "manage_position", Resource(department=position.snapshot.department))
    standard, revision = service.make_standard(
        PositionId(position_id),
        order.analysis_id,
        confirmed_because=order.because,
        named=if_match(router),
        desk=desk,
    )
    return tagged(standard, revision)


@router.get(STANDARD, summary="Read why a position has its weights and cuts")
def get_standard(position_id: str) -> Response[PositionStandard]:
    """Return the standard that holds, with the analysis it rests on, who set it and when."""
    who = staff(router)
    desk = _desk(who)
    position = desk.positions.found(PositionId(position_id))
    authorize(who, "read_position", Resource(department=position.snapshot.department))
    where = position.justification
    standard = None if where is None else desk.store.standard(where, PositionId(position_id))
    if standard is None:
        raise NotFound(
            "This position's weights rest on no analysis. 该岗位的权重没有以分析为依据。",
            "Analyse the history of the job and make it the standard. 请分析历史数据后设为岗位标准。",
        )
    return tagged(standard, position.revision)


def _desk(who: Caller) -> service.RequirementDesk:
    here = platform()
    store = RequirementStore(here.table(who.tenant_id), here.bucket(who.tenant_id), here.audit(who.tenant_id))
    return service.RequirementDesk(history=history_desk(who), store=store, positions=position_desk(who))
