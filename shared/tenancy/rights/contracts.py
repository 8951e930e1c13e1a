"""What tenancy tells of rights, in ids alone, and the certificate that is kept of an erasure."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict

from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import CandidateId, TenantId
from shared.kernel.localized import LocalizedText

CERTIFICATES = "certificates"
HELD = "held"
EXPORTS = "exports"


class ErasureRequested(Event):
    """``tenancy/erasure_requested`` v1: everything of a person is to be erased; the state machine hears it."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "erasure_requested"

    erasure_id: str
    candidate_id: CandidateId


class CandidateErased(Event):
    """``tenancy/candidate_erased`` v1: nothing of the person is left and the key is destroyed. Whoever has copies of
    anything under these ids erases them, too."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "candidate_erased"

    erasure_id: str
    candidate_ids: tuple[CandidateId, ...]


class ExportRequested(Event):
    """``tenancy/export_requested`` v1: an archive of everything of a person is to be made."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "export_requested"

    export_id: str
    candidate_id: CandidateId


class HoldChanged(Event):
    """``tenancy/hold_changed`` v1: a legal hold was placed on a candidate or a position, or released."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "hold_changed"

    hold_id: str
    held: Literal["candidate", "position"]
    subject_id: str
    stands: bool


class CertifiedStep(Published):
    """What one stage erased."""

    stage: str
    rows: int
    objects: int


class ErasureCertificate(Published):
    """``tenancy/erasure_certificate`` v1: that everything of somebody was erased. It names nobody.

    ``subject_sha256`` is of tenant and candidate id, so that who knows the id can tell whose it is. ``list_sha256`` is
    of the list beside it: one SHA-256 a row or object version that was erased. ``remaining``: what stays, and why.
    """

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "erasure_certificate"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="tenancy/erasure_certificate v1")

    schema_version: Literal[1] = 1
    erasure_id: str
    tenant_id: TenantId
    company: str
    jurisdiction: LocalizedText
    subject_sha256: str
    basis: Literal["candidate", "staff", "retention"]
    requested_at: datetime
    due_at: datetime
    in_time: bool
    article: LocalizedText
    restricted_until: datetime | None
    begun_at: datetime
    key_forgotten_at: datetime
    looked_again_at: datetime
    records: int
    """Ids that the person had here: one, and one more for each record that was merged into it."""
    steps: tuple[CertifiedStep, ...]
    rows: int
    objects: int
    list_sha256: str
    entries: int
    remaining: tuple[LocalizedText, ...]


def certificate_folder(tenant_id: TenantId, erasure_id: str) -> str:
    """Return the folder of a certificate in the media bucket."""
    return f"{CERTIFICATES}/{tenant_id}/{erasure_id}"


def export_folder(tenant_id: TenantId, candidate_id: str) -> str:
    """Return the folder of a person's archives in the media bucket: erased with the person."""
    return f"{EXPORTS}/{tenant_id}/{candidate_id}/"


def held_folder(tenant_id: TenantId, candidate_id: str) -> str:
    """Return the folder where objects of a person are kept while a hold stands: no lifecycle reaches it."""
    return f"{HELD}/{tenant_id}/{candidate_id}/"
