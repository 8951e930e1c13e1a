"""What happened to an offer: a line a change, and every letter as it was sent. Pure."""

from datetime import datetime
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.offer.approvals.model import OfferApproval
from shared.offer.offers.model import Sent, SetTerms

Change = Literal[
    "created",
    "grade_proposed",
    "terms_set",
    "submitted",
    "recalled",
    "approved",
    "rejected",
    "sent",
    "mailed_again",
    "reminded",
    "revised",
    "asked",
    "answered",
    "accepted",
    "declined",
    "expired",
    "withdrawn",
]


class OfferLogLine(Frozen):
    """One change. ``by``: a user, ``candidate:<id>`` or ``system:<handler>``. ``about`` says more in codes."""

    line_id: str
    at: datetime
    by: str
    change: Change
    revision: int
    changes: int
    about: str | None = None


class SentRevision(Frozen):
    """A letter as it went out: what it said, who approved it."""

    revision: int
    set: SetTerms
    chain: tuple[OfferApproval, ...]
    sent: Sent
