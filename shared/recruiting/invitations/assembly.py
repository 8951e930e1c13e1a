"""Puts together what use cases of invitations work with, for one tenant: for routes and workers alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.kernel.ids import TenantId
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import LinkSettings, MailSettings, SendingSettings, SmsSettings
from shared.recruiting.candidates.assembly import Assembly, CandidateSettings
from shared.recruiting.invitations.batches.desk import BatchDesk
from shared.recruiting.invitations.batches.store import BatchStore
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.links import LinkSigner, link_of
from shared.recruiting.invitations.messages.messenger import Messenger
from shared.recruiting.invitations.messages.model import Channel
from shared.recruiting.invitations.messages.service import TemplateDesk
from shared.recruiting.invitations.messages.store import MessageStore
from shared.recruiting.invitations.messages.wording import Wording
from shared.recruiting.invitations.store import InvitationStore
from shared.recruiting.questions.bank.exposure import BankExposure
from shared.recruiting.questions.bank.store import BankStore


class InvitationSettings(CandidateSettings, MailSettings, SmsSettings, LinkSettings, SendingSettings):
    """What whoever invites or reminds needs."""


def unpaced(_channel: Channel) -> None:
    """Wait for nothing: single messages are far below what providers take."""


@dataclass(frozen=True)
class Invitations:
    """One tenant's invitations, for ``who``: a member of staff, or a worker. ``pace``: see ``Messenger``."""

    platform: Platform[Any]
    who: Caller
    pace: Callable[[Channel], None] = unpaced

    @property
    def tenant_id(self) -> TenantId:
        """The tenant."""
        return self.who.tenant_id

    def store(self) -> InvitationStore:
        """Return the invitations."""
        here, tenant = self.platform, self.tenant_id
        return InvitationStore(here.table(tenant), here.bucket(tenant), here.audit(tenant))

    def messages(self) -> MessageStore:
        """Return messages, templates, and what the company chose."""
        here, tenant = self.platform, self.tenant_id
        return MessageStore(here.table(tenant), here.sealer(tenant), here.blind_index(tenant), here.audit(tenant))

    def template_desk(self) -> TemplateDesk:
        """Return what use cases of templates work with. Raises ``Forbidden`` where the tenant does not exist."""
        here, settings = self.platform, Assembly(self.platform, self.who).settings()
        return TemplateDesk(self.who, self.messages(), settings, here.audit(self.tenant_id), here.clock)

    def batches(self) -> BatchStore:
        """Return the batches."""
        here, tenant = self.platform, self.tenant_id
        return BatchStore(here.table(tenant), here.audit(tenant))

    def batch_desk(self) -> BatchDesk:
        """Return what use cases of batches work with. Raises ``Forbidden`` where the tenant does not exist."""
        return BatchDesk(self.desk(), self.batches())

    def desk(self) -> InvitationDesk:
        """Return what use cases of invitations work with. Raises ``Forbidden`` where the tenant does not exist."""
        here, tenant = self.platform, self.tenant_id
        people = Assembly(here, self.who)
        settings, signer = people.settings(), LinkSigner(tenant, here.data_keys(tenant))
        messages, page = self.messages(), str(here.settings.candidate_url)
        messenger = Messenger(
            settings=settings,
            choice=messages.choice()[0],
            wording=Wording(messages.newest()),
            messages=messages,
            mail=here.mail,
            sms=here.sms,
            sms_templates=here.settings.sms_templates,
            link=lambda record: link_of(page, signer.token(record)),
            clock=here.clock,
            pace=self.pace,
        )
        return InvitationDesk(
            who=self.who,
            candidates=people.desk(),
            applying=people.applying(),
            invitations=self.store(),
            messenger=messenger,
            signer=signer,
            suspicions=people.suspicions(),
            exposure=BankExposure(BankStore(here.table(tenant), here.audit(tenant), here.clock)),
            settings=settings,
            page=page,
            trail=here.audit(tenant),
            clock=here.clock,
        )
