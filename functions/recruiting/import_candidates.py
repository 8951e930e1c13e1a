"""Consumes ``recruiting/candidate_import_started`` v1: enters a table of candidates, in as many turns as it takes."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.platform.settings import ImportSettings
from shared.recruiting.candidates.assembly import Assembly, CandidateSettings, worker
from shared.recruiting.candidates.contracts import CandidateImportStarted
from shared.recruiting.candidates.imports.entering import carry_on

MARGIN_MS = 20_000
"""What is left of a turn when no further rows are begun: fifty rows take less."""


class ImportCandidatesSettings(CandidateSettings, ImportSettings):
    """What the worker needs."""


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Enter rows until all are done or the time is over. The same event again enters nothing twice."""
    platform = bootstrap.current(ImportCandidatesSettings)
    started = CandidateImportStarted.model_validate(event["detail"])
    here = Assembly(platform, worker(started.tenant_id, "import_candidates")).import_desk()
    at_once = platform.settings.import_at_once
    job = carry_on(started.import_id, here, lambda: context.get_remaining_time_in_millis() > MARGIN_MS, at_once)
    count("recruiting", "CandidatesImported", job.created)
    return {"state": job.state, "done": job.done, "rows": job.rows}
