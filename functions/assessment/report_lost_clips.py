"""ReportLostClips: once a minute, over the workers' dead-letter queues."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.service.lost_clips import report_lost_clips
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.platform.settings import DeadLetterSettings


@observed("assessment")
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Fail the token of every clip that lies with the dead letters; return what was done, in counts."""
    platform = bootstrap.current(DeadLetterSettings)
    settings = platform.settings
    urls = (settings.transcribe_dead_letter_url, settings.watch_dead_letter_url)
    done = report_lost_clips([platform.queue(url) for url in urls], platform.task_tokens).model_dump()
    for name, value in done.items():
        if value:
            count("assessment", f"LostClips-{name}", value)
    return done
