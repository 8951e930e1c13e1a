"""Use case: look at how people decide, over months."""

import re
from dataclasses import dataclass
from datetime import datetime

from shared.decision.oversight.model import Overseen, Reliability, overseen, reliability
from shared.decision.oversight.store import OversightStore
from shared.kernel.clock import Clock
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.platform.audit import AuditTrail
from shared.platform.authorization import authorize
from shared.platform.identity import Caller

MONTH = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")
MOST_MONTHS = 3
"""One query each."""


class OversightTable(Frozen):
    """Who decided and rated in the months ``since`` to ``until``, and how reliable the ratings are.

    Those with marks first, then whoever decided most.
    """

    since: str
    until: str
    people: tuple[Overseen, ...]
    competencies: tuple[Reliability, ...]


@dataclass(frozen=True)
class OversightDesk:
    """One tenant's counters, and who looks at them."""

    who: Caller
    oversight: OversightStore
    trail: AuditTrail
    clock: Clock


def look(since: str | None, until: str | None, desk: OversightDesk) -> OversightTable:
    """Return the table of at most three months, by default the last three. Raises ``Forbidden``, ``Invalid``."""
    authorize(desk.who, "read_oversight")
    months = _months(since, until, desk.clock.now())
    people, competencies = desk.oversight.months(months)
    desk.trail.record(
        desk.trail.entry(desk.who, "read_oversight", "oversight", detail={"since": months[0], "until": months[-1]})
    )
    found = [overseen(user_id, counters) for user_id, counters in people.items()]
    return OversightTable(
        since=months[0],
        until=months[-1],
        people=tuple(sorted(found, key=lambda one: (-len(one.flags), -one.decisions, one.user_id))),
        competencies=tuple(reliability(name, counters) for name, counters in sorted(competencies.items())),
    )


def _months(since: str | None, until: str | None, now: datetime) -> list[str]:
    last = _number(until) if until else now.year * 12 + now.month - 1
    first = _number(since) if since else last - MOST_MONTHS + 1
    if not 0 <= last - first < MOST_MONTHS:
        raise Invalid(
            f"Look at one to {MOST_MONTHS} months at a time. 每次查看 1 至 {MOST_MONTHS} 个月。",
            "Give the earlier month as from and the later one as to. 请修改起止月份。",
        )
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _number(month: str) -> int:
    found = MONTH.fullmatch(month)
    if found is None:
        raise Invalid(f"{month!r} is no month. 月份格式不正确。", "Write it like 2026-11. 请写成 2026-11。")
    return int(found[1]) * 12 + int(found[2]) - 1
