"""Consumes ``recruiting/application_submitted`` v1: takes in who applied by a public link."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.recruiting.candidates.assembly import Assembly, CandidateSettings, worker
from shared.recruiting.candidates.contracts import ApplicationSubmitted
from shared.recruiting.candidates.links.receiving import receive


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Enter the candidate and the application; return whether it was new. The same event again changes nothing."""
    platform = bootstrap.current(CandidateSettings)
    told = ApplicationSubmitted.model_validate(event["detail"])
    new = receive(told, Assembly(platform, worker(told.tenant_id, "receive_application")).receiving_desk())
    count("recruiting", "PublicApplications", int(new))
    return {"new": new}
