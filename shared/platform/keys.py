"""Data keys: one a person, wrapped by KMS, in a table of their own that is never backed up.

The main table and the bucket keep backups and old versions. What they hold of a person is sealed with that person's
data key (``shared.platform.sealing``), and the key's row lies in the key table, which has neither backups nor a stream:
when the row goes, every copy of what it sealed is noise (NIST SP 800-88 rev. 1, 2.5: cryptographic erase).

A key is wrapped by the tenant's KMS key (an alias a tenant) and bound to tenant and person by the encryption context,
so that a wrapped key of one row opens nothing under another.
"""

import base64
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.clock import Clock
from shared.kernel.errors import BoleError, Gone
from shared.kernel.ids import TenantId
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.vendor_errors import code_of, translated
from shared.platform.writes import Attr, Item

WHAT = "The key service"
ROW = "KEY"
INDEX = "INDEX"
"""The owner of the tenant's key for blind indexes."""
KEPT = timedelta(minutes=5)
"""How long a process may use a key without asking again: so long another process may still open what was shredded."""
MOST_KEPT = 4000
BATCH = 100
AT_ONCE = 16
"""Keys that are unwrapped at the same time."""
DIGEST_CHARACTERS = 32
"""128 bits of an HMAC-SHA-256 in hex: two of a billion values meet by chance once in 10^20."""


class Shredded(Gone):
    """The person's key is not there any more, so nothing of them can be read, here or in a backup."""

    code = "shredded"

    def __init__(self) -> None:
        super().__init__(
            "This person's data was erased: its key is destroyed. 此人的数据已删除，密钥已销毁，无法恢复。",
            "Nothing can bring it back; the certificate of erasure says when it was done. "
            "数据无法恢复；删除时间请查看删除证明。",
        )


class DamagedKey(BoleError):
    """A wrapped key is not the one that was made for this person."""

    code = "data_key_damaged"

    def __init__(self) -> None:
        super().__init__(
            "A person's data key cannot be unwrapped: its row was changed, or copied from another one.",
            "Nothing was shown. Report this to the operator of this deployment.",
        )


class KeyWrapping:
    """Makes data keys and unwraps them, in KMS, for one tenant.

    ``tenant_key`` is the alias of the tenant's own KMS key; while there is none of that name, ``deployment_key`` wraps.
    """

    def __init__(self, client: Any, tenant_id: TenantId, deployment_key: str, tenant_key: str = "") -> None:
        self._client = client
        self._tenant_id = tenant_id
        self._names = tuple(name for name in (tenant_key, deployment_key) if name)

    def new(self, owner_id: str) -> tuple[bytes, str]:
        """Return a new 256-bit key and its wrapped form (base64). Raises ``Unavailable``."""
        for name in self._names[:-1]:
            try:
                return self._generated(name, owner_id)
            except ClientError as error:
                if code_of(error) != "NotFoundException":
                    raise
        return self._generated(self._names[-1], owner_id)

    def unwrap(self, owner_id: str, wrapped: str) -> bytes:
        """Return the key that ``wrapped`` holds. Raises ``Shredded`` where its KMS key is gone, ``Unavailable``."""
        try:
            with translated(WHAT):
                answer = self._client.decrypt(
                    CiphertextBlob=base64.b64decode(wrapped), EncryptionContext=self._context(owner_id)
                )
        except ClientError as error:
            if code_of(error) in {"NotFoundException", "KMSInvalidStateException", "DisabledException"}:
                raise Shredded from error
            if code_of(error) == "InvalidCiphertextException":
                raise DamagedKey from error
            raise
        return bytes(answer["Plaintext"])

    def _generated(self, key: str, owner_id: str) -> tuple[bytes, str]:
        with translated(WHAT):
            answer = self._client.generate_data_key(
                KeyId=key, KeySpec="AES_256", EncryptionContext=self._context(owner_id)
            )
        return bytes(answer["Plaintext"]), base64.b64encode(answer["CiphertextBlob"]).decode()

    def _context(self, owner_id: str) -> dict[str, str]:
        return {"tenant": str(self._tenant_id), "candidate": owner_id}


@dataclass(frozen=True)
class _Kept:
    key: bytes
    until: datetime


class DataKeys:
    """One tenant's data keys by their owner (a candidate's id), and the tenant's key for blind indexes."""

    def __init__(self, rows: TenantTable, wrapping: KeyWrapping, clock: Clock) -> None:
        self._rows = rows
        self._wrapping = wrapping
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def renew(self, rows: TenantTable, wrapping: KeyWrapping) -> None:
        """Go on with these clients: the credentials of the ones before may have run out."""
        self._rows, self._wrapping = rows, wrapping

    def create(self, owner_id: str) -> bytes:
        """Return the new key of somebody who has none, without reading any row.

        Raises:
            ConditionFailed: there is a key, or there was one.
            Unavailable: nothing was written.
        """
        key, wrapped = self._wrapping.new(owner_id)
        self._rows.put(
            {
                "PK": self._pk(owner_id),
                "SK": ROW,
                "wrapped": wrapped,
                "created_at": self._clock.now().isoformat(),
            },
            Attr("PK").not_exists(),
        )
        return self._keep(owner_id, key)

    def of(self, owner_id: str) -> bytes:
        """Return a key that is there. Raises ``Shredded`` where it is not, ``Unavailable``."""
        if kept := self._fresh(owner_id):
            return kept
        return self._read(owner_id, self._rows.get(self._pk(owner_id), ROW))

    def ensure(self, owner_id: str) -> bytes:
        """Return the key, made where there never was one. Raises ``Shredded`` where it was forgotten."""
        if kept := self._fresh(owner_id):
            return kept
        item = self._rows.get(self._pk(owner_id), ROW)
        if item is None:
            try:
                return self.create(owner_id)
            except ConditionFailed:  # another process was quicker
                item = self._rows.get(self._pk(owner_id), ROW)
        return self._read(owner_id, item)

    def prepare(self, owner_ids: Iterable[str]) -> None:
        """Fetch the keys of many together, so that a page of people is no page of waits; missing ones are left out."""
        wanted = [owner_id for owner_id in dict.fromkeys(owner_ids) if self._fresh(owner_id) is None]
        for start in range(0, len(wanted), BATCH):
            rows = self._rows.get_many([(self._pk(owner_id), ROW) for owner_id in wanted[start : start + BATCH]])
            wrapped = [(str(row["PK"]).rpartition("#")[2], row) for row in rows if "wrapped" in row]
            if len(wrapped) == 1:
                self._prepared(*wrapped[0])
            elif wrapped:
                with ThreadPoolExecutor(min(AT_ONCE, len(wrapped))) as pool:
                    list(pool.map(lambda owned: self._prepared(*owned), wrapped))

    def forget(self, owner_id: str) -> None:
        """Destroy a key for ever: a stone without key stays in its place, so that none is made again."""
        self._rows.put({"PK": self._pk(owner_id), "SK": ROW, "forgotten_at": self._clock.now().isoformat()})
        with self._lock:
            self._kept.pop(owner_id, None)

    def is_forgotten(self, owner_id: str) -> bool:
        """Return whether the key was destroyed; for the certificate of erasure."""
        item = self._rows.get(self._pk(owner_id), ROW)
        return item is not None and "forgotten_at" in item

    def _read(self, owner_id: str, item: Item | None) -> bytes:
        if item is None or "wrapped" not in item:
            raise Shredded
        return self._keep(owner_id, self._wrapping.unwrap(owner_id, str(item["wrapped"])))

    def _prepared(self, owner_id: str, item: Item) -> None:
        with suppress(Shredded):
            self._read(owner_id, item)

    def _fresh(self, owner_id: str) -> bytes | None:
        with self._lock:
            kept = self._kept.get(owner_id)
            if kept is None or kept.until <= self._clock.now():
                return None
            self._kept.move_to_end(owner_id)
            return kept.key

    def _keep(self, owner_id: str, key: bytes) -> bytes:
        with self._lock:
            self._kept[owner_id] = _Kept(key, self._clock.now() + KEPT)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return key

    def _pk(self, owner_id: str) -> str:
        return self._rows.pk(f"KEY#{owner_id}")


class BlindIndex:
    """Values to search by that say nothing: HMAC-SHA-256 with a key of the tenant (RFC 2104).

    Equal values have equal digests, so whoever has the rows alone learns how often a value occurs, never which it is;
    who has rows and key can test a guess. That is why the key lies in the key table, wrapped.
    """

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys

    def digest(self, kind: str, value: str) -> str:
        """Return the digest of ``value``; the same value of another kind has another one."""
        key = self._keys.ensure(INDEX)
        return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[:DIGEST_CHARACTERS]


def tenant_key_alias(prefix: str, tenant_id: TenantId) -> str:
    """Return the alias of a tenant's own KMS key (``alias/bole-dev-tenant-acme``); empty where tenants have none."""
    return f"{prefix}{tenant_id}" if prefix else ""
