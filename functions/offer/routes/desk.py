"""What the handlers of offers work with: their settings, and a tenant's desks made from them."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from functions.offer.routes.estimating import CityEstimate
from functions.offer.routes.knowing import (
    KnownApplications,
    KnownDecisions,
    KnownOfferees,
    KnownOpenings,
    signing_account,
)
from shared.decision.outcomes.store import DecisionStore
from shared.kernel.ids import TenantId
from shared.offer.approvals.model import OfferApprovals, default_approvals
from shared.offer.budget.store import LedgerStore
from shared.offer.grades.model import GradeRules, GradeTable
from shared.offer.grades.service import GradeDesk
from shared.offer.grades.standard import standard_grades, standard_rules
from shared.offer.letters.wording import LetterWording, standard_wording
from shared.offer.links.asks import AskStore
from shared.offer.links.desk import LetterDesk, admitted
from shared.offer.links.signing import OfferLinks
from shared.offer.links.token import OfferToken
from shared.offer.messages.post import OfferPost
from shared.offer.messages.store import MailBook
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.sending import SendingDesk
from shared.offer.offers.store import OfferStore
from shared.offer.policy.model import OfferPolicy
from shared.offer.signing.http_service import HttpSignature
from shared.offer.signing.port import SignatureProvider, SimpleSignature
from shared.offer.versions.store import Versions
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import BucketSettings, KeySettings, LinkSettings, MailSettings, TableSettings
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.requisitions.store import RequisitionStore
from shared.tenancy.contracts import TenantSettings, settings_key

M = TypeVar("M", bound=BaseModel)


class OfferSettings(TableSettings, BucketSettings, KeySettings, MailSettings, LinkSettings):
    """What the handlers of offers need."""


@dataclass(frozen=True)
class Offers:
    """One tenant's offers, for ``who``: a member of staff, or what acts by itself (``system:…``, ``candidate:…``)."""

    platform: Platform[OfferSettings]
    tenant_id: TenantId
    who: Caller | str

    @classmethod
    def of(cls, who: Caller) -> "Offers":
        """Return those of a member of staff."""
        return cls(bootstrap.current(OfferSettings), who.tenant_id, who)

    def settings(self) -> TenantSettings:
        """Return the tenant's settings."""
        return self.platform.bucket(self.tenant_id).get_document(settings_key(self.tenant_id), TenantSettings)

    def policy(self) -> Versions[OfferPolicy]:
        """Return how the company goes about offers."""
        return self._versions("policy", OfferPolicy, OfferPolicy())

    def approvals(self) -> Versions[OfferApprovals]:
        """Return who approves."""
        return self._versions("approvals", OfferApprovals, default_approvals())

    def wording(self) -> Versions[LetterWording]:
        """Return the letter's wording."""
        return self._versions("wording", LetterWording, standard_wording())

    def grades(self) -> GradeDesk:
        """Return grades and rules."""
        return GradeDesk(
            grades=self._versions("grades", GradeTable, standard_grades()),
            rules=self._versions("rules", GradeRules, standard_rules()),
            trail=self.platform.audit(self.tenant_id),
            clock=self.platform.clock,
        )

    def ledgers(self) -> LedgerStore:
        """Return the ledgers of requisitions."""
        return LedgerStore(self.platform.table(self.tenant_id), self.platform.audit(self.tenant_id))

    def store(self) -> OfferStore:
        """Return where offers are kept."""
        here, tenant = self.platform, self.tenant_id
        return OfferStore(here.table(tenant), here.audit(tenant), here.sealer(tenant), self.ledgers())

    def desk(self) -> OfferDesk:
        """Return what use cases of offers work with."""
        here, tenant = self.platform, self.tenant_id
        table, trail, sealer = here.table(tenant), here.audit(tenant), here.sealer(tenant)
        known = KnownDecisions(tenant, here.bucket(tenant), DecisionStore(table, trail, sealer))
        return OfferDesk(
            tenant_id=tenant,
            who=self.who,
            store=self.store(),
            ledgers=self.ledgers(),
            grades=self.grades(),
            policy=self.policy(),
            approvals=self.approvals(),
            openings=KnownOpenings(PositionStore(table, trail), RequisitionStore(table, trail, here.clock)),
            offerees=self._offerees(),
            applications=KnownApplications(ApplicationStore(table, trail, sealer)),
            decisions=known,
            reports=known,
            settings=self.settings,
            trail=trail,
            clock=here.clock,
        )

    def asks(self) -> AskStore:
        """Return candidates' questions."""
        return AskStore(self.platform.table(self.tenant_id), self.platform.sealer(self.tenant_id))

    def links(self) -> OfferLinks:
        """Return what makes links."""
        return OfferLinks(self.tenant_id, self.platform.data_keys(self.tenant_id))

    def post(self) -> OfferPost:
        """Return what mails are sent with."""
        url = self.platform.settings.candidate_url
        return OfferPost(
            mail=self.platform.mail,
            book=MailBook(self.platform.table(self.tenant_id)),
            links=self.links(),
            offerees=self._offerees(),
            page=f"{str(url).rstrip('/')}?view=offer" if url else "",
            settings=self.settings,
            policy=lambda: self.policy().current()[0],
            clock=self.platform.clock,
        )

    def signature(self, kind: str) -> SignatureProvider:
        """Return the signing service of a kind."""
        if kind == "simple":
            return SimpleSignature()
        here = self.platform
        account = signing_account(here.wiring.secrets, here.settings.stage, self.tenant_id)
        return HttpSignature(account, here.clock)

    def sending(self) -> SendingDesk:
        """Return what letters are made and sent with."""
        return SendingDesk(
            desk=self.desk(),
            bucket=self.platform.bucket(self.tenant_id),
            wording=self.wording(),
            social=CityEstimate(),
            links=self.links(),
            post=self.post(),
            signature=self.signature,
        )

    def _offerees(self) -> KnownOfferees:
        here, tenant = self.platform, self.tenant_id
        blind = here.blind_index(tenant)
        return KnownOfferees(CandidateStore(here.table(tenant), here.sealer(tenant), blind, here.audit(tenant)))

    def _versions(self, name: str, kind: type[M], standard: M) -> Versions[M]:
        here, tenant = self.platform, self.tenant_id
        return Versions(here.table(tenant), here.audit(tenant), name, kind, standard)


def letter_desk(token: OfferToken) -> LetterDesk:
    """Return the desk of the candidate whose letter ``token`` opens.

    Raises:
        UnknownLink: whatever part of the token is wrong.
        LetterReplaced, OfferWithdrawn, LetterExpired: it was the right one, and is not any more.
        Shredded: the candidate was erased. SuspendedForCandidates: the tenant is out of use.
    """
    here, tenant = bootstrap.current(OfferSettings), token.tenant_id
    known = admitted(token, Offers(here, tenant, "candidate").store(), here.clock.now())
    here.usage(tenant).plan().admit_candidate(begun=True)
    return desk_at(token, Offers(here, tenant, f"candidate:{known.candidate_id}"))


def desk_at(token: OfferToken, offers: Offers) -> LetterDesk:
    """Return the desk at a letter, for whoever proved that they may."""
    desk = offers.desk()
    offer, words = desk.found(token.offer_id, "read_offer")
    return LetterDesk(
        token=token,
        offer=offer,
        words=words,
        desk=desk,
        table=offers.platform.table(offers.tenant_id),
        bucket=offers.platform.bucket(offers.tenant_id),
        asks=offers.asks(),
        links=offers.links(),
        post=offers.post(),
        signature=offers.signature(offer.sent.signing if offer.sent else "simple"),
    )
