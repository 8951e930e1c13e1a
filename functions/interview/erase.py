"""Erases what the interview stage has of a person: rows, documents, files. A step of ``erase_candidate``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform.observability import count, observed
from shared.whole_person import erase_stage

TIME_TO_END_MS = 15_000
"""With less than this left no page is begun."""


@observed("interview")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take the detail of ``tenancy/erasure_requested``; ``{"done": false}`` asks to be called again.

    What is gone already is no error. Raises ``NoErasure``, ``Unavailable``, ``Overtaken`` (call again).
    """
    told = erase_stage(event, "interview", lambda: context.get_remaining_time_in_millis() >= TIME_TO_END_MS)
    count("interview", "PersonsSwept")
    return told
