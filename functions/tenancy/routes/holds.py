"""Legal holds: as long as one stands, nothing of a candidate, or of everybody at a position, is erased."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from functions.tenancy.routes.desk import platform
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit
from shared.tenancy.rights.holds import Hold, HoldDraft, NoSuchHold
from shared.tenancy.rights.service import RightsDesk, place_hold, release_hold
from shared.whole_person import rights_desk

router = routes()
HOLDS = "/v1/tenancy/holds"
HoldParameter = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@router.post(HOLDS, summary="Place a legal hold", status_code=201)
def post_hold(draft: HoldDraft) -> tuple[Hold, int]:
    """Keep everything of a candidate, or of everybody who applied for a position, with the reason."""
    who, desk = _desk()
    return place_hold(draft, who, desk), 201


@router.get(HOLDS, summary="List the legal holds that stand")
def get_holds(
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[Hold]:
    """Return the holds that stand, the newest first."""
    _who, desk = _desk()
    found, following = desk.store.holds(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{HOLDS}/<hold_id>", summary="Read a legal hold")
def get_hold(hold_id: HoldParameter) -> Hold:
    """Return a hold, released ones too."""
    _who, desk = _desk()
    hold = desk.store.found_hold(hold_id)
    if hold is None:
        raise NoSuchHold(hold_id)
    return hold


@router.post(f"{HOLDS}/<hold_id>/release", summary="Release a legal hold")
def post_release(hold_id: HoldParameter) -> Hold:
    """Let retention go on: every row gets its end back, and what is overdue is erased the next night."""
    who, desk = _desk()
    return release_hold(hold_id, who, desk)


def _desk() -> tuple[Caller, RightsDesk]:
    who = staff(router)
    authorize(who, "hold_candidate")
    return who, rights_desk(platform(), who.tenant_id)
