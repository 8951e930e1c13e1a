"""Use cases of staff: make a link to a position, list links, revoke one. Spells the keys of the list."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.ids import PositionId
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put, Update
from shared.recruiting.candidates.links.errors import NoSuchLink
from shared.recruiting.candidates.links.gate import link_pk
from shared.recruiting.candidates.links.model import ApplicationLink, LinkDraft, LinkToken, new_link
from shared.recruiting.model import Position
from shared.recruiting.positions.errors import PositionClosed
from shared.tenancy.contracts import TenantSettings

MOST_LINKS = 100
"""Of a position that are listed."""


@dataclass(frozen=True)
class LinkDesk:
    """What the use cases work with."""

    who: Caller
    table: TenantTable
    trail: AuditTrail
    clock: Clock
    settings: TenantSettings

    def one(self, link_id: str) -> ApplicationLink:
        """Return a link. Raises ``NoSuchLink``."""
        item = self.table.get(link_pk(self.table, link_id), "LINK")
        if item is None:
            raise NoSuchLink
        return _link(item)

    def of(self, position_id: PositionId) -> list[ApplicationLink]:
        """Return a position's links, the newest first."""
        rows = self.table.query(self._list(position_id), index="GSI1", newest_first=True, limit=MOST_LINKS)
        return [_link(item) for item in rows]

    def put(self, link: ApplicationLink) -> Put:
        """Return the write that keeps a new link."""
        item: Item = {
            "PK": link_pk(self.table, link.link_id),
            "SK": "LINK",
            "link": link.model_dump_json(),
            "secret_sha256": link.secret_sha256,
            "state": link.state,
            "received": link.received,
            "GSI1PK": self._list(link.position_id),
            "GSI1SK": f"{link.created_at.isoformat()}#{link.link_id}",
        }
        return Put(item, Attr("PK").not_exists())

    def _list(self, position_id: PositionId) -> str:
        return self.table.pk(f"POSITION#{position_id}#APPLYLINKS")


def create_link(position: Position, draft: LinkDraft, desk: LinkDesk) -> tuple[ApplicationLink, LinkToken]:
    """Make a link by which anybody can apply. The token is known this once. Raises ``PositionClosed``."""
    if position.status != "open":
        raise PositionClosed
    token = LinkToken.issue(desk.table.tenant_id)
    settings = desk.settings
    link = new_link(
        position,
        draft,
        settings.company,
        settings.jurisdiction,
        token=token,
        author=desk.who.user_id,
        now=desk.clock.now(),
    )
    detail = {"change": "application link", "link": link.link_id}
    desk.trail.transact(
        [desk.put(link)], desk.trail.entry(desk.who, "manage_position", link.position_id, detail=detail)
    )
    return link, token


def revoke_link(link_id: str, desk: LinkDesk) -> ApplicationLink:
    """Close a link for ever. The same again changes nothing. Raises ``NoSuchLink``."""
    link = desk.one(link_id)
    close = Update(link_pk(desk.table, link_id), "LINK", set={"state": "revoked"}, condition=Attr("state").eq("open"))
    detail = {"change": "application link revoked", "link": link_id}
    try:
        desk.trail.transact([close], desk.trail.entry(desk.who, "manage_position", link.position_id, detail=detail))
    except ConditionFailed:  # revoked before
        return desk.one(link_id)
    return desk.one(link_id)


def revoke_links_of(position_id: PositionId, desk: LinkDesk) -> int:
    """Close every link to a position, and return how many were open: whoever closes a position does this, too."""
    return sum(
        link.state == "open" and revoke_link(link.link_id, desk).state == "revoked" for link in desk.of(position_id)
    )


def _link(item: Item) -> ApplicationLink:
    kept = ApplicationLink.model_validate_json(item["link"])
    return kept.model_copy(update={"state": item["state"], "received": int(item["received"])})
