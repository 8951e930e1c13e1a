"""A test that a candidate takes: its order, its answers, and when it is whole. Pure rules."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.interview.personality.inventory import HIGHEST, LOWEST, Inventory
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from shared.kernel.language import Language

Point = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]


class Response(Frozen):
    """An answer to one statement: the last one that was given.

    ``elapsed_ms`` is how long the statement was on the screen, by the browser's measure; ``answered_at`` is the
    server's time. ``changes`` counts how often the answer was changed.
    """

    item_id: str
    answer: Point
    elapsed_ms: Milliseconds | None = None
    answered_at: datetime
    changes: int = 0


class PersonalityTest(Frozen):
    """A test that was begun. ``subject`` is what it belongs to: the application, or the interview where there is none.

    ``wording`` and ``notice_sha256`` say which text about it the candidate agreed to.
    """

    subject: str
    application_id: ApplicationId | None
    interview_id: InterviewId
    candidate_id: CandidateId
    position_id: PositionId
    department: str | None
    version: str
    language: Language
    wording: str
    notice_sha256: str
    begun_at: datetime
    closes_at: datetime
    state: Literal["open", "completed"] = "open"
    completed_at: datetime | None = None


def order_of(subject: str, inventory: Inventory) -> tuple[str, ...]:
    """Return the statements in this candidate's order: random, and the same on every device.

    Sorted by a hash of subject and statement, so that nothing has to be kept and no two factors follow a pattern.
    """
    names = [item.item_id for item in inventory.items]
    return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{subject}\0{name}".encode()).digest()))


def missing(inventory: Inventory, responses: Mapping[str, Response]) -> tuple[str, ...]:
    """Return the statements that have no answer, in the order of the inventory."""
    return tuple(item.item_id for item in inventory.items if item.item_id not in responses)
