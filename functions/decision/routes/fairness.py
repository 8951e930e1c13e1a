"""The bias breaker, without statistics: what it stopped and why, and to let proposals be made again."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from shared.decision.fairness.breaker import BiasBreaker, BreakerEntry, BreakerResolution
from shared.decision.fairness.desk import FairnessDesk, FairnessSettings, desk_of
from shared.decision.fairness.resolving import resolve
from shared.kernel.ids import PositionId
from shared.platform import bootstrap
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
BREAKERS = "/v1/decision/fairness/breakers"

Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]


@router.get(BREAKERS, summary="List positions without AI proposals")
def get_breakers(limit: Limit = 50, cursor: After = None) -> Page[BiasBreaker]:
    """List the positions whose proposals are stopped, the newest first."""
    _who, desk = _reader()
    found, following = desk.breakers.all_stopped(limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.get(f"{BREAKERS}/<position_id>", summary="Read a position's bias breaker")
def get_breaker(position_id: str) -> BiasBreaker:
    """Return whether proposals are stopped, since when, and what was found. One that never tripped is closed."""
    _who, desk = _reader()
    return desk.breakers.get(PositionId(position_id))


@router.get(f"{BREAKERS}/<position_id>/history", summary="Read the history of a bias breaker")
def get_history(position_id: str, limit: Limit = 50, cursor: After = None) -> Page[BreakerEntry]:
    """Return when proposals were stopped and resumed, by whom and why, the newest first."""
    _who, desk = _reader()
    found, following = desk.breakers.history(PositionId(position_id), limit, Cursor.read(cursor))
    return Page(items=found, next=following.spelled() if following else None)


@router.post(f"{BREAKERS}/<position_id>/resolve", summary="Let proposals be made again")
def post_resolve(position_id: str, resolution: BreakerResolution) -> BiasBreaker:
    """Resume proposals, with the reason that an administrator gives."""
    who = staff(router)
    authorize(who, "manage_fairness")
    return resolve(PositionId(position_id), resolution.reason, who, _desk(who))


def _reader() -> tuple[Caller, FairnessDesk]:
    who = staff(router)
    authorize(who, "read_fairness")
    return who, _desk(who)


def _desk(who: Caller) -> FairnessDesk:
    return desk_of(bootstrap.current(FairnessSettings), who.tenant_id)
