"""What a signing service does for a letter: take it, say where to sign, tell of it, hand the signed one out.

``SimpleSignature`` is the one of this house: the candidate types the own name at the link, and the record of that is
the signature. A company that wants a reliable electronic signature (电子签名法 art. 13) of a service names one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from shared.kernel.errors import BoleError, Unavailable
from shared.kernel.frozen import Frozen
from shared.kernel.ids import OfferId, TenantId
from shared.kernel.language import Language
from shared.offer.policy.model import Signing


class EnvelopeOrder(Frozen):
    """A letter to be signed. ``reference`` is ours; the same one again is the same envelope."""

    tenant_id: TenantId
    offer_id: OfferId
    revision: int
    title: str
    pdf: bytes
    sha256: str
    signer_name: str
    signer_email: str
    language: Language
    expires_at: datetime

    @property
    def reference(self) -> str:
        """How we call the envelope."""
        return f"{self.tenant_id}.{self.offer_id}.{self.revision}"


class SignatureNews(Frozen):
    """What a service told: that an envelope was signed, or refused. ``sha256`` is of the letter that was signed."""

    envelope: str
    reference: str
    what: Literal["signed", "declined"]
    sha256: str
    signer_name: str = ""


class BadSignature(BoleError):
    """A callback does not prove where it comes from, or came before."""

    code = "bad_signature"
    status = 401

    def __init__(self, why: str) -> None:
        super().__init__(f"The callback is not taken: {why}.", "Sign it with the shared secret, with a new timestamp.")


class SigningFailed(Unavailable):
    """The signing service did not do what was asked."""

    code = "signing_failed"

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The signing service did not take it ({said}). 电子签平台未受理（{said}）。",
            "Try again; if it stays, ask the operator of this deployment. 请稍后重试，或联系系统运维。",
        )


class SignatureProvider(Protocol):
    """A signing service."""

    @property
    def name(self) -> Signing:
        """Which kind it is."""
        ...

    def create(self, order: EnvelopeOrder) -> str | None:
        """Hand a letter over; return the envelope, None where there is none. Raises ``SigningFailed``."""
        ...

    def address(self, envelope: str) -> str | None:
        """Return where the candidate signs; None: at our own link. Raises ``SigningFailed``."""
        ...

    def news(self, headers: Mapping[str, str], body: str, now: datetime) -> SignatureNews:
        """Return what a callback tells. Raises ``BadSignature`` unless it proves where it comes from."""
        ...

    def archive(self, envelope: str) -> bytes | None:
        """Return the signed document; None where there is none besides our record. Raises ``SigningFailed``."""
        ...


class SimpleSignature:
    """The record of the acceptance is the signature: nothing leaves this house."""

    name: Signing = "simple"

    def create(self, order: EnvelopeOrder) -> str | None:
        """See ``SignatureProvider``."""
        return None

    def address(self, envelope: str) -> str | None:
        """See ``SignatureProvider``."""
        return None

    def news(self, headers: Mapping[str, str], body: str, now: datetime) -> SignatureNews:
        """Nobody calls back."""
        raise BadSignature("this company has no signing service")

    def archive(self, envelope: str) -> bytes | None:
        """See ``SignatureProvider``."""
        return None
