"""Whether somebody who was erased is gone: every place, the keys, the log and the certificate are looked at again."""

import hashlib
from typing import Any

from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, TenantId
from shared.platform.bootstrap import Platform
from shared.platform.object_versions import ObjectVersions
from shared.platform.person_places import Places
from shared.tenancy.audit.service import verify
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.rights.contracts import ErasureCertificate, certificate_folder
from shared.tenancy.rights.errors import NoErasure
from shared.tenancy.rights.model import STAGES, Erasure
from shared.whole_person import footprint, rights_store

ENTRIES = 500


class Check(Frozen):
    """One thing that was looked at. ``found`` says what there was, in words."""

    name: str
    holds: bool
    found: str


class Verification(Frozen):
    """What a verification found."""

    erasure_id: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """True where nothing of the person is left, and everything fits together."""
        return all(check.holds for check in self.checks)


def verify_erasure(here: Platform[Any], tenant_id: TenantId, candidate_id: CandidateId) -> Verification:
    """Look for everything of an erased person again; nothing is changed.

    Raises:
        NoErasure: nobody of that id was erased.
        Unavailable: something did not answer.
    """
    erasure = rights_store(here, tenant_id).erasure(candidate_id)
    if erasure is None:
        raise NoErasure
    checks = [
        Check(name="state", holds=erasure.state == "certified", found=erasure.state),
        *_places(here, tenant_id, erasure),
        _keys(here, tenant_id, erasure),
        *_certificate(here, tenant_id, erasure),
    ]
    return Verification(erasure_id=erasure.erasure_id, checks=tuple(checks))


def _places(here: Platform[Any], tenant_id: TenantId, erasure: Erasure) -> list[Check]:
    store, table = rights_store(here, tenant_id), here.table(tenant_id)
    versions = ObjectVersions(here.wiring.tenants.of(tenant_id).get("s3"), here.bucket(tenant_id))
    found = []
    for stage in STAGES:
        own = footprint(stage, erasure.person, table, store)
        rows = sum(1 for _ in Places(table, versions).rows(own))
        objects = sum(len(versions.page(folder)) for folder in own.folders)
        said = f"{rows} rows, {objects} versions of objects"
        found.append(Check(name=f"nothing in {stage}", holds=rows + objects == 0, found=said))
    return found


def _keys(here: Platform[Any], tenant_id: TenantId, erasure: Erasure) -> Check:
    keys = here.data_keys(tenant_id)
    ids = erasure.person.candidate_ids
    gone = sum(keys.is_forgotten(one) for one in ids)
    return Check(name="keys destroyed", holds=gone == len(ids), found=f"{gone} of {len(ids)}")


def _certificate(here: Platform[Any], tenant_id: TenantId, erasure: Erasure) -> list[Check]:
    bucket, log = here.bucket(tenant_id), AuditLog(here.table(tenant_id), here.bucket(tenant_id))
    verified = verify(log)
    chain = Check(name="audit log", holds=verified.holds, found=f"{verified.entries} entries")
    if erasure.certificate is None:
        return [Check(name="certificate", holds=False, found="none"), chain]
    entries, _ = log.of(erasure.person.candidate_id, "", ENTRIES, None)
    noted = {entry.detail.get("certificate") for entry in entries if entry.action == "erasure_certified"}
    try:
        certificate = bucket.get_document(erasure.certificate, ErasureCertificate)
        listed = bucket.get_bytes(f"{certificate_folder(tenant_id, erasure.erasure_id)}/erased.json")
    except NotFound:
        return [Check(name="certificate", holds=False, found="its document is gone"), chain]
    sha256 = erasure.certificate.sha256
    return [
        Check(name="certificate in the audit log", holds=sha256 in noted, found=sha256),
        Check(
            name="list of the certificate",
            holds=hashlib.sha256(listed).hexdigest() == certificate.list_sha256,
            found=f"{certificate.entries} digests",
        ),
        chain,
    ]
