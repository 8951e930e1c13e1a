"""Where recordings lie: the key says whose they are."""

import pytest

from shared.interview.keys import UploadKey, human_upload_key, read_upload_key, receipt_key, upload_key
from shared.kernel.ids import AnswerId, InterviewId, TenantId

WHOSE = UploadKey(
    tenant_id=TenantId("acme"), interview_id=InterviewId("int_1"), answer_id=AnswerId("a1"), upload_id="upl_1"
)


def test_a_key_is_read_as_it_was_spelled() -> None:
    assert read_upload_key(upload_key(WHOSE)) == WHOSE
    assert receipt_key(WHOSE) == "receipts/acme/int_1/a1/upl_1.json"


@pytest.mark.parametrize(
    "key",
    [
        human_upload_key(WHOSE),
        "uploads/acme/int_1/a1",
        "uploads/acme/int_1/a1/upl_1/more",
        "uploads/ACME/int_1/a1/upl_1",
        "uploads/acme/int 1/a1/upl_1",
        "uploads/acme/../a1/upl_1",
        "",
    ],
)
def test_what_is_no_upload_for_the_machine_is_nobodys(key: str) -> None:
    assert read_upload_key(key) is None
