"""Recruitment in memory: the port of the recruiting use cases, without a table."""

from collections.abc import Iterable

from shared.kernel.ids import PositionId
from shared.kernel.request import KeyReused, Request
from shared.recruiting.model import Position
from shared.tenancy.contracts import TenantSettings
from tests.builders.recruiting import tenant_settings


class RecruitmentInMemory:
    """One tenant's recruitment."""

    def __init__(self, settings: TenantSettings | None = None) -> None:
        self.tenant = settings or tenant_settings()
        self.positions: dict[str, Position] = {}
        self.requests: dict[str, tuple[Request, str]] = {}
        self.blind_once = False
        """The next look for a request finds nothing, as if its twin were a moment ahead."""

    def settings(self) -> TenantSettings:
        return self.tenant

    def remembered(self, request: Request) -> str | None:
        if self.blind_once:
            self.blind_once = False
            return None
        known = self.requests.get(request.name)
        if known is not None and known[0] != request:
            raise KeyReused
        return known[1] if known else None

    def position(self, position_id: PositionId) -> Position | None:
        return self.positions.get(position_id)

    def add_position(self, position: Position, request: Request | None) -> bool:
        if not self._first(request, position.snapshot.position_id):
            return False
        self.positions[position.snapshot.position_id] = position
        return True

    def _first(self, request: Request | None, result: str) -> bool:
        if request is None:
            return True
        return self.requests.setdefault(request.name, (request, result))[1] == result


class RubricsInMemory:
    """The rubrics that a position may name: those that a test says are there."""

    def __init__(self, *known: str) -> None:
        self.known = known

    def missing(self, competencies: Iterable[str]) -> list[str]:
        return sorted(set(competencies) - set(self.known))
