"""Duplicates: who may be the same person, merge two records, undo it, or say that they are two people."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.recruiting.routes.candidate_desk import candidate_desk, merge_desk, suspicion_store
from shared.kernel.ids import CandidateId
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.candidates.duplicates import service
from shared.recruiting.candidates.duplicates.merge_service import merge_candidates, undo_merge
from shared.recruiting.candidates.duplicates.merges import Merge
from shared.recruiting.candidates.duplicates.merging import MergeDraft
from shared.recruiting.candidates.duplicates.model import FieldEvidence, Level, Status, Suspicion
from shared.recruiting.candidates.model import CandidateRecord, Profile

router = routes()
DUPLICATES = "/v1/recruiting/duplicates"
CANDIDATE = "/v1/recruiting/candidates/<candidate_id>"

Whose = Annotated[str, Path(min_length=1, max_length=60)]
Pair = Annotated[str, Path(min_length=3, max_length=80)]


class DuplicatePerson(BaseModel):
    """One of two who may be the same."""

    candidate_id: str
    name: str
    profile: Profile
    created_at: datetime


class DuplicateView(BaseModel):
    """Two records that may be one person.

    ``score`` is the sum of the evidence in bits; ``evidence`` says which fields agree, how, and what that weighs.
    ``people`` are both records where they were asked for, the older first.
    """

    pair: str
    candidate_ids: tuple[str, str]
    level: Level | None
    score: float
    evidence: tuple[FieldEvidence, ...]
    status: Status
    found_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    people: list[DuplicatePerson] = []


class DuplicateList(BaseModel):
    """The open pairs of one candidate, the surest first."""

    items: list[DuplicateView]


class MergeView(BaseModel):
    """A merge. It can be undone ``until``."""

    merge_id: str
    survivor: str
    absorbed: str
    by: str
    at: datetime
    until: datetime
    undone_at: datetime | None


class MergeList(BaseModel):
    """The merges of a candidate of the last thirty days, the newest first."""

    items: list[MergeView]


class PartedView(BaseModel):
    """Both records after an undo, with their ETags."""

    survivor: str
    survivor_revision: int
    absorbed: str
    absorbed_revision: int


@router.get(DUPLICATES, summary="List open suspicions of duplicates")
def get_duplicates(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[DuplicateView]:
    """List pairs that nobody has decided, the surest first, with both people side by side; up to 50 a page."""
    who = staff(router)
    authorize(who, "read_candidate")
    shown, following = service.open_suspicions(limit, Cursor.read(cursor), suspicion_store(who), candidate_desk(who))
    items = [_view(one.suspicion, one.people) for one in shown]
    return Page(items=items, next=following.spelled() if following else None)


@router.post(f"{CANDIDATE}/duplicates/search", summary="Look for duplicates of a candidate")
def post_search(candidate_id: Whose) -> DuplicateList:
    """Compare a candidate with everybody who has something in common, and return the open pairs."""
    who = staff(router)
    authorize(who, "merge_candidate")
    found = service.search_duplicates(CandidateId(candidate_id), suspicion_store(who), candidate_desk(who))
    return DuplicateList(items=[_view(suspicion) for suspicion in found])


@router.post(f"{DUPLICATES}/<pair>/dismiss", summary="Say that two are different people")
def post_dismiss(pair: Pair) -> DuplicateView:
    """Remember that these are two people: the pair does not come up again."""
    who = staff(router)
    authorize(who, "merge_candidate")
    return _view(service.not_a_duplicate(pair, suspicion_store(who), candidate_desk(who)))


@router.post(f"{CANDIDATE}/merge", summary="Merge another record into this one")
def post_merge(candidate_id: Whose, draft: MergeDraft) -> Response[MergeView]:
    """Absorb another record of the same person. ``If-Match`` names this one's revision, the answer the next one."""
    who = staff(router)
    authorize(who, "merge_candidate")
    survivor, merge = merge_candidates(CandidateId(candidate_id), draft, if_match(router), merge_desk(who))
    return tagged(_merge(merge), survivor.revision)


@router.get(f"{CANDIDATE}/merges", summary="List the merges of a candidate that can be undone")
def get_merges(candidate_id: Whose) -> MergeList:
    """Return what was merged into this record in the last thirty days."""
    who = staff(router)
    authorize(who, "read_candidate")
    here = merge_desk(who)
    record = here.desk.followed(CandidateId(candidate_id))
    return MergeList(items=[_merge(merge) for merge in here.merges.of(record.candidate_id)])


@router.post(f"{CANDIDATE}/merges/<merge_id>/undo", summary="Undo a merge")
def post_undo(candidate_id: Whose, merge_id: Whose) -> PartedView:
    """Part two records again, within thirty days. What was edited or added since stays with this one."""
    who = staff(router)
    authorize(who, "merge_candidate")
    survivor, absorbed = undo_merge(CandidateId(candidate_id), merge_id, merge_desk(who))
    return PartedView(
        survivor=survivor.candidate_id,
        survivor_revision=survivor.revision,
        absorbed=absorbed.candidate_id,
        absorbed_revision=absorbed.revision,
    )


def _view(suspicion: Suspicion, people: tuple[CandidateRecord, ...] = ()) -> DuplicateView:
    return DuplicateView(
        pair=suspicion.pair,
        candidate_ids=(suspicion.older, suspicion.newer),
        level=suspicion.likeness.level,
        score=suspicion.likeness.score,
        evidence=suspicion.likeness.evidence,
        status=suspicion.status,
        found_at=suspicion.found_at,
        decided_by=suspicion.decided_by,
        decided_at=suspicion.decided_at,
        people=[
            DuplicatePerson(
                candidate_id=person.candidate_id,
                name=person.profile.name.shown(),
                profile=person.profile,
                created_at=person.created_at,
            )
            for person in people
        ],
    )


def _merge(merge: Merge) -> MergeView:
    return MergeView(**merge.model_dump(), until=merge.until)
