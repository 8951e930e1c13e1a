"""The worker's use case: take an application in that came by a public link.

Whoever applies becomes a candidate of their own, and a suspicion where somebody like them is known: a stranger changes
nobody's record, and learns nothing of it.
"""

from dataclasses import dataclass
from datetime import timedelta

from shared.kernel.errors import BoleError
from shared.platform.audit import AuditEntry
from shared.platform.bucket import TenantBucket
from shared.platform.keys import Shredded
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Update, Write
from shared.recruiting.candidates.applying import Applying, Opening
from shared.recruiting.candidates.contracts import ApplicationSubmitted
from shared.recruiting.candidates.duplicates.service import look_for_duplicates
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.links.gate import PURPOSE, incoming_key
from shared.recruiting.candidates.links.intake import Intake
from shared.recruiting.candidates.links.model import consents_of
from shared.recruiting.candidates.model import CandidateRecord, Profile, TalentPoolConsent
from shared.recruiting.candidates.resume import Resume
from shared.recruiting.candidates.resumes import ResumeShelf, checked_bytes, resume_key
from shared.recruiting.candidates.service import CandidateDesk
from shared.recruiting.candidates.timeline_entry import TimelineEntry
from shared.recruiting.positions.errors import NoSuchPosition, PositionClosed


@dataclass(frozen=True)
class ReceivingDesk:
    """What it works with. ``jurisdiction``: whose consent texts were shown."""

    desk: CandidateDesk
    table: TenantTable
    bucket: TenantBucket
    sealer: Sealer
    applying: Applying
    suspicions: SuspicionStore
    shelf: ResumeShelf
    jurisdiction: str


def receive(told: ApplicationSubmitted, here: ReceivingDesk) -> bool:
    """Enter the candidate, the application and the résumé; return whether it was new. The same again changes nothing.

    Where the position closed in the meantime, the candidate is entered without an application; the timeline says so.
    """
    item = here.table.get(here.table.pk(f"INTAKE#{told.intake_id}"), "INTAKE")
    if item is None or item["state"] != "new":
        return False
    try:
        intake = here.sealer.open_as(told.candidate_id, str(item["sealed"]), Intake, PURPOSE)
    except Shredded:  # erased before it was taken in
        return False
    profile = _with_consent(intake, here)
    resume, fault = _resume(intake, here)
    opening = _opening(intake, here)
    try:
        entered = _enter(intake, profile, resume, fault, opening, here)
    except PositionClosed:
        entered = _enter(intake, profile, resume, fault, None, here)
    if entered:
        record = here.desk.found(intake.candidate_id)
        look_for_duplicates(record, here.desk.candidates, here.suspicions, here.desk)
    return entered


def _enter(
    intake: Intake,
    profile: Profile,
    resume: Resume | None,
    fault: str | None,
    opening: Opening | None,
    here: ReceivingDesk,
) -> bool:
    desk, candidate_id = here.desk, intake.candidate_id
    person = f"candidate:{candidate_id}"
    record = CandidateRecord(candidate_id=candidate_id, profile=profile, created_at=intake.at, created_by=person)
    taken = Update(
        here.table.pk(f"INTAKE#{intake.intake_id}"),
        "INTAKE",
        set={"state": "received"},
        remove=("sealed",),
        condition=Attr("state").eq("new"),
    )
    line = TimelineEntry(
        at=intake.at,
        kind="applied_online",
        by=person,
        ref=intake.link_id,
        position_id=intake.position_id,
        detail={
            "consents": intake.consents.version,
            "talent_pool": intake.consents.talent_pool,
            "applied": opening is not None,
            "resume": fault or ("kept" if resume else "none"),
        },
    )
    more: list[Write] = [taken, desk.timeline.put(candidate_id, line)]
    if resume is not None:
        more.append(here.shelf.put(candidate_id, resume, new=True))
    own, application = len(more), None
    if opening is not None:
        application, applying = opening.writes(
            candidate_id, "public_form", person, intake.at, new=True, form=intake.answers
        )
        more += applying
    try:
        desk.candidates.add(record, _told(intake, person, here), None, more)
    except ConditionFailed as error:
        if 0 in error.failed:
            return False  # another worker took it in
        failed = [place - own for place in error.failed if place >= own]
        if opening is not None and application is not None and (refusal := opening.refusal(application, failed)):
            raise refusal from error
        raise
    return True


def _told(intake: Intake, person: str, here: ReceivingDesk) -> AuditEntry:
    return here.desk.trail.entry(
        person,
        "apply",
        intake.position_id,
        candidate_id=intake.candidate_id,
        detail={"link": intake.link_id, "consents": intake.consents.version},
    )


def _with_consent(intake: Intake, here: ReceivingDesk) -> Profile:
    if not intake.consents.talent_pool:
        return intake.profile
    days = consents_of(here.jurisdiction, "").talent_pool_days
    consent = TalentPoolConsent(
        given_at=intake.at, until=intake.at + timedelta(days=days), text_version=intake.consents.version
    )
    return intake.profile.model_copy(update={"talent_pool": consent})


def _resume(intake: Intake, here: ReceivingDesk) -> tuple[Resume | None, str | None]:
    """Return the file that came, kept beside the candidate's others, or the code of why it was not kept."""
    sent = intake.resume
    if sent is None:
        return None, None
    arrived = Resume(
        resume_id=sent.resume_id,
        filename=sent.filename,
        content_type=sent.content_type,
        size_bytes=sent.size_bytes,
        key=incoming_key(here.table, intake.link_id, sent),
        state="kept",
        by=f"candidate:{intake.candidate_id}",
        at=intake.at,
    )
    try:
        checked_bytes(arrived, here.bucket)
    except BoleError as error:
        if error.status >= 500:
            raise
        return None, error.code
    key = resume_key(here.table.tenant_id, intake.candidate_id, sent.resume_id, sent.suffix)
    here.bucket.put_bytes(key, here.bucket.get_bytes(arrived.key), sent.content_type)
    return arrived.model_copy(update={"key": key}), None


def _opening(intake: Intake, here: ReceivingDesk) -> Opening | None:
    try:
        return here.applying.opening(intake.position_id)
    except (PositionClosed, NoSuchPosition):
        return None
