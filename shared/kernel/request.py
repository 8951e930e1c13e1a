"""A request that may come twice. Its key makes the second one find what the first one did."""

import hashlib
from typing import Self

from pydantic import BaseModel

from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen


class Request(Frozen):
    """What the caller calls this request (``key``), and the SHA-256 of what it asks for."""

    operation: str
    key: str
    fingerprint: str

    @classmethod
    def of(cls, operation: str, key: str | None, *asked: BaseModel | str) -> Self | None:
        """Return the request, or None where the caller gave it no key and every call is a new one."""
        if key is None:
            return None
        digest = hashlib.sha256()
        for part in asked:
            digest.update((part if isinstance(part, str) else part.model_dump_json()).encode() + b"\0")
        return cls(operation=operation, key=key, fingerprint=digest.hexdigest())

    @property
    def name(self) -> str:
        """A fixed-length name for keys."""
        return hashlib.sha256(f"{self.operation}\0{self.key}".encode()).hexdigest()


class KeyReused(Conflict):
    """One Idempotency-Key was used for two different requests."""

    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request.", "Use a new key for a new request, for example a UUID."
        )
