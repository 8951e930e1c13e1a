"""What the use cases of recruiting need from stores and services."""

from collections.abc import Iterable
from typing import Protocol

from shared.kernel.ids import PositionId
from shared.kernel.request import Request
from shared.recruiting.model import Position
from shared.tenancy.contracts import TenantSettings


class Recruitment(Protocol):
    """Where one tenant's positions are kept. Writes are all or nothing."""

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


class KnownRubrics(Protocol):
    """The rubrics that a position may name without wording them."""

    def missing(self, competencies: Iterable[str]) -> list[str]:
        """Return those of ``competencies`` that have no rubric to choose. Raises ``Unavailable``."""
        ...
