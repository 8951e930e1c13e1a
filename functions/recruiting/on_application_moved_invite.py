"""Consumes ``recruiting/application_moved`` v1: invites who reached an AI interview, where the company wants that.

And reminds nobody any more whose application was rejected or withdrawn.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.kernel.errors import Conflict
from shared.kernel.request import Request
from shared.platform import bootstrap
from shared.platform.keys import Shredded
from shared.platform.observability import logger, observed
from shared.recruiting.applications.contracts import ApplicationMoved
from shared.recruiting.candidates.assembly import worker
from shared.recruiting.invitations.assembly import Invitations, InvitationSettings
from shared.recruiting.invitations.hearing import application_ended
from shared.recruiting.invitations.model import InvitationOrder
from shared.recruiting.invitations.service import invite_application


@observed("recruiting")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an event of the bus; return what was done. The same event again does nothing."""
    platform = bootstrap.current(InvitationSettings)
    told = ApplicationMoved.model_validate(event["detail"])
    here = Invitations(platform, worker(told.tenant_id, "on_application_moved_invite"))
    if told.status in ("rejected", "withdrawn"):
        ended = application_ended(told.candidate_id, told.application_id, here.store())
        return {"done": "reminders_ended" if ended else "nothing"}
    reached = told.status == "active" and told.node_kind == "ai_interview" and told.from_node != told.to_node
    choice, _revision = here.messages().choice()
    if not reached or not choice.invite_when_reached:
        return {"done": "nothing"}
    order = InvitationOrder(application_id=told.application_id, valid_days=choice.valid_days)
    request = Request.of("invite_when_reached", f"{told.application_id}/{told.revision}", told.application_id)
    try:
        invite_application(order, request, here.desk())
    except (Conflict, Shredded) as error:  # invited already, moved on, closed, or nothing to ask: not ours to solve
        log = {"application_id": told.application_id, "code": error.code}
        logger("recruiting").info("Nobody was invited by itself.", extra=log)
        return {"done": error.code}
    return {"done": "invited"}
