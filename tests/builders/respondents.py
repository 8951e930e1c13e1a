"""People who answer the personality test: with care, at random, always alike, always agreeing. Seeded."""

import random
from collections.abc import Mapping
from datetime import timedelta

from shared.interview.personality.inventory import FACTORS, inventory
from shared.interview.personality.model import Response
from shared.kernel.clock import Milliseconds
from tests.builders.recruiting import NOW

Answers = dict[str, int]


def careful(draw: random.Random, loading: float = 0.7) -> Answers:
    """Somebody whose answers follow five traits; each statement loads on its trait with ``loading``."""
    traits = {factor: draw.gauss(0, 1) for factor in FACTORS}
    habit = draw.gauss(0, 0.25)
    given = {}
    for item in inventory().items:
        sign = -1 if item.reversed else 1
        noise = (1 - loading**2) ** 0.5 * draw.gauss(0, 1)
        given[item.item_id] = _point(3 + 0.4 * sign + loading * traits[item.factor] * sign + noise + habit)
    return given


def at_random(draw: random.Random) -> Answers:
    """Somebody who ticks anything."""
    return {item.item_id: draw.randint(1, 5) for item in inventory().items}


def always(point: int) -> Answers:
    """Somebody who ticks the same point throughout."""
    return {item.item_id: point for item in inventory().items}


def responses(answers: Mapping[str, int], seconds: float = 6.0) -> dict[str, Response]:
    """The answers as they are kept, each given ``seconds`` after the one before."""
    return {
        name: Response(
            item_id=name,
            answer=answer,
            elapsed_ms=Milliseconds(round(seconds * 1000)),
            answered_at=NOW + timedelta(seconds=seconds * number),
        )
        for number, (name, answer) in enumerate(answers.items(), start=1)
    }


def _point(value: float) -> int:
    return min(5, max(1, round(value)))
