"""The link of an invitation: signed, so that it can be written again for a reminder without being kept anywhere.

The secret of a token is an HMAC-SHA-256 (RFC 2104) over tenant, invitation, candidate, deadline and the link's number,
with a key derived from the candidate's own data key. Nobody without that key makes one; the invitation's document has
its SHA-256, by which the interview stage proves it without any key. Once the candidate's key is destroyed, no link of
theirs can be made again.
"""

import base64
import hashlib
import hmac

from shared.kernel.ids import TenantId
from shared.platform.keys import DataKeys
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.invitations.model import InvitationRecord

PURPOSE = b"bole invitation link v1"


class LinkSigner:
    """Makes the tokens of one tenant."""

    def __init__(self, tenant_id: TenantId, keys: DataKeys) -> None:
        self._tenant_id = tenant_id
        self._keys = keys

    def token(self, record: InvitationRecord) -> CandidateToken:
        """Return the token that opens this invitation; always the same one. Raises ``Shredded``, ``Unavailable``."""
        key = hmac.new(self._keys.ensure(record.candidate_id), PURPOSE, hashlib.sha256).digest()
        said = (
            str(self._tenant_id),
            record.invitation_id,
            record.candidate_id,
            str(int(record.expires_at.timestamp())),
            str(record.number),
        )
        proof = hmac.new(key, "\0".join(said).encode(), hashlib.sha256).digest()
        secret = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        return CandidateToken(tenant_id=self._tenant_id, invitation_id=record.invitation_id, secret=secret)


def link_of(page: str, token: CandidateToken) -> str | None:
    """Return the address of the candidate's page, None where the deployment has none.

    The token stands in the fragment: browsers do not send it, so it reaches no server's log.
    """
    return f"{page}#{token.spelled()}" if page else None
