"""Consumes the queue of ``recruiting/invitation_batch_due`` v1: takes a turn of a batch of invitations.

The queue is a FIFO with one group, so that one worker sends at a time and its pace is the deployment's. A turn that
fails goes back to the queue, which gives it to the dead-letter queue in the end; a batch is found there by its id.
"""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.recruiting.candidates.assembly import worker
from shared.recruiting.invitations.assembly import Invitations, InvitationSettings
from shared.recruiting.invitations.batches.contracts import InvitationBatchDue
from shared.recruiting.invitations.batches.model import Batch
from shared.recruiting.invitations.batches.working import take_turn
from shared.recruiting.invitations.pace import Pace

MARGIN_MS = 25_000
"""What is left of a turn when nobody further is invited: a chunk takes less, with its waits."""


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take the turns of the messages. The same turn again sends nothing twice."""
    platform = bootstrap.current(InvitationSettings)
    batches = [
        send_turn(
            platform,
            InvitationBatchDue.model_validate(json.loads(record["body"])["detail"]),
            lambda: context.get_remaining_time_in_millis() > MARGIN_MS,
        )
        for record in event["Records"]
    ]
    return {"batches": [{"batch_id": one.batch_id, "state": one.state, "counts": one.counts} for one in batches]}


def send_turn(platform: Platform[InvitationSettings], due: InvitationBatchDue, in_time: Callable[[], bool]) -> Batch:
    """Take one turn, at the pace that the deployment is set to."""
    settings = platform.settings
    pace = Pace({"email": settings.mail_per_second, "sms": settings.sms_per_second})
    here = Invitations(platform, worker(due.tenant_id, "send_invitations"), pace.wait).batch_desk()
    before = here.found(due.batch_id).counts
    batch = take_turn(due.batch_id, due.turn, here, in_time, settings.send_at_once)
    done = sum(batch.counts.get(status, 0) - before.get(status, 0) for status in ("sent", "delivered"))
    count("recruiting", "InvitationsSent", max(0, done))
    return batch
