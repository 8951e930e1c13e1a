"""What the clock and legal holds do to the data of a person, over all stages. For the function ``tenancy.expire``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared.interview.person import recordings
from shared.kernel.errors import Unavailable
from shared.kernel.ids import CandidateId, TenantId, new_id
from shared.platform.bootstrap import Platform
from shared.platform.object_versions import ObjectVersions
from shared.platform.person_places import Footprint, Places
from shared.recruiting.person import candidates_at
from shared.tenancy.rights.contracts import held_folder
from shared.tenancy.rights.holds import HoldStands
from shared.tenancy.rights.model import STAGES, Erasure, next_of
from shared.tenancy.rights.person import Person
from shared.tenancy.rights.retention import Retention
from shared.tenancy.rights.service import RightsDesk, ask_erasure, go_on, told
from shared.whole_person import footprint, person_of, retention, rights_desk

ROUND = 500
"""Candidates of the tenant's list that are looked at each night, one after the other: new rows get their end."""
UNFINISHED = timedelta(days=3)
"""After so long an erasure without certificate is started once more."""
LOOKED_AT = 200


@dataclass(frozen=True)
class KeepingDesk:
    """What retention works with, for one tenant, with the rights to delete versions."""

    here: Platform[Any]
    tenant_id: TenantId
    in_time: Callable[[], bool]

    @property
    def rights(self) -> RightsDesk:
        """What use cases of rights work with."""
        return rights_desk(self.here, self.tenant_id)

    @property
    def versions(self) -> ObjectVersions:
        """Every version of the tenant's objects."""
        bucket = self.here.bucket(self.tenant_id)
        return ObjectVersions(self.here.wiring.tenants.of(self.tenant_id).get("s3"), bucket)

    @property
    def places(self) -> Places:
        """The walker over a person's places."""
        return Places(self.here.table(self.tenant_id), self.versions, self.in_time)

    def footprints(self, person: Person) -> list[Footprint]:
        """Return where all stages keep anything of a person; archives end by themselves."""
        table, store = self.here.table(self.tenant_id), self.rights.store
        return [footprint(stage, person, table, store) for stage in STAGES if stage != "tenancy"]


def refresh(candidate_id: CandidateId, desk: KeepingDesk) -> Retention | None:
    """Work out anew when a person's data end, and give every row that end. None: there is nobody, or no more."""
    rights = desk.rights
    person = person_of(desk.here, desk.tenant_id, candidate_id)
    if person is None:
        return None
    erasure = rights.store.erasure(person.candidate_id)
    if erasure is not None and erasure.state != "restricted":
        return None
    found = retention(desk.here, desk.tenant_id, person)
    if erasure is not None and erasure.restricted_until is not None and found.reason != "held":
        moments = [moment for moment in (found.look_at, erasure.restricted_until) if moment is not None]
        found = found.model_copy(update={"look_at": min(moments)})
    rights.store.keep_retention(found)
    for places in desk.footprints(person):
        if found.reason == "held":
            desk.places.hold(places)
        else:
            desk.places.stamp(places, found.row_end)
    return found


def look(candidate_id: CandidateId, desk: KeepingDesk) -> str:
    """Do what is due for a person: recordings go, or everything does; return what was done, in a word."""
    rights, now = desk.rights, desk.here.clock.now()
    found, person = refresh(candidate_id, desk), person_of(desk.here, desk.tenant_id, candidate_id)
    if found is None or person is None:
        rights.store.drop_retention(candidate_id)
        return "gone"
    if found.reason == "held":
        return "held"
    erasure = rights.store.erasure(person.candidate_id)
    if erasure is not None and erasure.restricted_until is not None and erasure.restricted_until <= now:
        go_on(erasure, rights)
        return "restriction_ended"
    if found.ends_at is not None and found.ends_at <= now:
        try:
            ask_erasure(person.candidate_id, "system:expire", "retention", rights)
        except HoldStands:  # placed this very moment
            return "held"
        return "erased"
    due = found.recordings_due(now)
    if due:
        _erase_recordings(person, due, found, desk)
        return "recordings_erased"
    return "kept"


def change_hold(held: str, subject_id: str, desk: KeepingDesk) -> int:
    """Let what a hold says come true for everybody whom it is about; return how many people.

    Raises ``Unavailable`` where the time is over: again, it goes on.
    """
    done = 0
    for candidate_id in _about(held, subject_id, desk):
        if not desk.in_time():
            raise Unavailable("Not everybody's rows were changed.", "It goes on with the next try.")
        person = person_of(desk.here, desk.tenant_id, candidate_id)
        if person is not None:
            _hold(person, desk)
            done += 1
    return done


def night(desk: KeepingDesk) -> dict[str, int]:
    """Look at whoever is due, at the next of the list, and at erasures that did not come to their end."""
    counted: dict[str, int] = {}
    for candidate_id in list(desk.rights.store.due(desk.here.clock.now())):
        if not desk.in_time():
            raise Unavailable("Not everybody was looked at.", "The next night goes on.")
        did = look(candidate_id, desk)
        counted[did] = counted.get(did, 0) + 1
    for erasure in _unfinished(desk):
        now = desk.here.clock.now()
        desk.rights.store.save(next_of(erasure), None, [told(erasure, now)])
        counted["started_again"] = counted.get("started_again", 0) + 1
    for candidate_id in desk.rights.store.round(ROUND):
        if not desk.in_time():
            break
        refresh(candidate_id, desk)
    return counted


def _about(held: str, subject_id: str, desk: KeepingDesk) -> Iterator[CandidateId]:
    if held == "candidate":
        yield CandidateId(subject_id)
    else:
        yield from candidates_at(desk.here.table(desk.tenant_id), subject_id)


def _hold(person: Person, desk: KeepingDesk) -> None:
    stands = desk.rights.store.standing(person) is not None
    copies = held_folder(desk.tenant_id, person.candidate_id)
    for places in desk.footprints(person):
        if stands:
            desk.places.hold(places)
            for key in desk.places.objects(places):
                if desk.versions.bucket.head(copies + key) is None:
                    desk.versions.copy(key, copies + key)
        else:
            desk.places.release(places)
    if not stands:
        while found := desk.versions.page(copies):
            desk.versions.delete(found)
    refresh(person.candidate_id, desk)


def _erase_recordings(person: Person, due: tuple[str, ...], found: Retention, desk: KeepingDesk) -> None:
    some = person.model_copy(update={"interviews": tuple(one for one in person.interviews if one.interview_id in due)})
    gone = desk.places.erase(recordings(desk.here.table(desk.tenant_id), some))
    if not gone.done:
        raise Unavailable("Not every recording is gone.", "The next night goes on.")
    trail = desk.rights.trail
    detail: dict[str, str | int] = {"interviews": len(due), "objects": gone.objects, "run": new_id("run")}
    whose = person.candidate_id
    trail.record(trail.entry("system:expire", "recordings_erased", whose, candidate_id=whose, detail=detail))
    desk.rights.store.keep_retention(found.model_copy(update={"recordings_gone": (*found.recordings_gone, *due)}))
    refresh(whose, desk)


def _unfinished(desk: KeepingDesk) -> list[Erasure]:
    erasures, _ = desk.rights.store.erasures(LOOKED_AT, None)
    before = desk.here.clock.now() - UNFINISHED
    open_ones = [one for one in erasures if one.state not in ("certified", "restricted")]
    return [one for one in open_ones if (one.begun_at or one.requested_at) < before]
