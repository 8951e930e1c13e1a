"""An object that lies among the recordings under a key that names no answer is seen by its tenant."""

from typing import Any

import pytest

from functions.assessment.record_failure import handler
from shared.kernel.errors import Invalid
from tests.builders.assessment import Stage, execution_id
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


def failed(key: str) -> dict[str, Any]:
    return {
        "upload_key": key,
        "execution_id": execution_id("one"),
        "failure": {"Error": "Invalid", "Cause": '{"errorMessage": "the key names no answer"}'},
    }


@pytest.mark.parametrize("key", ["uploads/acme/video.webm", "uploads/acme/int_1/a1/a b", "uploads/acme/"])
def test_an_object_whose_key_names_no_answer_is_an_orphan_of_the_tenant_in_whose_folder_it_lies(
    stage: Stage, key: str
) -> None:
    for _ in range(2):
        assert handler(failed(key), CONTEXT) == {"status": "orphaned", "interview_complete": False}
    [orphan] = stage.scope.orphans.all()
    assert (orphan.upload_key, orphan.execution_id) == (key, execution_id("one"))
    assert orphan.reason.code == "unknown_answer"
    assert key in orphan.reason.problem


@pytest.mark.parametrize("key", ["uploads/video.webm", "uploads/No Tenant/video.webm", "uploads//int_1/a1/upl_1"])
def test_an_object_in_no_tenant_s_folder_is_an_error_as_before(stage: Stage, key: str) -> None:
    with pytest.raises(Invalid, match="names no answer"):
        handler(failed(key), CONTEXT)
    assert stage.scope.orphans.all() == []


def test_an_object_with_a_proper_key_goes_the_usual_way(stage: Stage) -> None:
    key = stage.upload("a1")
    assert handler(failed(key), CONTEXT)["status"] == "failed"
    assert stage.scope.orphans.all() == []
