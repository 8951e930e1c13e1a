"""Erasures and exports as people see them: staff, and the person by their own link."""

from datetime import datetime

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.platform.bucket import TenantBucket
from shared.tenancy.rights.contracts import ErasureCertificate, certificate_folder
from shared.tenancy.rights.errors import NotCertifiedYet
from shared.tenancy.rights.export import Export
from shared.tenancy.rights.model import Basis, Erasure, State, Step

READING_SECONDS = 15 * 60


class ErasureView(Frozen):
    """How an erasure stands. ``restricted_until``: records must be kept until then, and are used for nothing else."""

    erasure_id: str
    candidate_id: str
    state: State
    basis: Basis
    requested_at: datetime
    due_at: datetime
    article: LocalizedText
    restricted_until: datetime | None
    restricted_by: LocalizedText | None
    recordings_gone_at: datetime | None
    key_forgotten_at: datetime | None
    certified_at: datetime | None
    steps: tuple[Step, ...]
    rows: int
    objects: int


class ExportView(Frozen):
    """An archive. ``size_bytes`` is 0 while it is being made; ``outside`` counts files that are too large for it."""

    export_id: str
    state: str
    requested_at: datetime
    due_at: datetime
    article: LocalizedText
    ready_at: datetime | None
    expires_at: datetime
    size_bytes: int
    sha256: str | None
    outside: int


class FileView(Frozen):
    """A file and a signed address to fetch it at, good for ``seconds``."""

    name: str
    size_bytes: int
    url: str
    seconds: int = READING_SECONDS


class CertificateView(Frozen):
    """A certificate, its SHA-256 as the audit log has it, and signed addresses of its pages by language."""

    certificate: ErasureCertificate
    sha256: str
    pages: dict[str, str]
    seconds: int = READING_SECONDS


def erasure_view(erasure: Erasure) -> ErasureView:
    """Return how an erasure stands."""
    return ErasureView(
        erasure_id=erasure.erasure_id,
        candidate_id=erasure.person.candidate_id,
        state=erasure.state,
        basis=erasure.basis,
        requested_at=erasure.requested_at,
        due_at=erasure.due_at,
        article=erasure.article,
        restricted_until=erasure.restricted_until,
        restricted_by=erasure.restricted_by,
        recordings_gone_at=erasure.recordings_gone_at,
        key_forgotten_at=erasure.key_forgotten_at,
        certified_at=erasure.certified_at,
        steps=tuple(erasure.steps.values()),
        rows=erasure.rows,
        objects=erasure.objects,
    )


def export_view(export: Export) -> ExportView:
    """Return how an archive stands."""
    return ExportView(
        export_id=export.export_id,
        state=export.state,
        requested_at=export.requested_at,
        due_at=export.due_at,
        article=export.article,
        ready_at=export.ready_at,
        expires_at=export.expires_at,
        size_bytes=export.size_bytes,
        sha256=export.archive.sha256 if export.archive else None,
        outside=len(export.outside),
    )


def export_files(export: Export, bucket: TenantBucket) -> list[FileView]:
    """Return where to fetch the archive and the files beside it; nothing while it is being made."""
    if export.archive is None:
        return []
    name = f"{export.export_id}.zip"
    url = bucket.address(export.archive.key, READING_SECONDS, name)
    files = [FileView(name=name, size_bytes=export.size_bytes, url=url)]
    for file in export.outside:
        short = file.name.rpartition("/")[2]
        address = bucket.address(file.key, READING_SECONDS, short)
        files.append(FileView(name=file.name, size_bytes=file.size_bytes, url=address))
    return files


def certificate_of(erasure: Erasure, bucket: TenantBucket) -> CertificateView:
    """Return the certificate. Raises ``NotCertifiedYet`` until it is there."""
    if erasure.certificate is None:
        raise NotCertifiedYet
    folder = certificate_folder(erasure.tenant_id, erasure.erasure_id)
    pages = {
        language: bucket.address(f"{folder}/certificate.{language}.html", READING_SECONDS) for language in ("zh", "en")
    }
    certificate = bucket.get_document(erasure.certificate, ErasureCertificate)
    return CertificateView(certificate=certificate, sha256=erasure.certificate.sha256, pages=pages)
