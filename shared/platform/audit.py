"""The audit log: who read personal data, who decided what. Append-only, and chained by hashes.

A tenant's log is ``CHAINS`` chains, so that many can write at once; every entry carries the hash of the one before it
and its own number, so that a changed, missing or inserted entry is found by ``shared.tenancy.audit``. An entry holds
ids, never names or contents: it stays when a person is erased, and the chain still verifies.
"""

import hashlib
import json
import random
import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import Field

from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId, new_id
from shared.platform.identity import Caller
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.vendor_errors import unavailable
from shared.platform.writes import Attr, Put, Update, Write
from shared.tenancy.actions import Action

Plain = str | int | float | bool | None

CHAINS = 8
FIRST = "0" * 64
"""What the first entry of a chain has in place of the hash of the one before it."""
ATTEMPTS = 12
"""How often an entry is tried whose chain another one was appended to in the meantime."""


class AuditEntry(Frozen):
    """Who did what to whom. ``subject`` is an id (of a candidate, an application, an interview, a user, a setting).

    ``detail`` says more in ids, codes and numbers: no names, no words of anybody. ``candidate_id`` names the person
    whose data it was, where it was somebody's.
    """

    entry_id: str
    tenant_id: TenantId
    at: datetime
    actor: str
    """The identity provider's ``sub``, ``candidate:<id>``, ``operator:<name>`` or ``system:<handler>``."""
    action: Action | str
    subject: str
    candidate_id: str | None = None
    detail: dict[str, Plain] = Field(default_factory=dict)


class Chained(Frozen):
    """An entry in its chain."""

    chain: int
    number: int
    previous: str
    entry: AuditEntry
    hash: str

    @property
    def computed(self) -> str:
        """The hash that the entry must have, SHA-256 in hex over number, previous hash and content."""
        content = json.dumps(self.entry.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{self.chain}\n{self.number}\n{self.previous}\n{content}".encode()).hexdigest()


class AuditTrail:
    """Appends to a tenant's audit log."""

    def __init__(self, table: TenantTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def entry(
        self,
        actor: Caller | str,
        action: Action | str,
        subject: str,
        *,
        candidate_id: str | None = None,
        detail: Mapping[str, Plain] | None = None,
    ) -> AuditEntry:
        """Return an entry of now, to be recorded."""
        return AuditEntry(
            entry_id=new_id("aud"),
            tenant_id=self._table.tenant_id,
            at=self._clock.now(),
            actor=actor if isinstance(actor, str) else actor.user_id,
            action=action,
            subject=subject,
            candidate_id=candidate_id,
            detail=dict(detail or {}),
        )

    def record(self, entry: AuditEntry) -> None:
        """Append an entry by itself: before personal data is shown. Raises ``Unavailable``: then nothing is shown."""
        self.transact((), entry)

    def transact(self, writes: Sequence[Write], entry: AuditEntry) -> None:
        """Append an entry in one transaction with the change that it tells about.

        Raises:
            ConditionFailed: a condition of ``writes`` did not hold; its ``failed`` are positions in ``writes``.
            Unavailable: nothing was written.
        """
        for attempt in range(ATTEMPTS):
            chain = random.randrange(CHAINS)
            try:
                self._table.transact([*writes, *self._links(chain, entry)])
            except ConditionFailed as error:
                ours = tuple(place for place in error.failed if place < len(writes))
                if ours:
                    raise ConditionFailed(ours) from error
                time.sleep(random.uniform(0, 0.01 * 2 ** min(attempt, 5)))
            else:
                return
        raise unavailable("The audit log")

    def _links(self, chain: int, entry: AuditEntry) -> list[Write]:
        pk = chain_pk(self._table, chain)
        head = self._table.get(pk, "HEAD")
        number = int(head["number"]) + 1 if head else 1
        link = Chained(chain=chain, number=number, previous=str(head["hash"]) if head else FIRST, entry=entry, hash="")
        item = {
            "PK": pk,
            "SK": f"ENTRY#{number:012d}",
            "link": link.model_copy(update={"hash": link.computed}).model_dump_json(),
            **index_keys(self._table, entry),
        }
        unchanged = Attr("number").eq(number - 1) if head else Attr("PK").not_exists()
        return [
            Put(item, Attr("PK").not_exists()),
            Update(pk, "HEAD", set={"number": number, "hash": link.computed}, condition=unchanged),
        ]


def index_keys(table: TenantTable, entry: AuditEntry) -> dict[str, str]:
    """Return the keys by which an entry is listed: of its candidate (or subject), and of the whole tenant."""
    moment = f"{entry.at.isoformat()}#{entry.entry_id}"
    return {
        "GSI1PK": table.pk(f"AUDITED#{entry.candidate_id or entry.subject}"),
        "GSI1SK": moment,
        "GSI2PK": table.pk("AUDITED"),
        "GSI2SK": moment,
    }


def chain_pk(table: TenantTable, chain: int) -> str:
    """Return the partition of one chain."""
    return table.pk(f"AUDIT#{chain}")
