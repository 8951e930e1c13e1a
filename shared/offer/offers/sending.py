"""Use cases: look at a letter before it goes out, send it, send its mail again, show its link, revise it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.kernel.errors import Conflict
from shared.kernel.ids import OfferId, new_id
from shared.offer.contracts import OfferSent, offer_folder
from shared.offer.letters.facts import LetterFacts, letter_document
from shared.offer.letters.pdf import typeset_letter
from shared.offer.letters.wording import LetterWording
from shared.offer.links.consent import current_consent
from shared.offer.links.signing import OfferLinks
from shared.offer.messages.message import Kind, OfferMail
from shared.offer.messages.post import OfferPost
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.errors import NothingSet, NotInThisState
from shared.offer.offers.history import SentRevision
from shared.offer.offers.model import Offer, OfferWords, Sent, SetTerms
from shared.offer.policy.model import OfferPolicy
from shared.offer.ports import Offeree, SocialEstimate
from shared.offer.signing.port import EnvelopeOrder, SignatureProvider
from shared.offer.terms.checking import must_be_in_time
from shared.offer.terms.errors import EndsTooLate
from shared.offer.versions.store import Versions
from shared.platform.bucket import TenantBucket
from shared.platform.etag import expect

PDF = "application/pdf"
PREVIEW_SECONDS = 300


@dataclass(frozen=True)
class SendingDesk:
    """What letters are made and sent with. ``signature``: the service of a kind of signing."""

    desk: OfferDesk
    bucket: TenantBucket
    wording: Versions[LetterWording]
    social: SocialEstimate
    links: OfferLinks
    post: OfferPost
    signature: Callable[[str], SignatureProvider]


def preview(offer_id: OfferId, here: SendingDesk) -> str:
    """Return an address, good for minutes, of the letter as it would go out now, marked as a draft.

    Raises ``NothingSet``, ``NoSuchOffer``, ``Forbidden``, ``Shredded``, ``Unavailable``.
    """
    desk = here.desk
    offer, words = desk.found(offer_id, "read_offer")
    held, now = _set(offer), desk.clock.now()
    policy, _stamp = desk.policy.current()
    ends = held.terms.expires_at or now + timedelta(days=policy.valid_days)
    made, _version = _letter(offer, held, words.name, now, ends, policy, here, draft=True)
    desk.trail.record(desk.entry(offer, "read_offer", what="preview"))
    key = f"{offer_folder(desk.tenant_id, offer_id)}preview/{offer.changes:06d}.pdf"
    here.bucket.put_bytes(key, made, PDF)
    return here.bucket.address(key, PREVIEW_SECONDS)


def send(offer_id: OfferId, named: frozenset[str] | None, here: SendingDesk) -> tuple[Offer, OfferMail]:
    """Make the letter, write that it went out, and mail its link; say what became of the mail.

    Raises:
        NotInThisState: it is not approved. NoPositiveDecision, ApplicationIsOver: not any more.
        StartsInThePast, EndsTooLate: the calendar went on since it was drafted.
        SigningFailed: the signing service did not take the letter; nothing was sent.
        NoSuchOffer, PreconditionRequired, PreconditionFailed, Shredded, Unavailable: as they say.
    """
    desk = here.desk
    offer, words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.state != "approved":
        raise NotInThisState(offer, "approved", "已批准")
    desk.decided(offer.application_id)
    person = desk.offerees.of(offer.candidate_id) or Offeree(name=words.name, email=None)
    words = words.model_copy(update={"name": person.name})
    after = offer.went_out(_sent(offer, person, here))
    letter = SentRevision(revision=after.revision, set=_set(after), chain=after.chain, sent=_out(after))
    desk.save(
        after,
        "sent",
        "manage_offer",
        words=words,
        events=[_event(after, desk)],
        more=[desk.store.letter_put(offer_id, letter)],
    )
    return after, here.post.send(_kind(after), after, words)


def mail_again(offer_id: OfferId, named: frozenset[str] | None, here: SendingDesk) -> tuple[Offer, OfferMail]:
    """Mail the link of the letter that is out once more, by a person's order. Raises as ``send``."""
    desk = here.desk
    offer, words = _standing(offer_id, named, desk)
    after = offer.next()
    desk.save(after, "mailed_again", "manage_offer")
    return after, here.post.send(_kind(after), after, words, by_hand=True)


def show_link(offer_id: OfferId, named: frozenset[str] | None, here: SendingDesk) -> tuple[Offer, str]:
    """Return the link (or the bare token, where there is no page) for a person to hand over.

    That it was shown stands in the acceptance from then on: whoever has it could answer. Raises as ``send``.
    """
    desk = here.desk
    offer, _words = _standing(offer_id, named, desk)
    sent = _out(offer)
    after = offer.next(sent=sent.model_copy(update={"handed_over": True}))
    desk.save(after, "mailed_again", "manage_offer", about="link_shown")
    token = here.links.token(offer_id, offer.revision, offer.candidate_id, sent.expires_at)
    return after, here.post.link(after) or token.spelled()


def revise(offer_id: OfferId, named: frozenset[str] | None, desk: OfferDesk) -> Offer:
    """Begin the next letter: the one that is out does not hold any more. What it holds of the budget, it keeps.

    Raises ``NotInThisState``, ``NoSuchOffer``, ``PreconditionRequired``, ``PreconditionFailed``, ``Shredded``.
    """
    offer, _words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.state not in ("approved", "sent"):
        raise NotInThisState(offer, "approved or sent", "已批准或已发出")
    after = offer.revised(desk.actor)
    desk.save(after, "revised", "manage_offer")
    return after


def _kind(offer: Offer) -> Kind:
    return "offered" if offer.revision == 1 else "revised"


def _sent(offer: Offer, person: Offeree, here: SendingDesk) -> Sent:
    desk = here.desk
    held, now = _set(offer), desk.clock.now()
    policy, _stamp = desk.policy.current()
    zone = ZoneInfo(policy.time_zone)
    must_be_in_time(held.terms, now, zone)
    ends = held.terms.expires_at or _end(held, now, policy, zone)
    made, version = _letter(offer, held, person.name, now, ends, policy, here)
    folder = offer_folder(desk.tenant_id, offer.offer_id)
    letter = here.bucket.put_bytes(f"{folder}r{offer.revision:04d}/letter-{new_id('ltr')}.pdf", made, PDF)
    token = here.links.token(offer.offer_id, offer.revision, offer.candidate_id, ends)
    language = held.terms.language
    envelope = here.signature(policy.signing).create(
        EnvelopeOrder(
            tenant_id=desk.tenant_id,
            offer_id=offer.offer_id,
            revision=offer.revision,
            title=offer.title.read_in(language),
            pdf=made,
            sha256=letter.sha256,
            signer_name=person.name,
            signer_email=person.email or "",
            language=language,
            expires_at=ends,
        )
    )
    looks = (ends - timedelta(hours=hours) for hours in policy.reminder_hours)
    return Sent(
        letter=letter,
        sent_by=desk.actor,
        sent_at=now,
        expires_at=ends,
        secret_sha256=token.secret_sha256,
        consent=current_consent(),
        wording_version=version,
        signing=policy.signing,
        envelope=envelope,
        looks=tuple(look for look in looks if look > now),
    )


def _end(held: SetTerms, now: datetime, policy: OfferPolicy, zone: ZoneInfo) -> datetime:
    """Return when a letter ends for which nobody chose a time: at the latest as the first day of work begins."""
    first_day = datetime.combine(held.terms.start_date, time(), zone)
    ends = min(now + timedelta(days=policy.valid_days), first_day.astimezone(now.tzinfo))
    if ends <= now:
        raise EndsTooLate(
            "The first day of work begins before the letter could end.", "入职日期过近，无法确定截止时间。"
        )
    return ends


def _letter(
    offer: Offer,
    held: SetTerms,
    name: str,
    now: datetime,
    ends: datetime,
    policy: OfferPolicy,
    here: SendingDesk,
    *,
    draft: bool = False,
) -> tuple[bytes, int]:
    """Return the letter as PDF, and the version of its wording."""
    wording, stamp = here.wording.current()
    company = here.desk.settings().company
    facts = LetterFacts(
        offer=offer,
        set=held,
        company=company,
        name=name,
        issued_at=now,
        expires_at=ends,
        zone=policy.time_zone,
        contact=policy.contact or company,
        social=here.social.of(held.terms.social, held.terms),
        draft=draft,
    )
    return typeset_letter(letter_document(facts, wording), now), stamp.version


def _standing(offer_id: OfferId, named: frozenset[str] | None, desk: OfferDesk) -> tuple[Offer, OfferWords]:
    offer, words = desk.found(offer_id, "manage_offer")
    expect(named, offer.changes)
    if offer.state != "sent":
        raise NotInThisState(offer, "sent", "已发出")
    return offer, words


def _set(offer: Offer) -> SetTerms:
    if offer.set is None:
        raise NothingSet
    return offer.set


def _out(offer: Offer) -> Sent:
    if offer.sent is None:
        raise Conflict("No letter went out. 尚未发出通知书。", "Send the offer first. 请先发出录用通知书。")
    return offer.sent


def _event(offer: Offer, desk: OfferDesk) -> OfferSent:
    sent = _out(offer)
    return OfferSent(
        event_id=new_id("evt"),
        tenant_id=desk.tenant_id,
        occurred_at=sent.sent_at,
        offer_id=offer.offer_id,
        revision=offer.revision,
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        position_id=offer.position_id,
        expires_at=sent.expires_at,
    )
