"""The link of a letter: signed, so that it can be written again for a reminder without being kept anywhere.

The secret is an HMAC-SHA-256 (RFC 2104) over purpose, tenant, offer, revision, candidate and the letter's end, with a
key derived from the candidate's own data key: no other link of theirs is this one, and once the key is destroyed, none
can be made again. Fingerprints of addresses and agents are made with the same key.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from shared.kernel.ids import CandidateId, OfferId, TenantId
from shared.offer.links.token import OfferToken
from shared.platform.keys import DataKeys

PURPOSE, PRINT = b"bole offer link v1", b"bole offer fingerprint v1"


class OfferLinks:
    """Makes the tokens and fingerprints of one tenant."""

    def __init__(self, tenant_id: TenantId, keys: DataKeys) -> None:
        self.tenant_id = tenant_id
        self._keys = keys

    def token(self, offer_id: OfferId, revision: int, candidate_id: CandidateId, expires_at: datetime) -> OfferToken:
        """Return the token that opens this letter; always the same one. Raises ``Shredded``, ``Unavailable``."""
        said = (str(self.tenant_id), offer_id, str(revision), candidate_id, str(int(expires_at.timestamp())))
        proof = self._mac(candidate_id, PURPOSE, "\0".join(said))
        secret = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        return OfferToken(tenant_id=self.tenant_id, offer_id=offer_id, revision=revision, secret=secret)

    def fingerprint(self, candidate_id: CandidateId, of: str) -> str:
        """Return what stands for an address or an agent, in hex. Raises ``Shredded``, ``Unavailable``."""
        return self._mac(candidate_id, PRINT, of).hex()

    def _mac(self, candidate_id: CandidateId, purpose: bytes, said: str) -> bytes:
        key = hmac.new(self._keys.ensure(candidate_id), purpose, hashlib.sha256).digest()
        return hmac.new(key, said.encode(), hashlib.sha256).digest()


def link_of(page: str, token: OfferToken) -> str | None:
    """Return the address of the candidate's page, None where the deployment has none.

    The token stands in the fragment: browsers do not send it, so it reaches no server's log.
    """
    return f"{page}#{token.spelled()}" if page else None
