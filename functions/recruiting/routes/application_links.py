"""Public application links of a position: make one, list them, revoke one."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from functions.recruiting.routes.candidate_desk import link_desk
from functions.recruiting.routes.desk import position_desk
from shared.kernel.ids import PositionId
from shared.platform.authorization import Resource, authorize
from shared.platform.http import routes, staff
from shared.recruiting.candidates.links import service
from shared.recruiting.candidates.links.model import ApplicationLink, LinkDraft, PublicPage

router = routes()
LINKS = "/v1/recruiting/positions/<position_id>/application-links"

Which = Annotated[str, Path(min_length=1, max_length=60)]


class ApplicationLinkView(BaseModel):
    """A public link. ``token`` is shown once, when it is made; it opens ``/v1/public/application-links/{token}``."""

    link_id: str
    position_id: str
    token: str | None
    page: PublicPage
    state: Literal["open", "revoked"]
    received: int
    most_applications: int
    created_by: str
    created_at: datetime
    expires_at: datetime


class ApplicationLinkList(BaseModel):
    """A position's links, the newest first."""

    items: list[ApplicationLinkView]


@router.post(LINKS, summary="Make a public application link", status_code=201)
def post_link(position_id: Which, draft: LinkDraft) -> tuple[ApplicationLinkView, int]:
    """Make a link by which anybody can apply to a position, until a date and up to a number of applications."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "manage_position", Resource(department=position.snapshot.department))
    link, token = service.create_link(position, draft, link_desk(who))
    return _view(link, token.spelled()), 201


@router.get(LINKS, summary="List the public application links of a position")
def get_links(position_id: Which) -> ApplicationLinkList:
    """Return the links, the newest first, with how many applied by each."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "read_position", Resource(department=position.snapshot.department))
    return ApplicationLinkList(items=[_view(link) for link in link_desk(who).of(PositionId(position_id))])


@router.post("/v1/recruiting/application-links/<link_id>/revoke", summary="Revoke a public application link")
def post_revoke(link_id: Which) -> ApplicationLinkView:
    """Close a link for ever; what came by it stays."""
    who = staff(router)
    desk = link_desk(who)
    authorize(who, "manage_position", Resource(department=desk.one(link_id).department))
    return _view(service.revoke_link(link_id, desk))


def _view(link: ApplicationLink, token: str | None = None) -> ApplicationLinkView:
    return ApplicationLinkView(
        link_id=link.link_id,
        position_id=link.position_id,
        token=token,
        page=link.page,
        state=link.state,
        received=link.received,
        most_applications=link.most_applications,
        created_by=link.created_by,
        created_at=link.created_at,
        expires_at=link.expires_at,
    )
