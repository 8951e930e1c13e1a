"""What somebody who leads a recruitment sends about a panel. Pure."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from shared.decision.panel.model import MOST_MEMBERS
from shared.kernel.frozen import Frozen

UserId = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,255}$")]


class CallOrder(Frozen):
    """Who is to rate, and until when. ``required`` null: a decision waits for all of them."""

    user_ids: tuple[UserId, ...] = Field(min_length=1, max_length=MOST_MEMBERS)
    due_at: AwareDatetime
    required: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)


class DueOrder(Frozen):
    """Another deadline for a member."""

    due_at: AwareDatetime


class LeaveOrder(Frozen):
    """Why a member leaves: a code of ``reasons.toml``."""

    reason: Annotated[str, StringConstraints(max_length=60)]


class ReplaceOrder(LeaveOrder):
    """Who comes in a member's place, and until when."""

    user_id: UserId
    due_at: AwareDatetime


class RequiredOrder(Frozen):
    """How many ratings a decision waits for; null: those of all members."""

    required: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)
