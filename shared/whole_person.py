"""Everything of one person over all stages: what an export, an erasure, a hold and retention reach.

A stage knows only itself (``shared/<stage>/person.py``); this is where they come together, for handlers alone.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.assessment import person as assessment
from shared.assessment import personal_export as assessment_export
from shared.decision import person as decision
from shared.decision import personal_export as decision_export
from shared.interview import person as interview
from shared.interview import personal_export as interview_export
from shared.kernel.errors import Forbidden, NotFound
from shared.kernel.ids import CandidateId, TenantId
from shared.offer import person as offer
from shared.offer import personal_export as offer_export
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.keys import Shredded
from shared.platform.object_versions import ObjectVersions
from shared.platform.person_places import Footprint, Places
from shared.platform.settings import BucketSettings, KeySettings, TableSettings
from shared.platform.table import TenantTable
from shared.recruiting import person as recruiting
from shared.recruiting import personal_export as recruiting_export
from shared.recruiting.candidate_token import CandidateToken, UnknownToken
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.contracts import Invitation, invitation_key
from shared.tenancy.contracts import TenantSettings, settings_key
from shared.tenancy.jurisdictions.loader import rules_of
from shared.tenancy.rights.contracts import export_folder
from shared.tenancy.rights.erasing import ErasingDesk, sweep
from shared.tenancy.rights.errors import NoExport
from shared.tenancy.rights.export import Export
from shared.tenancy.rights.model import Stage, knowing
from shared.tenancy.rights.orders import ErasureOrder, ExportOrder
from shared.tenancy.rights.parts import PartMade, StagePart
from shared.tenancy.rights.person import Person
from shared.tenancy.rights.retention import Known, Process, Recorded, Retention, retention_of
from shared.tenancy.rights.service import RightsDesk
from shared.tenancy.rights.store import RightsStore


class RightsSettings(TableSettings, BucketSettings, KeySettings):
    """What whoever serves rights needs."""


def person_of(here: Platform[Any], tenant_id: TenantId, candidate_id: CandidateId) -> Person | None:
    """Return who a candidate is, as far as rows say, or None."""
    return recruiting.person_of(here.table(tenant_id), candidate_id)


def footprint(stage: Stage, person: Person, table: TenantTable, store: RightsStore) -> Footprint:
    """Return where a stage keeps anything of a person."""
    own: dict[Stage, Callable[[], Footprint]] = {
        "recruiting": lambda: recruiting.footprint(table, person),
        "interview": lambda: interview.footprint(table, person),
        "assessment": lambda: assessment.footprint(table, person),
        "decision": lambda: decision.footprint(table, person),
        "offer": lambda: offer.footprint(table, person),
        "tenancy": lambda: store.footprint(person),
    }
    return own[stage]()


def rights_store(here: Platform[Any], tenant_id: TenantId) -> RightsStore:
    """Return where rights are kept."""
    return RightsStore(here.table(tenant_id), here.audit(tenant_id))


def rights_desk(here: Platform[Any], tenant_id: TenantId) -> RightsDesk:
    """Return what use cases of rights work with."""
    return RightsDesk(
        store=rights_store(here, tenant_id),
        trail=here.audit(tenant_id),
        clock=here.clock,
        settings=lambda: settings(here, tenant_id),
        find=lambda candidate_id: person_of(here, tenant_id, candidate_id),
        links=lambda person: _links(here, tenant_id, person),
        must_keep_until=lambda person: retention(here, tenant_id, person).must_keep_until,
    )


def erasing_desk(here: Platform[Any], tenant_id: TenantId, in_time: Callable[[], bool]) -> ErasingDesk:
    """Return what the steps of an erasure work with: the process acts by the role that may delete versions."""
    bucket, table = here.bucket(tenant_id), here.table(tenant_id)
    versions = ObjectVersions(here.wiring.tenants.of(tenant_id).get("s3"), bucket)
    return ErasingDesk(
        store=rights_store(here, tenant_id),
        trail=here.audit(tenant_id),
        places=Places(table, versions, in_time),
        bucket=bucket,
        sealer=here.sealer(tenant_id),
        clock=here.clock,
    )


def settings(here: Platform[Any], tenant_id: TenantId) -> TenantSettings:
    """Return the tenant's settings. Raises ``Forbidden`` where the tenant does not exist."""
    try:
        return here.bucket(tenant_id).get_document(settings_key(tenant_id), TenantSettings)
    except NotFound as error:
        raise Forbidden(
            f"There is no tenant {tenant_id} here.", "Ask the operator of this deployment to create it."
        ) from error


def retention(here: Platform[Any], tenant_id: TenantId, person: Person) -> Retention:
    """Work out when the data of a person end, from their rows as they are now."""
    store, said = rights_store(here, tenant_id), settings(here, tenant_id)
    before = store.retention(person.candidate_id)
    known = _known(here, tenant_id, person, held=store.standing(person) is not None)
    gone = before.recordings_gone if before else ()
    return retention_of(known, rules_of(said).retention, said.policy.retention_days, gone, here.clock.now())


def _known(here: Platform[Any], tenant_id: TenantId, person: Person, *, held: bool) -> Known:
    table = here.table(tenant_id)
    entered, processes, recorded = [], [], []
    for one in person.candidate_ids:
        for item in table.query(table.pk(f"CANDIDATE#{one}")):
            if item["SK"] == "CANDIDATE" and "created_at" in item:
                entered.append(datetime.fromisoformat(str(item["created_at"])))
            if "application" in item:
                told = json.loads(item["application"])
                moved = datetime.fromisoformat(told["entered_at"])
                processes.append(Process(status=told["status"], moved_at=moved))
            if "invitation" in item:
                told = json.loads(item["invitation"])
                end = datetime.fromisoformat(told["expires_at"])
                recorded.append(Recorded(interview_id=told["interview_id"], ended_at=end))
    until = _pool_until(here, tenant_id, person)
    given = any(_pool_given(table, str(each.interview_id)) for each in person.interviews)
    return Known(
        candidate_id=person.candidate_id,
        entered_at=min(entered, default=here.clock.now()),
        processes=tuple(processes),
        interviews=tuple(recorded),
        pool_given=given or until is not None,
        pool_until=until,
        held=held,
    )


def _pool_given(table: TenantTable, interview_id: str) -> bool:
    """Return whether the newest choice about the talent pool that was made in an interview was a yes."""
    rows = table.query(table.pk(f"INTERVIEW#{interview_id}"), begins="CONSENT#")
    choices = sorted(
        (json.loads(row["consent"]) for row in rows if '"retention"' in row["consent"]), key=lambda each: each["at"]
    )
    own = [each for each in choices if each["purpose"] == "retention"]
    return bool(own) and own[-1]["choice"] == "given"


def _pool_until(here: Platform[Any], tenant_id: TenantId, person: Person) -> datetime | None:
    """Return until when the person agreed to be kept by their profile, or None."""
    table = here.table(tenant_id)
    candidates = CandidateStore(table, here.sealer(tenant_id), here.blind_index(tenant_id), here.audit(tenant_id))
    ends = []
    for one in person.candidate_ids:
        try:
            record = candidates.record(one)
        except Shredded:
            continue
        if record is not None and record.profile.talent_pool is not None and record.profile.talent_pool.until:
            ends.append(record.profile.talent_pool.until)
    return max(ends, default=None)


def _links(here: Platform[Any], tenant_id: TenantId, person: Person) -> dict[str, str]:
    """Return the hash of each invitation's secret, by which the person's own link still shows the erasure."""
    bucket, found = here.bucket(tenant_id), {}
    for each in person.interviews:
        try:
            invitation = bucket.get_document(invitation_key(tenant_id, each.invitation_id), Invitation)
        except NotFound:
            continue
        found[each.invitation_id] = invitation.secret_sha256
    return found


def part_of(stage: Stage, person: Person, here: Platform[Any], tenant_id: TenantId) -> StagePart:
    """Return what a stage has of a person, for an archive. Raises ``Shredded`` where the person was erased."""
    table, bucket = here.table(tenant_id), here.bucket(tenant_id)
    makers = {
        "recruiting": recruiting_export.part_of,
        "interview": interview_export.part_of,
        "assessment": assessment_export.part_of,
        "decision": decision_export.part_of,
        "offer": offer_export.part_of,
    }
    own = footprint(stage, person, table, rights_store(here, tenant_id))
    return makers[stage](person, own, Places(table), here.sealer(tenant_id), bucket)


def erase_stage(event: dict[str, Any], stage: Stage, in_time: Callable[[], bool]) -> dict[str, Any]:
    """Erase what a stage has of the person of an erasure; ``{"done": false}`` asks to be called again."""
    here = bootstrap.current(RightsSettings)
    order = ErasureOrder.model_validate(event)
    desk = erasing_desk(here, order.tenant_id, in_time)
    person, table = desk.erasure(order.candidate_id).person, here.table(order.tenant_id)
    if stage == "offer" and (found := offer.found(table, person)) != person:
        # Noted before the rows go that lead to their letters.
        person = desk.change(order.candidate_id, lambda there: knowing(there, found)).person
    before = recruiting.drop_index(table, person) if stage == "recruiting" else 0
    done = sweep(order.candidate_id, stage, footprint(stage, person, table, desk.store), desk, before)
    return {"stage": stage, "done": done}


def export_stage(event: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """Write what a stage has of the person of an export into the bucket, and say where."""
    here = bootstrap.current(RightsSettings)
    order = ExportOrder.model_validate(event)
    export = rights_store(here, order.tenant_id).export(order.candidate_id, order.export_id)
    if export is None:
        raise NoExport
    part = part_of(stage, export.person, here, order.tenant_id)
    key = part_key(export, stage)
    here.bucket(order.tenant_id).put_document(key, part)
    return PartMade(stage=stage, key=key, sections=len(part.sections), files=len(part.files)).model_dump(mode="json")


def part_key(export: Export, stage: Stage) -> str:
    """Return where a stage's part lies until the archive is made."""
    return f"{export_folder(export.tenant_id, export.person.candidate_id)}{export.export_id}/{stage}.json"


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def whose_link(here: Platform[Any], token: CandidateToken) -> CandidateId:
    """Return whose link it is: by the invitation, whether it still holds or not, or by what is left after an erasure.

    Raises:
        UnknownToken: it opens nothing.
    """
    try:
        key = invitation_key(token.tenant_id, token.invitation_id)
        invitation = here.bucket(token.tenant_id).get_document(key, Invitation)
    except NotFound:
        left = rights_store(here, token.tenant_id).link(token.invitation_id)
        if left is None or not token.proves(left[0]):
            raise UnknownToken from None
        return left[1]
    if not token.proves(invitation.secret_sha256):
        raise UnknownToken
    return invitation.candidate_id
