"""What the use cases of accommodations need from stores."""

from collections.abc import Sequence
from typing import Protocol

from shared.interview.accommodation.model import AccommodationCase, AccommodationSettings
from shared.interview.ports import Desk
from shared.kernel.events import Event
from shared.kernel.ids import InterviewId
from shared.platform.audit import AuditEntry
from shared.platform.paging import Cursor


class Accommodations(Protocol):
    """Where one tenant's accommodations are kept. Writes are conditional on the revision that was read."""

    def case(self, interview_id: InterviewId) -> AccommodationCase | None: ...

    def why(self, interview_id: InterviewId) -> str:
        """Return why it is needed, in the candidate's words; empty where nothing was said."""
        ...

    def ask(
        self, before: AccommodationCase | None, after: AccommodationCase, why: str, events: Sequence[Event]
    ) -> bool:
        """Record a request, its reason apart from it; False where somebody changed the case in the meantime."""
        ...

    def decide(self, before: AccommodationCase | None, after: AccommodationCase, entry: AuditEntry) -> bool:
        """Record a decision with who took it; False where somebody changed the case in the meantime."""
        ...

    def waiting(self, limit: int, cursor: Cursor | None) -> tuple[Sequence[AccommodationCase], Cursor | None]:
        """Return the requests that nobody has decided about, the oldest first."""
        ...

    def settings(self) -> AccommodationSettings: ...

    def change_settings(self, before: AccommodationSettings, after: AccommodationSettings, entry: AuditEntry) -> bool:
        """Record what the tenant grants by itself; False where somebody was quicker."""
        ...


class AccommodationDesk(Desk, Protocol):
    """What the use cases of accommodations work with."""

    @property
    def accommodations(self) -> Accommodations: ...
