"""Seals what is written of a person: AES-256-GCM with that person's data key (NIST SP 800-38D).

A sealed text is bound to tenant, person and purpose, so that it opens in no other place; it begins with the version of
its form. Whoever forgets the person's key makes it unreadable everywhere at once.
"""

import base64
import os
from collections.abc import Iterable
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.kernel.errors import BoleError
from shared.kernel.ids import TenantId
from shared.platform.keys import DataKeys

M = TypeVar("M", bound=BaseModel)

FORM = "v1."
NONCE_BYTES = 12
"""96 random bits, as SP 800-38D, 8.2.2 has it: one key seals far fewer than 2^32 texts."""


class Tampered(BoleError):
    """A sealed text was changed, or moved to where it does not belong."""

    code = "sealed_data_damaged"


class Sealer(Protocol):
    """Seals and opens what belongs to a person, by the id that they have here (``cnd_…``)."""

    def seal(self, owner_id: str, content: bytes | BaseModel, purpose: str = "") -> str:
        """Return ``content`` sealed, as a text. The person's key is made where there is none.

        Raises ``Shredded`` for somebody who was forgotten, ``Unavailable``.
        """
        ...

    def seal_new(self, owner_id: str, content: bytes | BaseModel, purpose: str = "") -> str:
        """Return ``content`` sealed for somebody who has no key yet; nothing is read. Raises ``ConditionFailed``."""
        ...

    def open(self, owner_id: str, sealed: str, purpose: str = "") -> bytes:
        """Return what was sealed for this person and purpose. Raises ``Shredded``, ``Tampered``, ``Unavailable``."""
        ...

    def open_as(self, owner_id: str, sealed: str, kind: type[M], purpose: str = "") -> M:
        """Return the model that was sealed. Raises as ``open``."""
        ...

    def prepare(self, owner_ids: Iterable[str]) -> None:
        """Fetch the keys of many at once, for a page of people. Raises ``Unavailable``."""
        ...

    def forget(self, owner_id: str) -> None:
        """Destroy the person's key: nothing that was sealed with it opens again. Raises ``Unavailable``."""
        ...


class KeySealer:
    """The ``Sealer`` over a tenant's data keys."""

    def __init__(self, tenant_id: TenantId, keys: DataKeys) -> None:
        self._tenant_id = tenant_id
        self._keys = keys

    def seal(self, owner_id: str, content: bytes | BaseModel, purpose: str = "") -> str:
        """See ``Sealer``."""
        return self._sealed(self._keys.ensure(owner_id), owner_id, content, purpose)

    def seal_new(self, owner_id: str, content: bytes | BaseModel, purpose: str = "") -> str:
        """See ``Sealer``."""
        return self._sealed(self._keys.create(owner_id), owner_id, content, purpose)

    def open(self, owner_id: str, sealed: str, purpose: str = "") -> bytes:
        """See ``Sealer``."""
        # Here, so that a function whose layers lack the package can still be put together.
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._keys.of(owner_id)
        try:
            if not sealed.startswith(FORM):
                raise ValueError
            raw = base64.b64decode(sealed.removeprefix(FORM), validate=True)
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], self._bound_to(owner_id, purpose))
        except (InvalidTag, ValueError) as error:
            raise Tampered(
                "A sealed record of a person cannot be opened: it was changed, or copied from another one.",
                "Restore the row from a backup; report this to the operator of this deployment.",
            ) from error

    def open_as(self, owner_id: str, sealed: str, kind: type[M], purpose: str = "") -> M:
        """See ``Sealer``."""
        return kind.model_validate_json(self.open(owner_id, sealed, purpose))

    def prepare(self, owner_ids: Iterable[str]) -> None:
        """See ``Sealer``."""
        self._keys.prepare(owner_ids)

    def forget(self, owner_id: str) -> None:
        """See ``Sealer``."""
        self._keys.forget(owner_id)

    def _sealed(self, key: bytes, owner_id: str, content: bytes | BaseModel, purpose: str) -> str:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        plain = content if isinstance(content, bytes) else content.model_dump_json().encode()
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, plain, self._bound_to(owner_id, purpose))
        return FORM + base64.b64encode(nonce + sealed).decode()

    def _bound_to(self, owner_id: str, purpose: str) -> bytes:
        return "\0".join((str(self._tenant_id), owner_id, purpose)).encode()
