"""The routes of recruiting: positions, and invitations to them. For recruiters of a tenant."""

from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from shared.assessment.service.own_rubrics import ChoosableRubrics
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.ids import PositionId
from shared.kernel.request import Request
from shared.platform import bootstrap
from shared.platform.http import api, caller, idempotency_key
from shared.platform.identity import Caller
from shared.platform.observability import count, observed
from shared.platform.settings import BucketSettings, LinkSettings, MailSettings, TableSettings
from shared.recruiting.candidate import InvitationDraft
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.courier import MailCourier
from shared.recruiting.model import PositionDraft
from shared.recruiting.ports import Delivery
from shared.recruiting.service import create_position, invite_candidate
from shared.recruiting.store import RecruitingStore


class RecruitingApiSettings(TableSettings, BucketSettings, MailSettings, LinkSettings):
    """What the recruiting routes need."""


class InvitationAnswer(BaseModel):
    """``token`` and ``link`` are shown once; null when the request was carried out before."""

    invitation_id: str
    interview_id: str
    candidate_id: str
    expires_at: datetime
    token: str | None
    link: str | None
    delivery: Delivery


app = api("recruiting")


def _recruiter() -> tuple[Caller, RecruitingStore]:
    platform = bootstrap.current(RecruitingApiSettings)
    who = caller(app)
    who.require("recruiter")
    return who, RecruitingStore(platform.table(who.tenant_id), platform.bucket(who.tenant_id), platform.clock)


@app.post("/v1/recruiting/positions")
def post_position(draft: PositionDraft) -> tuple[PositionSnapshot, int]:
    """Open a position."""
    who, store = _recruiter()
    request = Request.of("create_position", idempotency_key(app), draft)
    platform = bootstrap.current(RecruitingApiSettings)
    position = create_position(
        draft,
        author=who.user_id,
        request=request,
        recruitment=store,
        rubrics=ChoosableRubrics(OwnRubrics(platform.table(who.tenant_id))),
        clock=platform.clock,
    )
    return position.snapshot, 201


@app.post("/v1/recruiting/positions/<position_id>/invitations")
def post_invitation(position_id: str, draft: InvitationDraft) -> tuple[InvitationAnswer, int]:
    """Invite a candidate to a position."""
    platform = bootstrap.current(RecruitingApiSettings)
    _who, store = _recruiter()
    invite = invite_candidate(
        PositionId(position_id),
        draft,
        request=Request.of("invite_candidate", idempotency_key(app), position_id, draft),
        page=str(platform.settings.candidate_url),
        recruitment=store,
        courier=MailCourier(platform.mail),
        clock=platform.clock,
    )
    count("recruiting", "CandidatesInvited")
    invitation, token = invite.invited.invitation, invite.invited.token
    return InvitationAnswer(
        invitation_id=invitation.invitation_id,
        interview_id=invitation.interview_id,
        candidate_id=invitation.candidate_id,
        expires_at=invitation.expires_at,
        token=token.spelled() if token else None,
        link=invite.link,
        delivery=invite.delivery,
    ), 201


@observed("recruiting")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Serve one request of the HTTP API (payload version 2)."""
    return app.resolve(event, context)
