"""One mail about an offer, and what became of it. It holds no address and no words. Pure."""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from shared.kernel.frozen import Frozen
from shared.kernel.ids import OfferId
from shared.platform.undelivered import Reason

Kind = Literal["offered", "revised", "reminder", "answered", "withdrawn", "expired", "accepted"]
MailState = Literal["sending", "sent", "waiting", "failed", "uncertain", "not_sent"]
"""``waiting``: it is tried again by itself. ``uncertain``: it may have gone out, so it is not."""
WithLink: frozenset[Kind] = frozenset({"offered", "revised", "reminder", "answered", "accepted"})
SOON = timedelta(minutes=10)
LEASE = timedelta(minutes=10)
"""After so long nobody is sending any more what somebody began to send."""
MOST_ATTEMPTS = 6


class OfferMail(Frozen):
    """A mail. ``occasion`` tells mails of one kind about one letter apart."""

    mail_id: str
    offer_id: OfferId
    revision: int
    kind: Kind
    occasion: str = ""
    state: MailState
    reason: Reason | Literal["no_address", "no_link", "not_sent_here"] | None = None
    attempts: int = 1
    claimed_at: datetime
    sent_at: datetime | None = None
    provider_id: str | None = None
    retry_at: datetime | None = None

    def to_be_sent(self, now: datetime, *, by_hand: bool) -> bool:
        """Return whether it may be sent (again): what may have gone out already is not, unless a person says so."""
        if self.state == "waiting":
            return by_hand or self.retry_at is None or self.retry_at <= now
        return by_hand and (self.state != "sending" or self.claimed_at + LEASE < now)

    def failed(self, reason: Reason, now: datetime) -> "OfferMail":
        """Return it after the provider did not take it."""
        passes = reason in ("throttled", "unreachable") and self.attempts < MOST_ATTEMPTS
        state: MailState = "waiting" if passes else "uncertain" if reason == "uncertain" else "failed"
        retry = now + SOON * self.attempts if passes else None
        return self.model_copy(update={"state": state, "reason": reason, "retry_at": retry})


def mail_id_of(offer_id: OfferId, revision: int, kind: Kind, occasion: str) -> str:
    """Return the id of a mail: the same mail has the same one."""
    told = "\0".join((offer_id, str(revision), kind, occasion))
    return f"oml_{hashlib.sha256(told.encode()).hexdigest()[:26]}"
