"""The bucket refuses what is not the tenant's; documents are read back by their hash."""

from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.ids import TenantId
from shared.platform.bucket import DamagedDocument, TenantBucket
from shared.platform.table import TenantBreach
from tests.builders.aws import BUCKET, Deployment
from tests.builders.faults import unreachable

KEY = "artifacts/acme/int_1/a1/probe.json"
DOCUMENT = DocumentRef(key="anything", sha256="0" * 64)


@pytest.fixture
def bucket(deployment: Deployment) -> TenantBucket:
    return deployment.platform.bucket(TenantId("acme"))


def test_a_document_is_read_back_by_its_reference(bucket: TenantBucket) -> None:
    assert bucket.get_document(bucket.put_document(KEY, DOCUMENT), DocumentRef) == DOCUMENT


def test_a_document_that_was_changed_since_is_damaged(bucket: TenantBucket) -> None:
    reference = bucket.put_document(KEY, DOCUMENT)
    bucket.put_bytes(KEY, b'{"key": "other", "sha256": ""}', "application/json")
    with pytest.raises(DamagedDocument):
        bucket.get_document(reference, DocumentRef)


def test_an_object_that_is_not_there_is_named(bucket: TenantBucket, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="probe"):
        bucket.get_document(KEY, DocumentRef)
    with pytest.raises(NotFound, match="probe"):
        bucket.download(KEY, tmp_path / "file")
    assert bucket.head(KEY) is None


def test_a_file_goes_up_and_comes_down(bucket: TenantBucket, tmp_path: Path) -> None:
    (tmp_path / "up").write_bytes(b"recording")
    bucket.upload(tmp_path / "up", KEY, "video/webm")
    assert bucket.download(KEY, tmp_path / "down").read_bytes() == b"recording"
    head = bucket.head(KEY)
    assert head is not None
    assert (head.size_bytes, head.content_type) == (9, "video/webm")


def test_a_signed_address_reads_the_object(bucket: TenantBucket) -> None:
    bucket.put_bytes(KEY, b"recording", "video/webm")
    assert requests.get(bucket.address(KEY, 60), timeout=5).content == b"recording"


@pytest.mark.parametrize(
    "key",
    [
        "artifacts/globex/int_1/a1/probe.json",
        "artifacts/acme2/int_1",
        "artifacts/acme/../globex/x",
        "artifacts/acme//x",
        "artifacts/acme/",
        "acme/x",
        "",
    ],
)
def test_a_key_outside_of_the_tenants_folder_is_refused(bucket: TenantBucket, tmp_path: Path, key: str) -> None:
    (tmp_path / "up").write_bytes(b"x")
    attempts: list[Callable[[], object]] = [
        lambda: bucket.put_document(key, DOCUMENT),
        lambda: bucket.get_bytes(key),
        lambda: bucket.head(key),
        lambda: bucket.download(key, tmp_path / "down"),
        lambda: bucket.upload(tmp_path / "up", key, "video/webm"),
        lambda: bucket.address(key, 60),
    ]
    for attempt in attempts:
        with pytest.raises(TenantBreach):
            attempt()


def test_uploads_in_parts_stay_in_the_tenants_folder_too(deployment: Deployment) -> None:
    uploads, theirs = deployment.platform.uploads(TenantId("acme")), "uploads/globex/int_1/a1/u1"
    attempts: list[Callable[[], object]] = [
        lambda: uploads.begin(theirs, "video/webm"),
        lambda: uploads.address(theirs, "id", 1, 60),
        lambda: uploads.parts(theirs, "id"),
        lambda: uploads.complete(theirs, "id", []),
        lambda: uploads.abort(theirs, "id"),
    ]
    for attempt in attempts:
        with pytest.raises(TenantBreach):
            attempt()


def test_aborting_what_is_gone_is_no_error(deployment: Deployment) -> None:
    uploads = deployment.platform.uploads(TenantId("acme"))
    key = "uploads/acme/int_1/a1/u1"
    multipart_id = uploads.begin(key, "video/webm")
    uploads.abort(key, multipart_id)
    uploads.abort(key, multipart_id)
    assert "Uploads" not in deployment.client("s3").list_multipart_uploads(Bucket=BUCKET)


def test_a_bucket_that_does_not_answer_is_unavailable(bucket: TenantBucket) -> None:
    with unreachable("PutObject"), pytest.raises(Unavailable):
        bucket.put_document(KEY, DOCUMENT)
