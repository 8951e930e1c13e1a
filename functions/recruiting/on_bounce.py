"""Consumes what SES tells of letters (EventBridge, or SNS in its envelope): delivered, bounced, complained of."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import Forbidden
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, logger, observed
from shared.recruiting.candidates.assembly import CandidateSettings, worker
from shared.recruiting.invitations.assembly import Invitations
from shared.recruiting.invitations.batches.following import follow
from shared.recruiting.invitations.messages.bounces import MailNews, hear, news_of


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Note what became of letters; return how many changed. The same event again changes nothing."""
    platform = bootstrap.current(CandidateSettings)
    heard = [news for told in _told(event) if (news := news_of(told)) is not None]
    return {"changed": sum(_hear(platform, news) for news in heard)}


def _hear(platform: Platform[CandidateSettings], news: MailNews) -> bool:
    here = Invitations(platform, worker(news.tenant_id, "on_bounce"))
    now = platform.clock.now()
    try:
        message = hear(news, now, here.messages())
    except Forbidden:  # a letter of a tenant that is not there any more
        logger("recruiting").warning("Mail of an unknown tenant was told of.", extra={"tenant_id": news.tenant_id})
        return False
    if message is None:
        return False
    count("recruiting", f"Mail-{news.what}")
    follow(message, now, here.batches())
    return True


def _told(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the events of SES that an invocation carries."""
    if "Records" in event:
        yield from (json.loads(record["Sns"]["Message"]) for record in event["Records"])
    else:
        yield event.get("detail", event)
