"""Invitations: ask a candidate to an interview."""

from datetime import datetime

from pydantic import BaseModel

from functions.recruiting.routes.desk import platform, position_desk, recruitment
from shared.kernel.ids import PositionId
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize
from shared.platform.http import idempotency_key, routes, staff
from shared.platform.observability import count
from shared.recruiting.candidate import InvitationDraft
from shared.recruiting.courier import MailCourier
from shared.recruiting.ports import Delivery
from shared.recruiting.service import invite_candidate

router = routes()


class InvitationAnswer(BaseModel):
    """``token`` and ``link`` are shown once; null when the request was carried out before."""

    invitation_id: str
    interview_id: str
    candidate_id: str
    expires_at: datetime
    token: str | None
    link: str | None
    delivery: Delivery


@router.post("/v1/recruiting/positions/<position_id>/invitations", summary="Invite a candidate", status_code=201)
def post_invitation(position_id: str, draft: InvitationDraft) -> tuple[InvitationAnswer, int]:
    """Invite a candidate to a position."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "invite_candidate", Resource(department=position.snapshot.department))
    here = platform()
    invite = invite_candidate(
        PositionId(position_id),
        draft,
        request=Request.of("invite_candidate", idempotency_key(router), position_id, draft),
        page=str(here.settings.candidate_url),
        recruitment=recruitment(who),
        courier=MailCourier(here.mail),
        clock=here.clock,
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
