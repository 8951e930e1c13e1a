"""How a company goes about its decisions: when candidates read them, and when one is overdue. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Frozen


class PolicyDraft(Frozen):
    """``release``: results are shown to candidates by hand, or by themselves after ``release_after_days``.

    ``decision_days``: from then on a decision that is waited for is overdue.
    """

    release: Literal["by_hand", "automatic"] = "by_hand"
    release_after_days: int = Field(default=3, ge=0, le=60)
    decision_days: int = Field(default=5, ge=1, le=90)


class DecisionPolicy(PolicyDraft):
    """The policy that holds. ``revision`` is its ETag, 0 where nobody changed what holds by default."""

    revision: int = 0

    def release_at(self, decided_at: datetime) -> datetime | None:
        """Return when a result is shown by itself, or None."""
        return decided_at + timedelta(days=self.release_after_days) if self.release == "automatic" else None
