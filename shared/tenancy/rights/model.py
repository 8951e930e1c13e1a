"""An erasure from the request to its certificate. Pure rules."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.kernel.localized import LocalizedText
from shared.tenancy.jurisdictions.contracts import JurisdictionRules
from shared.tenancy.rights.person import Person

Stage = Literal["recruiting", "interview", "assessment", "decision", "offer", "tenancy"]
STAGES: tuple[Stage, ...] = ("recruiting", "interview", "assessment", "decision", "offer", "tenancy")
Basis = Literal["candidate", "staff", "retention"]
State = Literal["restricted", "requested", "erasing", "erased", "certified"]
LINK_KEPT = timedelta(days=180)
"""How long the person's own link still shows how the erasure stands, and its certificate."""


class Step(Frozen):
    """What one stage erased, all passes together. ``parts``: how many lists of digests were written."""

    stage: Stage
    rows: int = 0
    objects: int = 0
    passes: int = 0
    parts: int = 0
    finished_at: datetime | None = None


class Erasure(Frozen):
    """An erasure: ids, times and counts; nothing by which anybody could tell who it was.

    ``restricted``: the law demands that records are kept until ``restricted_until``; nothing but keeping goes on, and
    then they are erased. ``erased``: nothing is there and the key is destroyed; ``certified``: it was looked for again.
    """

    erasure_id: str
    tenant_id: TenantId
    person: Person
    basis: Basis
    requested_by: str
    requested_at: datetime
    due_at: datetime
    article: LocalizedText
    """What the deadline is from."""
    state: State
    restricted_until: datetime | None = None
    restricted_by: LocalizedText | None = None
    recordings_gone_at: datetime | None = None
    begun_at: datetime | None = None
    steps: dict[Stage, Step] = Field(default_factory=dict)
    key_forgotten_at: datetime | None = None
    certified_at: datetime | None = None
    certificate: DocumentRef | None = None
    revision: int = 1

    @property
    def rows(self) -> int:
        """Rows that were erased."""
        return sum(step.rows for step in self.steps.values())

    @property
    def objects(self) -> int:
        """Versions of objects that were erased."""
        return sum(step.objects for step in self.steps.values())


def asked(
    erasure_id: str,
    tenant_id: TenantId,
    person: Person,
    basis: Basis,
    by: str,
    now: datetime,
    rules: JurisdictionRules,
    must_keep_until: datetime | None,
) -> Erasure:
    """Return an erasure that was asked for: restricted where records must be kept beyond ``now``."""
    term = rules.deadlines["erasure"]
    kept = must_keep_until is not None and must_keep_until > now
    return Erasure(
        erasure_id=erasure_id,
        tenant_id=tenant_id,
        person=person,
        basis=basis,
        requested_by=by,
        requested_at=now,
        due_at=term.ends(now),
        article=term.source,
        state="restricted" if kept else "requested",
        restricted_until=must_keep_until if kept else None,
        restricted_by=rules.retention.minimum_source if kept else None,
    )


def knowing(erasure: Erasure, person: Person) -> Erasure:
    """Return an erasure that knows ``person`` besides."""
    return next_of(erasure, person=erasure.person.and_(person))


def released(erasure: Erasure) -> Erasure:
    """Return a restricted erasure whose time has come."""
    return next_of(erasure, state="requested")


def begun(erasure: Erasure, person: Person | None, now: datetime) -> Erasure:
    """Return an erasure that is under way; what is known of the person by now is added to what was known."""
    known = erasure.person.and_(person) if person else erasure.person
    state: State = "erasing" if erasure.state in ("requested", "erasing") else erasure.state
    return next_of(erasure, state=state, person=known, begun_at=erasure.begun_at or now)


def swept(erasure: Erasure, stage: Stage, rows: int, objects: int, done: bool, now: datetime) -> Erasure:
    """Return the erasure after a pass of one stage."""
    before = erasure.steps.get(stage, Step(stage=stage))
    step = before.model_copy(
        update={
            "rows": before.rows + rows,
            "objects": before.objects + objects,
            "passes": before.passes + 1,
            "parts": before.parts + (1 if rows + objects else 0),
            "finished_at": now if done else before.finished_at,
        }
    )
    return next_of(erasure, steps={**erasure.steps, stage: step})


def forgotten(erasure: Erasure, now: datetime) -> Erasure:
    """Return the erasure whose keys are destroyed."""
    return next_of(erasure, state="erased", key_forgotten_at=erasure.key_forgotten_at or now)


def certified(erasure: Erasure, certificate: DocumentRef, now: datetime) -> Erasure:
    """Return the erasure with its certificate."""
    return next_of(erasure, state="certified", certificate=certificate, certified_at=now)


def next_of(erasure: Erasure, **changed: object) -> Erasure:
    """Return the next revision."""
    return erasure.model_copy(update={**changed, "revision": erasure.revision + 1})
