"""Sends a mail about an offer once, and notes what became of it.

No mail service knows a letter that comes twice. So the row of a mail is claimed before the service is asked, and its
answer is written after: whoever dies in between leaves a mail that is not sent again by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.offer.letters.facts import moment
from shared.offer.links.signing import OfferLinks, link_of
from shared.offer.messages.message import Kind, MailState, OfferMail, WithLink, mail_id_of
from shared.offer.messages.store import MailBook
from shared.offer.messages.words import mail_words
from shared.offer.offers.model import Offer, OfferWords
from shared.offer.policy.model import OfferPolicy
from shared.offer.ports import Offerees
from shared.platform.mail import Letter, Mail
from shared.platform.undelivered import NotDelivered
from shared.tenancy.contracts import TenantSettings


@dataclass(frozen=True)
class OfferPost:
    """What mails are sent with. ``page``: where candidates open a link; empty: this deployment has no page for them."""

    mail: Mail
    book: MailBook
    links: OfferLinks
    offerees: Offerees
    page: str
    settings: Callable[[], TenantSettings]
    policy: Callable[[], OfferPolicy]
    clock: Clock

    def send(
        self, kind: Kind, offer: Offer, words: OfferWords, *, occasion: str = "", by_hand: bool = False
    ) -> OfferMail:
        """Send, unless it was sent before; return the mail as it is now. Raises ``Shredded``, ``Unavailable``."""
        now = self.clock.now()
        mail_id = mail_id_of(offer.offer_id, offer.revision, kind, occasion)
        before = self.book.mail(offer.offer_id, mail_id)
        if before is not None and not before.to_be_sent(now, by_hand=by_hand):
            return before
        person = self.offerees.of(offer.candidate_id)
        link = self.link(offer) if kind in WithLink else ""
        claimed = OfferMail(
            mail_id=mail_id,
            offer_id=offer.offer_id,
            revision=offer.revision,
            kind=kind,
            occasion=occasion,
            state="sending",
            attempts=before.attempts + 1 if before else 1,
            claimed_at=now,
        )
        if person is None or not person.email:
            claimed = claimed.model_copy(update={"state": "not_sent", "reason": "no_address"})
        elif link is None:
            claimed = claimed.model_copy(update={"state": "not_sent", "reason": "no_link"})
        if not self.book.claim(claimed, before):
            return self.book.mail(offer.offer_id, mail_id) or claimed
        if claimed.state != "sending" or person is None or person.email is None:
            return claimed
        return self._handed_over(claimed, self._letter(kind, offer, words, person.email, link or "", mail_id))

    def link(self, offer: Offer) -> str | None:
        """Return the candidate's link of the letter that is out; None where there is none, or no page."""
        if offer.sent is None:
            return None
        token = self.links.token(offer.offer_id, offer.revision, offer.candidate_id, offer.sent.expires_at)
        return link_of(self.page, token)

    def _handed_over(self, claimed: OfferMail, letter: Letter) -> OfferMail:
        try:
            provider_id = self.mail.post(letter)
        except NotDelivered as error:
            after = claimed.failed(error.reason, self.clock.now())
        else:
            state: MailState = "sent" if provider_id is not None else "not_sent"
            reason = None if provider_id is not None else "not_sent_here"
            told = {"state": state, "reason": reason, "provider_id": provider_id, "sent_at": self.clock.now()}
            after = claimed.model_copy(update=told)
        self.book.save(after, claimed)
        return after

    def _letter(self, kind: Kind, offer: Offer, words: OfferWords, to: str, link: str, mail_id: str) -> Letter:
        language = offer.set.terms.language if offer.set else "zh"
        policy, company = self.policy(), self.settings().company
        deadline = moment(offer.sent.expires_at, policy.time_zone, language) if offer.sent else ""
        values = {
            "name": words.name,
            "company": company,
            "position": offer.title.read_in(language),
            "deadline": deadline,
            "link": link,
            "contact": policy.contact or company,
        }
        told = mail_words(kind, language, values)
        tags = {"tenant": str(self.links.tenant_id), "candidate": str(offer.candidate_id), "message": mail_id}
        return Letter(to=to, subject=told.subject, text=told.text, html=told.html, reply_to=policy.contact, tags=tags)
