"""The token by which a candidate is known: ``<tenant>.<invitation>.<secret>``. The interview stage reads it, too."""

import hashlib
import hmac
import re
import secrets

from shared.kernel.errors import BoleError, Gone
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, TenantId
from shared.recruiting.contracts import Invitation

INVITATION_ID = re.compile(r"^inv_[0-9A-HJKMNP-TV-Z]{26}$")
SECRET_BYTES = 32


class UnknownToken(BoleError):
    """The token opens nothing. It is never said which part of it is wrong."""

    code = "unauthenticated"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "This link is not valid. 此链接无效。",
            "Open the link exactly as it was sent to you, or ask the company for a new one. "
            "请完整打开收到的链接,或向招聘方索取新链接。",
        )


class LinkReplaced(Gone):
    """It was the candidate's link, and a newer one was sent."""

    code = "link_replaced"

    def __init__(self) -> None:
        super().__init__(
            "A newer link was sent to you; this one opens nothing any more. 已向您发送新的链接，此链接已失效。",
            "Look for the company's newest message, or ask them for the link. 请使用最近收到的链接，或联系招聘方。",
        )


class LinkRevoked(Gone):
    """The invitation was taken back."""

    code = "link_revoked"

    def __init__(self) -> None:
        super().__init__(
            "The company withdrew this invitation. 招聘方已取消该面试邀请。",
            "Write to the company if you think that this is a mistake. 如有疑问，请联系招聘方。",
        )


class CandidateToken(Frozen):
    """A token, taken apart. Only the SHA-256 of ``secret`` is ever stored."""

    tenant_id: TenantId
    invitation_id: str
    secret: str

    @classmethod
    def issue(cls, tenant_id: TenantId, invitation_id: str) -> "CandidateToken":
        """Return a new token with 256 random bits."""
        return cls(tenant_id=tenant_id, invitation_id=invitation_id, secret=secrets.token_urlsafe(SECRET_BYTES))

    @classmethod
    def read(cls, text: str) -> "CandidateToken":
        """Return the token that ``text`` spells. Raises ``UnknownToken``."""
        parts = text.split(".")
        if len(parts) != 3 or not TENANT_ID.fullmatch(parts[0]) or not INVITATION_ID.fullmatch(parts[1]):
            raise UnknownToken
        return cls(tenant_id=TenantId(parts[0]), invitation_id=parts[1], secret=parts[2])

    def spelled(self) -> str:
        """Return the token as it stands in a link."""
        return f"{self.tenant_id}.{self.invitation_id}.{self.secret}"

    @property
    def secret_sha256(self) -> str:
        """The hash that is stored, in hex."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def proves(self, secret_sha256: str) -> bool:
        """Say whether the secret has this hash, in time that tells nothing."""
        return hmac.compare_digest(self.secret_sha256, secret_sha256)

    def open(self, invitation: Invitation) -> None:
        """Let pass who holds the link of ``invitation``; that its time is over is the interview's to say.

        Raises:
            UnknownToken: it is another link.
            LinkReplaced, LinkRevoked: it was the right one, and is not any more.
        """
        if invitation.tenant_id != self.tenant_id or invitation.invitation_id != self.invitation_id:
            raise UnknownToken
        if any(self.proves(earlier) for earlier in invitation.earlier_sha256):
            raise LinkReplaced
        if not self.proves(invitation.secret_sha256):
            raise UnknownToken
        if invitation.revoked_at is not None:
            raise LinkRevoked
