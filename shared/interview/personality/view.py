"""What a candidate sees of the test: statements in the own order, never factors or keys."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from shared.interview.personality.inventory import Inventory
from shared.interview.personality.model import PersonalityTest, Response, order_of
from shared.interview.personality.notice import NOTICE, WORDING
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText


class ItemView(Frozen):
    """A statement and what was answered so far. ``number`` is its place in this candidate's order, from 1."""

    number: int
    item_id: str
    text: LocalizedText
    answer: int | None


class PersonalityView(Frozen):
    """The questionnaire as it stands. ``items`` is empty until it is begun. ``now`` is the server's clock."""

    state: Literal["not_begun", "open", "completed", "closed"]
    version: str
    wording: str
    notice: LocalizedText
    language: Language | None
    scale: tuple[LocalizedText, ...]
    total: int
    answered: int
    items: tuple[ItemView, ...]
    closes_at: datetime
    completed_at: datetime | None
    now: datetime


def view_of(
    test: PersonalityTest | None,
    inventory: Inventory,
    responses: Mapping[str, Response],
    closes_at: datetime,
    now: datetime,
) -> PersonalityView:
    """Return what the candidate sees now."""
    done = test is not None and test.state == "completed"
    shown = test is not None and not done
    return PersonalityView(
        state="completed" if done else "closed" if now >= closes_at else "open" if test else "not_begun",
        version=inventory.version,
        wording=WORDING,
        notice=NOTICE,
        language=test.language if test else None,
        scale=inventory.scale,
        total=len(inventory.items),
        answered=len(responses),
        items=_items(test, inventory, responses) if test and shown else (),
        closes_at=closes_at,
        completed_at=test.completed_at if test else None,
        now=now,
    )


def _items(test: PersonalityTest, inventory: Inventory, responses: Mapping[str, Response]) -> tuple[ItemView, ...]:
    texts = {item.item_id: item.text for item in inventory.items}
    return tuple(
        ItemView(
            number=number,
            item_id=item_id,
            text=texts[item_id],
            answer=responses[item_id].answer if item_id in responses else None,
        )
        for number, item_id in enumerate(order_of(test.subject, inventory), start=1)
    )
