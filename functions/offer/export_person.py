"""Writes what offers have of a person, for the person's archive. A step of ``export_candidate``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform.observability import observed
from shared.whole_person import export_stage


@observed("offer")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take the detail of ``tenancy/export_requested`` and say where the part lies.

    Raises ``NoExport``, ``Shredded`` (the person was erased in the meantime), ``Unavailable``.
    """
    return export_stage(event, "offer")
