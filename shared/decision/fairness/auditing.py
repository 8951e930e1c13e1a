"""Use case: audit a position, or all of a tenant's, over months."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from shared.decision.fairness.audit import AuditScope, bias_audit
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.fairness.model import BiasAudit, Fact
from shared.decision.fairness.self_identification import SelfIdentification
from shared.decision.fairness.store import KEPT
from shared.kernel.errors import Invalid
from shared.kernel.ids import CandidateId, PositionId
from shared.platform.identity import Caller

READERS = 8
"""Positions that are read at once: nearly all of the time goes into waiting for the table."""
MONTH = re.compile(r"^(20\d\d)-(0[1-9]|1[0-2])$")


@dataclass(frozen=True)
class Period:
    """Whole months, from the beginning of the first to the end of the last.

    Whole months only: two audits whose periods differ by a day would tell what one person said of themselves.
    """

    since: datetime
    until: datetime

    @classmethod
    def of(cls, first: str | None, last: str | None, now: datetime) -> Self:
        """Return the period from month ``first`` to month ``last`` (``2026-11``), by default the last twelve.

        Raises ``Invalid`` for what is no month, an empty period, or one that reaches back further than facts are kept.
        """
        until = _begin(last) if last else datetime(now.year, now.month, 1, tzinfo=UTC)
        until = _later(until, 1)
        since = _begin(first) if first else _later(until, -12)
        if since >= until:
            raise Invalid("The period ends before it begins.", "Give the earlier month as from, the later one as to.")
        if since < _later(datetime(now.year, now.month, 1, tzinfo=UTC), -(KEPT.days // 30)):
            raise Invalid(f"Facts are kept for {KEPT.days} days, and the period begins earlier.", "Let it begin later.")
        return cls(since, until)


def audit(position_id: PositionId | None, period: Period, desk: FairnessDesk) -> BiasAudit:
    """Return the audit of a position, with None of all positions together. Raises ``Unavailable``."""

    def read(position: PositionId) -> tuple[list[Fact], list[SelfIdentification]]:
        return desk.facts.of_position(position), list(desk.told.of_position(position))

    facts: list[Fact] = []
    told: dict[CandidateId, SelfIdentification] = {}
    with ThreadPoolExecutor(READERS) as readers:
        for found, identities in readers.map(read, desk.facts.positions() if position_id is None else [position_id]):
            facts += found
            told |= {one.candidate_id: one for one in identities}
    scope = AuditScope(desk.tenant_id, desk.jurisdiction, position_id, period.since, period.until)
    return bias_audit(scope, facts, told, desk.clock.now())


def audit_for(who: Caller, position_id: PositionId | None, period: Period, desk: FairnessDesk) -> BiasAudit:
    """Return the audit, once the audit log says who looked at it. Raises ``Unavailable``."""
    desk.trail.record(
        desk.trail.entry(
            who,
            "read_fairness",
            position_id or "all_positions",
            detail={"since": period.since.date().isoformat(), "until": period.until.date().isoformat()},
        )
    )
    return audit(position_id, period, desk)


def _begin(month: str) -> datetime:
    found = MONTH.fullmatch(month)
    if found is None:
        raise Invalid(f"{month!r} is no month.", "Write it like 2026-11.")
    return datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)


def _later(month: datetime, by: int) -> datetime:
    years, rest = divmod(month.month - 1 + by, 12)
    return month.replace(year=month.year + years, month=rest + 1)
