"""What the state machine does: begin, sweep stage by stage, destroy the key. Each step may be done again."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.ids import CandidateId, new_id
from shared.platform.audit import AuditTrail
from shared.platform.bucket import TenantBucket
from shared.platform.person_places import Footprint, Places
from shared.platform.sealing import Sealer
from shared.tenancy.rights.contracts import CandidateErased, certificate_folder
from shared.tenancy.rights.errors import NoErasure, Overtaken
from shared.tenancy.rights.model import Erasure, Stage, begun, forgotten, swept
from shared.tenancy.rights.person import Person
from shared.tenancy.rights.store import RightsStore

TRIES = 5


@dataclass(frozen=True)
class ErasingDesk:
    """What the steps work with, for one tenant, with the rights to delete versions."""

    store: RightsStore
    trail: AuditTrail
    places: Places
    bucket: TenantBucket
    sealer: Sealer
    clock: Clock

    def erasure(self, candidate_id: str) -> Erasure:
        """Return the erasure. Raises ``NoErasure``."""
        found = self.store.erasure(candidate_id)
        if found is None:
            raise NoErasure
        return found

    def change(self, candidate_id: str, to: Callable[[Erasure], Erasure]) -> Erasure:
        """Write what ``to`` makes of the erasure as it is now. Raises ``NoErasure``, ``Overtaken``."""
        for _ in range(TRIES):
            changed = to(self.erasure(candidate_id))
            if self.store.save(changed):
                return changed
        raise Overtaken


def begin(candidate_id: CandidateId, person: Person | None, desk: ErasingDesk) -> Erasure:
    """Lay stones for every id of the person, so that what arrives from now on is thrown away.

    ``person``: who it is as far as rows still say; what was known before is kept. A restricted erasure does not begin.
    """
    erasure = desk.erasure(candidate_id)
    if erasure.state == "restricted":
        return erasure
    erasure = desk.change(candidate_id, lambda now_there: begun(now_there, person, desk.clock.now()))
    desk.store.lay_stones(erasure, erasure.begun_at or desk.clock.now())
    return erasure


def sweep(candidate_id: CandidateId, stage: Stage, footprint: Footprint, desk: ErasingDesk, more_rows: int = 0) -> bool:
    """Erase what one stage has, as far as time allows; return whether all is gone. ``more_rows``: gone beforehand."""
    erasure = desk.erasure(candidate_id)
    gone = desk.places.erase(footprint)
    if gone.digests:
        number = erasure.steps[stage].passes if stage in erasure.steps else 0
        folder = certificate_folder(erasure.tenant_id, erasure.erasure_id)
        body = json.dumps(sorted(gone.digests)).encode()
        desk.bucket.put_bytes(f"{folder}/parts/{stage}-{number:04d}.json", body, "application/json")
    now, rows = desk.clock.now(), gone.rows + more_rows
    desk.change(candidate_id, lambda there: swept(there, stage, rows, gone.objects, gone.done, now))
    return gone.done


def forget_keys(candidate_id: CandidateId, desk: ErasingDesk) -> Erasure:
    """Destroy the keys of the person's ids: what backups hold of them opens no more. Then tell of it, once."""
    erasure = desk.erasure(candidate_id)
    for one in erasure.person.candidate_ids:
        desk.sealer.forget(one)
    if erasure.key_forgotten_at is not None:
        return erasure
    for one in erasure.person.candidate_ids:
        desk.store.drop_retention(one)
    now = desk.clock.now()
    changed = forgotten(erasure, now)
    event = CandidateErased(
        event_id=new_id("evt"),
        tenant_id=erasure.tenant_id,
        occurred_at=now,
        erasure_id=erasure.erasure_id,
        candidate_ids=erasure.person.candidate_ids,
    )
    detail: dict[str, str | int] = {"erasure": erasure.erasure_id, "rows": erasure.rows, "objects": erasure.objects}
    entry = desk.trail.entry("system:erase", "candidate_erased", candidate_id, candidate_id=candidate_id, detail=detail)
    if not desk.store.save(changed, entry, [event]):
        raise Overtaken
    return changed
