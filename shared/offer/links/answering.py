"""Use cases of the candidate: decline, ask. And of staff: answer a question."""

from typing import Annotated

from pydantic import StringConstraints

from shared.kernel.errors import Conflict, NotFound, PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import OfferId, new_id
from shared.offer.links.asks import MOST_ASKS, Ask, AskStore, AskText
from shared.offer.links.desk import LetterDesk, admitted
from shared.offer.links.errors import AnsweredAlready, TooManyAsks
from shared.offer.offers.closing import ended
from shared.offer.offers.desk import OfferDesk
from shared.offer.offers.errors import NotInThisState
from shared.offer.offers.model import DeclineReason, Offer, OfferWords

ATTEMPTS = 4


class DeclineOrder(Frozen):
    """Why; nobody must say more than a code."""

    reason: DeclineReason = "not_said"
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


class AskOrder(Frozen):
    """A question, or its answer."""

    text: AskText


class NoSuchAsk(NotFound):
    """The offer has no such question."""

    def __init__(self, ask_id: str) -> None:
        super().__init__(f"There is no question {ask_id}. 没有该提问。", "List the offer's questions. 请查看提问列表。")


def decline(order: DeclineOrder, here: LetterDesk) -> Offer:
    """Decline the letter; what it held of budget and heads is free. The same again changes nothing.

    Raises ``AnsweredAlready`` where it was accepted before, ``Shredded``, ``Unavailable``.
    """
    offer = here.offer
    words = here.words.model_copy(update={"closing": order.words}) if order.words else None
    for _attempt in range(ATTEMPTS):
        if offer.state == "declined":
            return offer
        if offer.state == "accepted":
            raise AnsweredAlready("accepted")
        try:
            return ended(offer, "declined", order.reason, "declined", words, here.desk)
        except PreconditionFailed:
            offer = admitted(here.token, here.desk.store, here.desk.clock.now())
    raise PreconditionFailed


def ask(order: AskOrder, here: LetterDesk) -> Ask:
    """Ask about the letter. Raises ``TooManyAsks``, ``Conflict`` where it was declined, ``Shredded``."""
    desk, offer = here.desk, here.offer
    if offer.state == "declined":
        raise AnsweredAlready("declined")
    made = Ask(ask_id=new_id("ask"), revision=offer.revision, text=order.text, asked_at=desk.clock.now())
    for _attempt in range(ATTEMPTS):
        if offer.asks >= MOST_ASKS:
            raise TooManyAsks(MOST_ASKS)
        after = offer.next(asks=offer.asks + 1, open_asks=offer.open_asks + 1)
        try:
            desk.save(after, "asked", "ask_about_offer", about=made.ask_id, more=[here.asks.new(offer, made)])
        except PreconditionFailed:
            offer = admitted(here.token, desk.store, desk.clock.now())
            continue
        return made
    raise PreconditionFailed


def answer(
    offer_id: OfferId, ask_id: str, order: AskOrder, named: frozenset[str] | None, asks: AskStore, desk: OfferDesk
) -> tuple[Offer, OfferWords, Ask]:
    """Answer a question of the candidate, once.

    Raises ``NoSuchAsk``, ``Conflict`` where it has an answer, ``NotInThisState``, and as ``found``.
    """
    offer, words = desk.found(offer_id, "manage_offer")
    if named is not None and not named & {"*", str(offer.changes)}:
        raise PreconditionFailed
    if offer.over and offer.state != "accepted":
        raise NotInThisState(offer, "not over", "未结束")
    asked = next((each for each in asks.all(offer) if each.ask_id == ask_id), None)
    if asked is None:
        raise NoSuchAsk(ask_id)
    if asked.answer is not None:
        raise Conflict(
            "This question has an answer. 该提问已答复。", "Read it; the candidate may ask again. 请查看已有答复。"
        )
    told = {"answer": order.text, "answered_by": desk.actor, "answered_at": desk.clock.now()}
    made = asked.model_copy(update=told)
    after = offer.next(open_asks=max(0, offer.open_asks - 1))
    desk.save(after, "answered", "manage_offer", about=ask_id, more=[asks.answered(offer, made)])
    return after, words, made
