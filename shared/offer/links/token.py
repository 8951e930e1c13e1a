"""The token by which a candidate reads one letter: ``<tenant>.<offer>.<revision>.<secret>``. It opens nothing else."""

import hashlib
import hmac
import re

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, OfferId, TenantId
from shared.offer.links.errors import UnknownLink

OFFER_ID = re.compile(r"ofr_[0-9A-HJKMNP-TV-Z]{26}")
REVISION = re.compile(r"[1-9][0-9]{0,3}")


class OfferToken(Frozen):
    """A token, taken apart. Only the SHA-256 of ``secret`` is ever stored."""

    tenant_id: TenantId
    offer_id: OfferId
    revision: int
    secret: str

    @classmethod
    def read(cls, text: str) -> "OfferToken":
        """Return the token that ``text`` spells. Raises ``UnknownLink``."""
        parts = text.split(".")
        if len(parts) != 4 or not TENANT_ID.fullmatch(parts[0]) or not OFFER_ID.fullmatch(parts[1]):
            raise UnknownLink
        if not REVISION.fullmatch(parts[2]):
            raise UnknownLink
        return cls(tenant_id=TenantId(parts[0]), offer_id=OfferId(parts[1]), revision=int(parts[2]), secret=parts[3])

    def spelled(self) -> str:
        """Return the token as it stands in a link."""
        return f"{self.tenant_id}.{self.offer_id}.{self.revision}.{self.secret}"

    @property
    def secret_sha256(self) -> str:
        """The hash that is stored, in hex."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def proves(self, secret_sha256: str) -> bool:
        """Say whether the secret has this hash, in time that tells nothing."""
        return hmac.compare_digest(self.secret_sha256, secret_sha256)
