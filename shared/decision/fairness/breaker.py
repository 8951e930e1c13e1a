"""The bias breaker: where an audit shows harm that is no chance, the AI proposes nothing until a person has looked."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import StringConstraints

from shared.decision.fairness.model import SIGNIFICANT, Attribute, BiasAudit, Measure
from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import PositionId

WINDOW = timedelta(days=365)
"""How far back a night looks: the year for which an audit holds (6 RCNY 5-301(a))."""


class BiasFinding(Published):
    """One category under four fifths, and not by chance. ``n`` people; ``p`` by Fisher's exact test, and ``p_adjusted``
    for how many were tested of the measure."""

    measure: Measure
    attribute: Attribute
    category: tuple[str, ...]
    n: int
    impact_ratio: float
    p: float
    p_adjusted: float


def tripped_by(audit: BiasAudit) -> tuple[BiasFinding, ...]:
    """Return the findings that stop proposals: impact ratio < 0.80 with p < 0.05, of any measure and attribute.

    p is the one adjusted for the number of categories tested (Benjamini and Hochberg): where one category is compared
    with one other it is Fisher's own. A measure of four attributes has about seventeen, and without the adjustment
    chance alone stops three of four fair positions in a single night; the figures stand in docs/fairness.md. An alarm
    that always rings is heard by nobody.
    """
    return tuple(
        BiasFinding(
            measure=table.measure,
            attribute=table.attribute,
            category=row.category,
            n=row.n,
            impact_ratio=row.impact_ratio,
            p=row.p,
            p_adjusted=row.p_adjusted,
        )
        for table in audit.tables
        for row in table.rows
        if row.impact_ratio is not None
        and row.p is not None
        and row.p_adjusted is not None
        and row.flagged
        and row.p_adjusted < SIGNIFICANT
    )


class BiasBreaker(Frozen):
    """A position's breaker as it is. ``since``: when it last changed; None: it never tripped.

    ``counts_from``: what was assessed before was looked at by an administrator, and trips nothing again.
    """

    position_id: PositionId
    stopped: bool = False
    since: datetime | None = None
    findings: tuple[BiasFinding, ...] = ()
    counts_from: datetime | None = None
    revision: int = 0

    def window(self, now: datetime) -> datetime:
        """Return from when on facts count tonight."""
        start = now - WINDOW
        return start if self.counts_from is None else max(start, self.counts_from)

    def stop(self, findings: tuple[BiasFinding, ...], now: datetime) -> "BiasBreaker":
        """Return it tripped."""
        update = {"stopped": True, "since": now, "findings": findings, "revision": self.revision + 1}
        return self.model_copy(update=update)

    def resume(self, now: datetime) -> "BiasBreaker":
        """Return it closed: proposals are made again, and counting begins anew."""
        update = {"stopped": False, "since": now, "counts_from": now, "findings": (), "revision": self.revision + 1}
        return self.model_copy(update=update)


class BreakerEntry(Frozen):
    """One line of a breaker's history. ``by``: the administrator, or the nightly run."""

    at: datetime
    what: Literal["stopped", "resumed"]
    by: str
    reason: str | None = None
    findings: tuple[BiasFinding, ...] = ()


class BreakerResolution(Frozen):
    """Why an administrator lets proposals be made again: what was looked at, what was found, what was changed."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=2000)]
