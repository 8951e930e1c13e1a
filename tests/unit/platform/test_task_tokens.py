"""A worker answers its token, and learns when nobody waits for it."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared.kernel.documents import DocumentRef
from shared.platform.task_tokens import DeadToken, TaskTokens


class StepFunctions:
    """The service: remembers what it was told, or refuses with a code."""

    def __init__(self, refusal: str = "") -> None:
        self.told: list[dict[str, str]] = []
        self.refusal = refusal

    def _take(self, **arguments: str) -> dict[str, Any]:
        if self.refusal:
            raise ClientError({"Error": {"Code": self.refusal, "Message": ""}}, "SendTask")
        self.told.append(arguments)
        return {}

    send_task_success = send_task_failure = send_task_heartbeat = _take


def test_success_hands_the_result_over_as_json() -> None:
    service = StepFunctions()
    TaskTokens(service).succeed("token", DocumentRef(key="k", sha256="s"))
    assert service.told == [{"taskToken": "token", "output": '{"key":"k","sha256":"s"}'}]


def test_a_failure_is_cut_to_what_the_service_takes() -> None:
    service = StepFunctions()
    TaskTokens(service).fail("token", "worker_failed", "x" * 100_000)
    assert len(service.told[0]["cause"]) == 32_768


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])
def test_a_dead_token_is_told_by_its_own_error(code: str) -> None:
    with pytest.raises(DeadToken):
        TaskTokens(StepFunctions(code)).heartbeat("token")
