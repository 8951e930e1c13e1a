"""Use cases: add, read, change and find candidates, and write notes on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.kernel.ids import CandidateId, new_id
from shared.kernel.request import Request
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.platform.paging import Cursor
from shared.recruiting.applications.contracts import Application
from shared.recruiting.candidates.errors import MergedAway, NoSuchCandidate
from shared.recruiting.candidates.model import CandidateDraft, CandidateRecord, profile_of
from shared.recruiting.candidates.notes import Note, NoteBook, NoteDraft, note_of
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.candidates.timeline import Timeline
from shared.recruiting.candidates.timeline_entry import Kind, TimelineEntry
from shared.tenancy.actions import Action


class Candidacies(Protocol):
    """The applications of candidates."""

    def of_candidate(self, candidate_id: CandidateId) -> list[Application]: ...


@dataclass(frozen=True)
class CandidateDesk:
    """What the use cases work with. ``region``: whose phone numbers need no country code."""

    who: Caller
    candidates: CandidateStore
    notes: NoteBook
    timeline: Timeline
    applications: Candidacies
    trail: AuditTrail
    clock: Clock
    region: str | None

    def found(self, candidate_id: CandidateId) -> CandidateRecord:
        """Return a candidate, merged ones too. Raises ``NoSuchCandidate``, ``Shredded``."""
        record = self.candidates.record(candidate_id)
        if record is None:
            raise NoSuchCandidate(candidate_id)
        return record

    def followed(self, candidate_id: CandidateId) -> CandidateRecord:
        """Return a candidate, or the one that it was merged into. Raises ``NoSuchCandidate``, ``Shredded``."""
        record = self.found(candidate_id)
        return record if record.merged_into is None else self.followed(record.merged_into)

    def standing(self, candidate_id: CandidateId) -> CandidateRecord:
        """Return a candidate that was not merged away. Raises ``MergedAway``, ``NoSuchCandidate``, ``Shredded``."""
        record = self.found(candidate_id)
        if record.merged_into is not None:
            raise MergedAway(record.merged_into)
        return record

    def allow(self, action: Action, candidate_id: CandidateId) -> None:
        """Let pass who may do this to everybody, or to one of whose departments the candidate applied to.

        Raises ``Forbidden``.
        """
        if permits(self.who, action):
            return
        departments = {application.department for application in self.applications.of_candidate(candidate_id)}
        for department in departments:
            if department is not None and permits(self.who, action, Resource(department=department)):
                return
        authorize(self.who, action)

    def entry(self, action: Action, candidate_id: CandidateId, **detail: str | int | bool | None) -> AuditEntry:
        """Return the audit entry of something done to, or read of, a candidate."""
        return self.trail.entry(self.who, action, candidate_id, candidate_id=candidate_id, detail=detail)

    def line(self, kind: Kind, ref: str | None = None, **detail: str | int | bool | None) -> TimelineEntry:
        """Return a line for the candidate's timeline."""
        return TimelineEntry(at=self.clock.now(), kind=kind, by=self.who.user_id, ref=ref, detail=detail)


def add_candidate(draft: CandidateDraft, request: Request | None, desk: CandidateDesk) -> CandidateRecord:
    """Enter a candidate. The same request again returns the same one.

    Raises:
        BadCandidate: every field at fault is named.
        KeyReused, Unavailable: nothing was changed.
    """
    if request is not None and (known := desk.candidates.remembered(request)):
        return desk.found(CandidateId(known))
    now = desk.clock.now()
    profile = profile_of(draft, desk.region, now.date())
    record = CandidateRecord(
        candidate_id=CandidateId(new_id("cnd")), profile=profile, created_at=now, created_by=desk.who.user_id
    )
    line = desk.timeline.put(record.candidate_id, desk.line("added"))
    entry = desk.entry("manage_candidate", record.candidate_id, change="added", source=profile.source)
    if not desk.candidates.add(record, entry, request, [line]) and request is not None:
        return desk.found(CandidateId(desk.candidates.remembered(request) or ""))
    return desk.found(record.candidate_id)


def change_candidate(
    candidate_id: CandidateId, draft: CandidateDraft, named: frozenset[str] | None, desk: CandidateDesk
) -> CandidateRecord:
    """Write a candidate anew.

    Raises:
        NoSuchCandidate, MergedAway, BadCandidate, PreconditionRequired, PreconditionFailed: nothing was changed.
    """
    record = desk.standing(candidate_id)
    expect(named, record.revision)
    profile = profile_of(draft, desk.region, desk.clock.now().date())
    if profile == record.profile:
        return record
    fields = [name for name in type(profile).model_fields if getattr(profile, name) != getattr(record.profile, name)]
    after = record.model_copy(update={"profile": profile, "revision": record.revision + 1})
    entry = desk.entry("manage_candidate", candidate_id, change="edited", fields=" ".join(fields))
    line = desk.timeline.put(candidate_id, desk.line("profile_changed", fields=" ".join(fields)))
    if not desk.candidates.change(record, after, entry, [line]):
        raise PreconditionFailed
    return desk.found(candidate_id)


def read_candidate(candidate_id: CandidateId, desk: CandidateDesk) -> CandidateRecord:
    """Return a candidate (of a merged one: what it became), and say in the audit log who read it.

    Raises:
        NoSuchCandidate, Forbidden, Shredded: as they say.
    """
    record = desk.followed(candidate_id)
    desk.allow("read_candidate", record.candidate_id)
    desk.trail.record(desk.entry("read_candidate", record.candidate_id, what="profile"))
    return record


def shown(records: Sequence[CandidateRecord], by: str, desk: CandidateDesk) -> list[CandidateRecord]:
    """Return a page of candidates, after the audit log has one entry that names them. ``by``: how they were found."""
    ids = " ".join(record.candidate_id for record in records)
    detail: dict[str, str | int] = {"by": by, "count": len(records), "candidates": ids}
    desk.trail.record(desk.trail.entry(desk.who, "read_candidate", "candidates", detail=detail))
    return list(records)


def add_note(candidate_id: CandidateId, draft: NoteDraft, desk: CandidateDesk) -> Note:
    """Write a note on a candidate. Raises ``NoSuchCandidate``, ``MergedAway``."""
    desk.standing(candidate_id)
    note = note_of(draft, desk.who.user_id, desk.clock.now())
    writes = [
        desk.notes.put(candidate_id, note),
        desk.timeline.put(candidate_id, desk.line("note", note.note_id)),
    ]
    desk.trail.transact(writes, desk.entry("manage_candidate", candidate_id, change="note", note=note.note_id))
    return note


def read_notes(
    candidate_id: CandidateId, limit: int, cursor: Cursor | None, desk: CandidateDesk
) -> tuple[list[Note], Cursor | None]:
    """Return a page of notes, and say in the audit log who read them."""
    candidate_id = desk.followed(candidate_id).candidate_id
    desk.allow("read_candidate", candidate_id)
    desk.trail.record(desk.entry("read_candidate", candidate_id, what="notes"))
    return desk.notes.page(candidate_id, limit, cursor)


def read_timeline(
    candidate_id: CandidateId, limit: int, cursor: Cursor | None, desk: CandidateDesk
) -> tuple[list[TimelineEntry], Cursor | None]:
    """Return a page of what happened, the newest first, and say in the audit log who read it."""
    candidate_id = desk.followed(candidate_id).candidate_id
    desk.allow("read_candidate", candidate_id)
    desk.trail.record(desk.entry("read_candidate", candidate_id, what="timeline"))
    return desk.timeline.page(candidate_id, limit, cursor)
