"""What the use cases of recruiting need from stores and services."""

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.ids import PositionId
from shared.kernel.request import Request
from shared.recruiting.candidate import Invited
from shared.recruiting.contracts import Invitation
from shared.recruiting.letter import InvitationLetter
from shared.recruiting.model import Position
from shared.tenancy.contracts import TenantSettings

Delivery = Literal["mailed", "not_mailed", "mail_failed"]


class Recruitment(Protocol):
    """Where one tenant's positions and invitations are kept. Writes are all or nothing."""

    def settings(self) -> TenantSettings:
        """Return the tenant's settings. Raises ``Forbidden`` where there is no such tenant."""
        ...

    def remembered(self, request: Request) -> str | None:
        """Return the id that the same request made before, or None. Raises ``KeyReused``."""
        ...

    def position(self, position_id: PositionId) -> Position | None: ...

    def add_position(self, position: Position, request: Request | None) -> bool:
        """Record a position; return False where ``request`` was carried out in the meantime."""
        ...

    def invited(self, position_id: PositionId, invitation_id: str) -> Invited | None: ...

    def publish(self, invitation: Invitation) -> DocumentRef:
        """Write the invitation as a document for the interview stage."""
        ...

    def add_invitation(self, invited: Invited, events: Sequence[Event], request: Request | None) -> bool:
        """Record candidate, invitation and events; return False where ``request`` was carried out in the meantime."""
        ...


class Courier(Protocol):
    """Sends letters; says how it went, and never raises for a letter that could not be sent."""

    def deliver(self, letter: InvitationLetter) -> Delivery: ...


class KnownRubrics(Protocol):
    """The rubrics that a position may name without wording them."""

    def missing(self, competencies: Iterable[str]) -> list[str]:
        """Return those of ``competencies`` that have no rubric to choose. Raises ``Unavailable``."""
        ...
