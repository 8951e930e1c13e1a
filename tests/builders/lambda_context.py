"""What Lambda hands to a handler beside the event."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FakeContext:
    """The fields that powertools reads."""

    function_name: str = "function"
    memory_limit_in_mb: int = 256
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:function"
    aws_request_id: str = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@dataclass(frozen=True)
class Hurried(FakeContext):
    """Lambda is about to end the call."""

    def get_remaining_time_in_millis(self) -> int:
        return 4_999
