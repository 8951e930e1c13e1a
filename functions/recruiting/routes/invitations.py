"""Invitations: ask a candidate to an interview, see what became of it, take it back, send a new link or a message."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from functions.recruiting.routes.desk import position_desk
from functions.recruiting.routes.invitation_desk import invitation_desk
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, PositionId
from shared.kernel.localized import LocalizedText
from shared.kernel.request import Request
from shared.platform.authorization import Resource, authorize, permits
from shared.platform.http import idempotency_key, if_match, routes, staff, tagged
from shared.platform.observability import count
from shared.platform.paging import Cursor, Page, PageLimit
from shared.recruiting.invitations import service
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.messages.message import Message, MessageState
from shared.recruiting.invitations.messages.model import Channel, Kind
from shared.recruiting.invitations.model import (
    Delivery,
    InvitationDraft,
    InvitationOrder,
    InvitationRecord,
    State,
    Wish,
)
from shared.recruiting.invitations.quick import invite_somebody
from shared.recruiting.invitations.writing import send_by_hand

router = routes()
INVITATIONS = "/v1/recruiting/invitations"
INVITATION = f"{INVITATIONS}/<invitation_id>"
Which = Annotated[str, Path(min_length=1, max_length=60)]
Id = Annotated[str | None, Query(min_length=1, max_length=60)]


class InvitationAnswer(BaseModel):
    """``token`` and ``link`` are shown once; null when the request was carried out before.

    ``why`` says what kept the message from going out, null where nothing did.
    """

    invitation_id: str
    interview_id: str
    application_id: str
    candidate_id: str
    expires_at: datetime
    token: str | None
    link: str | None
    delivery: Delivery
    why: LocalizedText | None


class MessageView(BaseModel):
    """A message and what became of it. ``words`` say why it did not arrive."""

    message_id: str
    kind: Kind
    channel: Channel
    state: MessageState
    reason: str | None
    words: LocalizedText | None
    attempts: int
    begun_at: datetime
    sent_at: datetime | None
    retry_at: datetime | None


class InvitationLine(BaseModel):
    """An invitation with its state, ``expired`` once its time is over."""

    invitation: InvitationRecord
    state: State


class InvitationView(InvitationLine):
    """An invitation with its messages, the oldest first. Its ETag is ``revision``."""

    messages: list[MessageView]


class Revocation(Frozen):
    """``tell``: the candidate gets a message that it was withdrawn."""

    tell: bool = False


class LinkOrder(Frozen):
    """A new link. With ``deadline`` or ``valid_days`` it holds until then; ``channel`` null: as before."""

    deadline: datetime | None = None
    valid_days: int | None = Field(default=None, ge=1, le=90)
    channel: Wish | None = None


class MessageOrder(Frozen):
    """A message to send by hand. ``when``, ``where`` and ``note`` are an appointment's.

    ``invitation`` and those that failed are sent again; the same appointment or result is sent once.
    """

    kind: Literal["invitation", "result_available", "appointment"]
    when: datetime | None = None
    where: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=500)


@router.post("/v1/recruiting/positions/<position_id>/invitations", summary="Invite a candidate", status_code=201)
def post_position_invitation(position_id: Which, draft: InvitationDraft) -> tuple[InvitationAnswer, int]:
    """Invite somebody to a position by name and address: a known candidate, or a new one who applies with it."""
    who = staff(router)
    position = position_desk(who).found(PositionId(position_id))
    authorize(who, "invite_candidate", Resource(department=position.snapshot.department))
    request = Request.of("invite_candidate", idempotency_key(router), position_id, draft)
    return _made(invite_somebody(PositionId(position_id), draft, request, invitation_desk(who)))


@router.post(INVITATIONS, summary="Invite somebody who applied", status_code=201)
def post_invitation(order: InvitationOrder) -> tuple[InvitationAnswer, int]:
    """Invite the candidate of an application, and send the link."""
    who = staff(router)
    desk = invitation_desk(who)
    authorize(who, "invite_candidate", Resource(department=desk.application(order.application_id).department))
    request = Request.of("invite_application", idempotency_key(router), order)
    return _made(service.invite_application(order, request, desk))


@router.get(INVITATIONS, summary="List the invitations of a position or of an application")
def get_invitations(
    position_id: Id = None,
    application_id: Id = None,
    limit: Annotated[PageLimit, Query()] = 50,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Page[InvitationLine]:
    """List by ``position_id``, the newest first, or by ``application_id``, the oldest first."""
    who = staff(router)
    if (position_id is None) == (application_id is None):
        raise Invalid("Say of which position or of which application.", "Give position_id or application_id.")
    desk = invitation_desk(who)
    if application_id is not None:
        application = desk.application(ApplicationId(application_id))
        records = desk.invitations.of_application(application.candidate_id, application.application_id)
        following = None
    else:
        where = PositionId(str(position_id))
        records, following = desk.invitations.of_position(where, limit, Cursor.read(cursor))
    seen = [one for one in records if permits(who, "read_invitation", Resource(department=one.department))]
    subject = application_id or str(position_id)
    desk.trail.record(desk.trail.entry(who, "read_invitation", subject, detail={"listed": len(seen)}))
    return Page(items=[_line(one, desk) for one in seen], next=following.spelled() if following else None)


@router.get(INVITATION, summary="Read an invitation")
def get_invitation(invitation_id: Which) -> Response[InvitationView]:
    """Return an invitation with its messages and what became of each."""
    who = staff(router)
    desk = invitation_desk(who)
    record = desk.found(invitation_id)
    authorize(who, "read_invitation", Resource(department=record.department))
    desk.trail.record(desk.trail.entry(who, "read_invitation", invitation_id, candidate_id=record.candidate_id))
    return tagged(_view(record, desk), record.revision)


@router.post(f"{INVITATION}/revoke", summary="Take an invitation back")
def post_revoke(invitation_id: Which, order: Revocation) -> Response[InvitationView]:
    """Take it back: the link opens nothing any more."""
    desk = _allowed(invitation_id)
    record, _message = service.revoke(invitation_id, if_match(router), order.tell, desk)
    return tagged(_view(record, desk), record.revision)


@router.post(f"{INVITATION}/new-link", summary="Send a new link, which makes the older ones die", status_code=201)
def post_new_link(invitation_id: Which, order: LinkOrder) -> tuple[InvitationAnswer, int]:
    """Make a new link and send it; with another deadline where the candidate has not begun."""
    desk = _allowed(invitation_id)
    named = if_match(router)
    return _made(
        service.new_link(invitation_id, named, order.deadline, order.valid_days, order.channel, desk), new=False
    )


@router.post(f"{INVITATION}/messages", summary="Send a message about an invitation", status_code=201)
def post_message(invitation_id: Which, order: MessageOrder) -> tuple[MessageView, int]:
    """Send the link again, that the result is there, or an appointment."""
    desk = _allowed(invitation_id)
    message = send_by_hand(invitation_id, order.kind, order.when, order.where, order.note, desk)
    return _message(message, desk), 201


def _allowed(invitation_id: str) -> InvitationDesk:
    who = staff(router)
    desk = invitation_desk(who)
    authorize(who, "invite_candidate", Resource(department=desk.found(invitation_id).department))
    return desk


def _made(invite: service.Invite, *, new: bool = True) -> tuple[InvitationAnswer, int]:
    if new:
        count("recruiting", "CandidatesInvited")
    record, message = invite.record, invite.message
    return InvitationAnswer(
        invitation_id=record.invitation_id,
        interview_id=record.interview_id,
        application_id=record.application_id,
        candidate_id=record.candidate_id,
        expires_at=record.expires_at,
        token=invite.token.spelled() if invite.token else None,
        link=invite.link,
        delivery=message.delivery if message else "not_mailed",
        why=message.words if message else None,
    ), 201


def _line(record: InvitationRecord, desk: InvitationDesk) -> InvitationLine:
    return InvitationLine(invitation=record, state=record.state_at(desk.clock.now()))


def _view(record: InvitationRecord, desk: InvitationDesk) -> InvitationView:
    found = desk.messenger.messages.of_candidate(record.candidate_id)
    mine = sorted(
        (one for one in found if one.invitation_id == record.invitation_id), key=lambda message: message.claimed_at
    )
    return InvitationView(
        invitation=record,
        state=record.state_at(desk.clock.now()),
        messages=[_message(one, desk) for one in mine],
    )


def _message(message: Message, desk: InvitationDesk) -> MessageView:
    seen = message.seen_at(desk.clock.now())
    return MessageView(
        message_id=seen.message_id,
        kind=seen.kind,
        channel=seen.channel,
        state=seen.state,
        reason=seen.reason,
        words=seen.words,
        attempts=seen.attempts,
        begun_at=seen.claimed_at,
        sent_at=seen.sent_at,
        retry_at=seen.retry_at,
    )
