"""Time on evidence: how long somebody looked at recording, transcript and report. Pure rules.

Pages send a beat while the evidence is in sight. What is credited is bounded by the server's clock, so neither a
script nor two open pages make more than the time that passed.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen

Evidence = Literal["recording", "transcript", "report"]
LONGEST_BEAT = 60
"""Seconds that one beat may claim."""
MOST = 4 * 3600
"""Seconds that count for one person and interview."""
REMEMBERED = 20
"""Beats that are told from their copies."""


class Beat(Frozen):
    """What a page says: ``seconds`` of looking since its last beat. ``beat_id`` tells a copy apart."""

    beat_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    what: Evidence
    seconds: int = Field(ge=1, le=LONGEST_BEAT)


class EvidenceTime(Frozen):
    """What one person spent on one interview, in seconds."""

    recording: int = 0
    transcript: int = 0
    report: int = 0
    last_at: datetime | None = None
    beats: tuple[str, ...] = ()
    revision: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.recording + self.transcript + self.report


def beaten(before: EvidenceTime, beat: Beat, now: datetime) -> EvidenceTime:
    """Return the time with ``beat`` counted; unchanged for one that was counted already."""
    if beat.beat_id in before.beats:
        return before
    passed = LONGEST_BEAT if before.last_at is None else int((now - before.last_at).total_seconds())
    credited = max(0, min(beat.seconds, LONGEST_BEAT, passed, MOST - before.total))
    return before.model_copy(
        update={
            beat.what: getattr(before, beat.what) + credited,
            "last_at": now if credited else before.last_at,
            "beats": (*before.beats, beat.beat_id)[-REMEMBERED:],
            "revision": before.revision + 1,
        }
    )
