"""That questions of the bank are counted when somebody is invited to answer them, in the inviting transaction."""

from typing import Protocol

from shared.platform.writes import Write
from shared.recruiting.contracts import PositionSnapshot


class Exposure(Protocol):
    """Counts how many candidates get to see a question."""

    def writes(self, position: PositionSnapshot) -> list[Write]:
        """Return the writes that count one more candidate for each question of the bank that a position asks."""
        ...
