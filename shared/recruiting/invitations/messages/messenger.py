"""Sends a message to a candidate once, by the channel that reaches them, and notes what became of it.

Neither SES nor SMS providers know a message that comes twice. So the row of a message is claimed by a conditional write
*before* the provider is asked, and its answer is written *after*: whoever dies in between leaves a message of which
nobody knows whether it went out, and that one is not sent again by itself. A candidate gets no message twice; that one
got none is seen in the list, and a person decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import Field

from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.platform.mail import Letter, Mail
from shared.platform.sms.port import Sms, SmsService, SmsTemplate
from shared.platform.undelivered import NotDelivered
from shared.recruiting.candidates.model import Profile
from shared.recruiting.contracts import Invitation
from shared.recruiting.invitations.messages.choice import MessagingChoice, zone_of
from shared.recruiting.invitations.messages.message import Message, MessageState, Why, after_failure, message_id_of
from shared.recruiting.invitations.messages.model import NEEDED, Channel, Kind
from shared.recruiting.invitations.messages.store import MessageStore
from shared.recruiting.invitations.messages.wording import Wording, language_of_sms, languages_for, values_of
from shared.recruiting.invitations.model import InvitationRecord, Wish
from shared.tenancy.contracts import TenantSettings

AGAIN: tuple[MessageState, ...] = ("waiting",)
BY_HAND: tuple[MessageState, ...] = ("waiting", "failed", "uncertain", "bounced", "not_sent")


class Envelope(Frozen):
    """What a message is about. ``more`` fills blanks that the invitation does not; ``occasion`` tells a kind apart."""

    kind: Kind
    occasion: str = ""
    more: dict[str, str] = Field(default_factory=dict)
    by_hand: bool = False
    """A person orders it again, knowing that it may have gone out before."""


@dataclass(frozen=True)
class Messenger:
    """What it works with. ``link`` gives the candidate's address of an invitation, None where there is no page.

    ``pace`` waits until the next message of a channel may go out.
    """

    settings: TenantSettings
    choice: MessagingChoice
    wording: Wording
    messages: MessageStore
    mail: Mail
    sms: SmsService
    sms_templates: Mapping[str, SmsTemplate]
    link: Callable[[InvitationRecord], str | None]
    clock: Clock
    pace: Callable[[Channel], None] = lambda _channel: None

    def send(self, envelope: Envelope, record: InvitationRecord, invitation: Invitation, profile: Profile) -> Message:
        """Send, unless it was sent before; return the message as it is now. Raises ``Unavailable`` of the table."""
        kind, now = envelope.kind, self.clock.now()
        message_id = message_id_of(record.invitation_id, record.number, kind, envelope.occasion)
        before = self.messages.message(record.candidate_id, message_id)
        ways = BY_HAND if envelope.by_hand else AGAIN
        if before is not None:
            seen = self._seen(before)
            if seen.state not in ways:
                return seen
        address, channel, why = self._reach(record.channel, profile)
        link = self.link(record)
        if why is None and link is None and "link" in NEEDED[kind]:
            why = "not_sent_here"
        message = Message(
            message_id=message_id,
            kind=kind,
            occasion=envelope.occasion,
            channel=channel,
            invitation_id=record.invitation_id,
            candidate_id=record.candidate_id,
            number=record.number,
            state="not_sent" if why else "sending",
            reason=why,
            attempts=before.attempts + 1 if before else 1,
            claimed_at=now,
            batch_id=record.batch_id,
            batch_number=record.batch_number,
        )
        if not why:
            self.pace(channel)
        if not self.messages.claim(message, envelope.more, ways):
            return self.messages.message(record.candidate_id, message_id) or message
        if why or address is None:
            return message
        return self._handed_over(_Addressed(message, envelope, record, invitation, profile, address, link or ""))

    def why_not(self, wish: Wish, profile: Profile) -> Why | None:
        """Return why somebody cannot be reached this way, None where they can."""
        return self._reach(wish, profile)[2]

    def _handed_over(self, one: "_Addressed") -> Message:
        message = one.message
        try:
            provider_id = self._mailed(one) if message.channel == "email" else self._texted(one)
        except NotDelivered as error:
            after = after_failure(message, error.reason, error.said, self.clock.now())
        else:
            told: dict[str, object] = {"state": "sent", "provider_id": provider_id, "sent_at": self.clock.now()}
            if provider_id is None:
                told = {"state": "not_sent", "reason": "not_sent_here"}
            after = message.model_copy(update=told)
        self.messages.save(after, "sending", message.attempts)
        return after

    def _mailed(self, one: "_Addressed") -> str | None:
        languages = languages_for(one.record.language, one.profile)
        words = self.wording.letter(one.envelope.kind, languages, self._values(one))
        tags = {
            "tenant": str(self.settings.tenant_id),
            "candidate": str(one.message.candidate_id),
            "message": one.message.message_id,
        }
        return self.mail.post(
            Letter(
                to=one.address,
                subject=words.subject,
                text=words.text,
                html=words.html,
                reply_to=self._contact(one.invitation) or None,
                tags=tags,
            )
        )

    def _texted(self, one: "_Addressed") -> str | None:
        kind = one.envelope.kind
        language = language_of_sms(languages_for(one.record.language, one.profile), one.address)
        values = self._values(one)
        words = self.wording.letter(kind, (language,), values)
        name = f"{kind}.{language}"
        return self.sms.send(
            Sms(
                to=one.address,
                text=words.sms or words.subject,
                template=self.choice.sms_templates.get(name) or self.sms_templates.get(name),
                parameters=values[language],
                reference=one.message.message_id,
            )
        )

    def _values(self, one: "_Addressed") -> dict[Language, dict[str, str]]:
        invitation = one.invitation
        zone = zone_of(self.choice, self.settings.jurisdiction, invitation.position.location)
        return values_of(invitation, one.link, self._contact(invitation), zone, one.envelope.more)

    def _contact(self, invitation: Invitation) -> str:
        return self.choice.reply_to or invitation.position.contact or ""

    def _reach(self, wish: Wish, profile: Profile) -> tuple[str | None, Channel, Why | None]:
        """Return the address and its channel; or why nobody can be reached."""
        wished: tuple[Channel, ...] = self.choice.channels
        if wish in ("email", "sms"):
            wished = (wish,)
        if wish == "none":
            return None, wished[0], "not_sent_here"
        suppressed = False
        for channel in wished:
            if channel == "sms" and profile.phones:
                return profile.phones[0], channel, None
            for address in profile.emails if channel == "email" else ():
                if not self.messages.suppressed(address):
                    return address, channel, None
                suppressed = True
        return None, wished[0], "suppressed" if suppressed else "no_address"

    def _seen(self, before: Message) -> Message:
        """Return a message as it is to be taken, and note that it is uncertain where nobody ended what they began."""
        seen = before.seen_at(self.clock.now())
        if seen.state != before.state:
            self.messages.save(seen, before.state, before.attempts)
        return seen


@dataclass(frozen=True)
class _Addressed:
    """A message with all that it says, and to whom."""

    message: Message
    envelope: Envelope
    record: InvitationRecord
    invitation: Invitation
    profile: Profile
    address: str
    link: str
