"""Use cases of rights: ask for an archive, ask for an erasure, place and release a hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.kernel.clock import Clock
from shared.kernel.ids import CandidateId, new_id
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.identity import Caller
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.jurisdictions.contracts import JurisdictionRules
from shared.tenancy.jurisdictions.loader import rules_of
from shared.tenancy.rights.contracts import ErasureRequested, ExportRequested, HoldChanged
from shared.tenancy.rights.errors import BeingErased, ExportRunning, NobodyHere, NoErasure, NoExport, Overtaken
from shared.tenancy.rights.export import KEPT, Export
from shared.tenancy.rights.holds import Hold, HoldDraft, HoldStands, NoSuchHold, ReleasedAlready
from shared.tenancy.rights.model import Basis, Erasure, asked, released
from shared.tenancy.rights.person import Person
from shared.tenancy.rights.store import RightsStore


@dataclass(frozen=True)
class RightsDesk:
    """What the use cases work with. ``find``: who a candidate's id is. ``links``: invitation id → hash of its secret.

    ``must_keep_until``: until when the law demands the person's records.
    """

    store: RightsStore
    trail: AuditTrail
    clock: Clock
    settings: Callable[[], TenantSettings]
    find: Callable[[CandidateId], Person | None]
    links: Callable[[Person], Mapping[str, str]]
    must_keep_until: Callable[[Person], datetime | None]

    def rules(self) -> JurisdictionRules:
        """Return the policy of the tenant's jurisdiction."""
        return rules_of(self.settings())

    def person(self, candidate_id: CandidateId) -> Person:
        """Return who it is. Raises ``BeingErased``, ``NobodyHere``."""
        found = self.find(candidate_id)
        if found is None:
            raise BeingErased if self.store.erasure(candidate_id) else NobodyHere
        return found


def ask_erasure(candidate_id: CandidateId, actor: Caller | str, basis: Basis, desk: RightsDesk) -> Erasure:
    """Ask for everything of a person to be erased. Asked again, it is the same erasure.

    Raises:
        HoldStands: a legal hold stands on the person or on one of their positions.
        NobodyHere: there is no such candidate.
        Unavailable: nothing was changed.
    """
    there = desk.store.erasure(candidate_id)
    if there is not None:
        return there
    person = desk.person(candidate_id)
    there = desk.store.erasure(person.candidate_id)
    if there is not None:
        return there
    if (hold := desk.store.standing(person)) is not None:
        desk.trail.record(_entry(actor, "erasure_refused", person, desk, hold=hold.hold_id, why=hold.reason_class))
        raise HoldStands(hold.reason_class)
    settings, now = desk.settings(), desk.clock.now()
    rules = rules_of(settings)
    by = actor if isinstance(actor, str) else actor.user_id
    must = None if basis == "retention" else desk.must_keep_until(person)
    erasure = asked(new_id("ers"), settings.tenant_id, person, basis, by, now, rules, must)
    entry = _entry(actor, "erase_candidate", person, desk, erasure=erasure.erasure_id, basis=basis, state=erasure.state)
    if not desk.store.ask(erasure, dict(desk.links(person)), entry, [told(erasure, now)]):
        there = desk.store.erasure(person.candidate_id)
        if there is None:
            raise Overtaken
        return there
    return erasure


def go_on(erasure: Erasure, desk: RightsDesk) -> Erasure:
    """Let a restricted erasure begin, whose time has come. Raises ``Overtaken``."""
    changed, now = released(erasure), desk.clock.now()
    entry = _entry("system:expire", "erasure_begins", erasure.person, desk, erasure=erasure.erasure_id)
    if not desk.store.save(changed, entry, [told(changed, now)]):
        raise Overtaken
    return changed


def see_erasure(candidate_id: CandidateId, desk: RightsDesk) -> Erasure:
    """Return how an erasure stands. Raises ``NoErasure``."""
    there = desk.store.erasure(candidate_id)
    if there is None and (person := desk.find(candidate_id)) is not None:
        there = desk.store.erasure(person.candidate_id)
    if there is None:
        raise NoErasure
    return there


def ask_export(candidate_id: CandidateId, actor: Caller | str, desk: RightsDesk) -> Export:
    """Ask for an archive of everything of a person.

    Raises:
        NobodyHere, BeingErased: there is nobody to make it of.
        ExportRunning: one is being made.
    """
    person, now = desk.person(candidate_id), desk.clock.now()
    if desk.store.erasure(person.candidate_id) is not None:
        raise BeingErased
    if any(each.making(now) for each in desk.store.exports(person.candidate_id)):
        raise ExportRunning
    settings = desk.settings()
    term = rules_of(settings).deadlines["access"]
    export = Export(
        export_id=new_id("pex"),
        tenant_id=settings.tenant_id,
        person=person,
        requested_by=actor if isinstance(actor, str) else actor.user_id,
        requested_at=now,
        due_at=term.ends(now),
        article=term.source,
        expires_at=now + KEPT,
    )
    event = ExportRequested(
        event_id=new_id("evt"),
        tenant_id=settings.tenant_id,
        occurred_at=now,
        export_id=export.export_id,
        candidate_id=person.candidate_id,
    )
    entry = _entry(actor, "export_candidate", person, desk, export=export.export_id)
    if not desk.store.save_export(export, entry, [event]):
        raise Overtaken
    return export


def see_export(candidate_id: CandidateId, export_id: str, desk: RightsDesk) -> Export:
    """Return an export. Raises ``NoExport``, ``NobodyHere``, ``BeingErased``."""
    export = desk.store.export(desk.person(candidate_id).candidate_id, export_id)
    if export is None or export.expires_at <= desk.clock.now():
        raise NoExport
    return export


def list_exports(candidate_id: CandidateId, desk: RightsDesk) -> list[Export]:
    """Return the exports of a person that are there, the newest first. Raises as ``see_export``."""
    now = desk.clock.now()
    return [each for each in desk.store.exports(desk.person(candidate_id).candidate_id) if each.expires_at > now]


def place_hold(draft: HoldDraft, who: Caller, desk: RightsDesk) -> Hold:
    """Keep everything of a candidate, or of everybody at a position, until the hold is released.

    Raises:
        NobodyHere: there is no such candidate.
        BeingErased: it is too late.
    """
    person = desk.person(CandidateId(draft.subject_id)) if draft.held == "candidate" else None
    if person is not None and (there := desk.store.erasure(person.candidate_id)) and there.state != "restricted":
        raise BeingErased
    hold = Hold(
        hold_id=new_id("hld"),
        held=draft.held,
        subject_id=str(person.candidate_id) if person else draft.subject_id,
        reason_class=draft.reason_class,
        reason=draft.reason,
        placed_by=who.user_id,
        placed_at=desk.clock.now(),
    )
    return _saved(hold, "placed", who, desk)


def release_hold(hold_id: str, who: Caller, desk: RightsDesk) -> Hold:
    """Let the clock go on. Raises ``NoSuchHold``, ``ReleasedAlready``."""
    hold = desk.store.found_hold(hold_id)
    if hold is None:
        raise NoSuchHold(hold_id)
    if not hold.stands:
        raise ReleasedAlready
    changed = hold.model_copy(update={"released_by": who.user_id, "released_at": desk.clock.now()})
    return _saved(changed, "released", who, desk)


def told(erasure: Erasure, now: datetime) -> ErasureRequested:
    """Return the event that starts an erasure; a restricted one is heard, too: recordings may have to go at once."""
    return ErasureRequested(
        event_id=new_id("evt"),
        tenant_id=erasure.tenant_id,
        occurred_at=now,
        erasure_id=erasure.erasure_id,
        candidate_id=erasure.person.candidate_id,
    )


def _saved(hold: Hold, change: str, who: Caller, desk: RightsDesk) -> Hold:
    event = HoldChanged(
        event_id=new_id("evt"),
        tenant_id=desk.store.tenant_id,
        occurred_at=desk.clock.now(),
        hold_id=hold.hold_id,
        held=hold.held,
        subject_id=hold.subject_id,
        stands=hold.stands,
    )
    detail = {"change": change, "held": hold.held, "why": hold.reason_class, "hold": hold.hold_id}
    candidate = hold.subject_id if hold.held == "candidate" else None
    entry = desk.trail.entry(who, "hold_candidate", hold.subject_id, candidate_id=candidate, detail=detail)
    if not desk.store.save_hold(hold, entry, [event]):
        raise ReleasedAlready
    return hold


def _entry(actor: Caller | str, action: str, person: Person, desk: RightsDesk, **detail: str | None) -> AuditEntry:
    candidate_id = person.candidate_id
    return desk.trail.entry(actor, action, candidate_id, candidate_id=candidate_id, detail=detail)
