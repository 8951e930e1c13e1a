"""What use cases of invitations work with, and what they all do: find, check, write."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, new_id
from shared.platform.audit import AuditEntry, AuditTrail
from shared.platform.identity import Caller
from shared.recruiting.applications.contracts import Application
from shared.recruiting.applications.errors import NoSuchApplication
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.candidates.applying import Applying
from shared.recruiting.candidates.duplicates.store import SuspicionStore
from shared.recruiting.candidates.service import CandidateDesk
from shared.recruiting.contracts import CandidateInvited, Invitation
from shared.recruiting.invitations.errors import NoSuchInvitation, NotAtInterview
from shared.recruiting.invitations.exposure import Exposure
from shared.recruiting.invitations.links import LinkSigner, link_of
from shared.recruiting.invitations.messages.message import Message
from shared.recruiting.invitations.messages.messenger import Envelope, Messenger
from shared.recruiting.invitations.model import InvitationRecord
from shared.recruiting.invitations.store import InvitationStore
from shared.recruiting.model import Position
from shared.recruiting.positions.errors import NoQuestions, NoSuchPosition, PositionClosed
from shared.tenancy.contracts import TenantSettings

INVITABLE = frozenset({"application_form", "personality_test", "skills_test", "ai_interview"})
"""Kinds of nodes at which an online interview is held, or still to come."""


@dataclass(frozen=True)
class InvitationDesk:
    """The stores of one tenant, and who invites. ``page``: where links lead; empty: there is no page."""

    who: Caller
    candidates: CandidateDesk
    applying: Applying
    invitations: InvitationStore
    messenger: Messenger
    signer: LinkSigner
    suspicions: SuspicionStore
    exposure: Exposure
    settings: TenantSettings
    page: str
    trail: AuditTrail
    clock: Clock

    def found(self, invitation_id: str) -> InvitationRecord:
        """Return an invitation. Raises ``NoSuchInvitation``."""
        record = self.invitations.record(invitation_id)
        if record is None:
            raise NoSuchInvitation(invitation_id)
        return record

    def application(self, application_id: ApplicationId) -> Application:
        """Return an application. Raises ``NoSuchApplication``."""
        application = self.applying.applications.application(application_id)
        if application is None:
            raise NoSuchApplication(application_id)
        return application

    def asking(self, application: Application) -> Position:
        """Return the position of an application that can be invited now.

        Raises:
            NotAtInterview: it is at another step, or not active any more.
            PositionClosed, NoQuestions: there is nothing to be invited to.
        """
        flow = self.applying.flows.version(application.flow_id, application.flow_version)
        if application.status != "active" or flow.at(application.node).kind not in INVITABLE:
            raise NotAtInterview(application.node, application.status)
        position = self.applying.positions.position(application.position_id)
        if position is None:
            raise NoSuchPosition(application.position_id)
        return asks(position)

    def token(self, record: InvitationRecord) -> CandidateToken:
        """Return the token of the newest link. Raises ``Shredded``."""
        return self.signer.token(record)

    def link(self, record: InvitationRecord) -> str | None:
        """Return the newest link, None where there is no page."""
        return link_of(self.page, self.token(record))

    def event(self, record: InvitationRecord, invitation: Invitation) -> CandidateInvited:
        """Publish the document, and return the event that tells of it."""
        return CandidateInvited(
            event_id=new_id("evt"),
            tenant_id=self.settings.tenant_id,
            occurred_at=record.invited_at,
            invitation_id=record.invitation_id,
            interview_id=record.interview_id,
            application_id=record.application_id,
            candidate_id=record.candidate_id,
            position_id=record.position_id,
            expires_at=record.expires_at,
            invitation=self.invitations.publish(invitation),
        )

    def entry(self, record: InvitationRecord, change: str, **more: str | int | bool | None) -> AuditEntry:
        """Return the audit entry of something done about an invitation."""
        return self.trail.entry(
            self.who,
            "invite_candidate",
            record.invitation_id,
            candidate_id=record.candidate_id,
            detail={"change": change, "application": record.application_id, **more},
        )

    def told(self, envelope: Envelope, record: InvitationRecord, invitation: Invitation) -> Message:
        """Send a message about an invitation. Raises ``Shredded``, ``Unavailable``."""
        profile = self.candidates.followed(record.candidate_id).profile
        return self.messenger.send(envelope, record, invitation, profile)

    def changed(self, record: InvitationRecord, entry: AuditEntry | None, events: Sequence[Event] = ()) -> bool:
        """Write the next revision; False where another one was quicker."""
        return self.invitations.change(record, entry, events)


def asks(position: Position) -> Position:
    """Return a position that takes people on and asks something. Raises ``PositionClosed``, ``NoQuestions``."""
    if position.status != "open":
        raise PositionClosed
    if not position.snapshot.questions:
        raise NoQuestions
    return position
