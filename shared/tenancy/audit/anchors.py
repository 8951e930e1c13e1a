"""Anchors: each night the heads of all chains are copied into the bucket, each copy with the hash of the one before.

So a chain that was cut or written anew is found by whoever compares, unless the bucket's versions were changed too.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pydantic import ConfigDict

from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import TenantId
from shared.platform.audit import CHAINS, FIRST
from shared.tenancy.audit.verification import Head


class AuditAnchor(Published):
    """``tenancy/audit_anchor`` v1: where every chain of a tenant ended on a day. Kept as long as the tenant."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "audit_anchor"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="tenancy/audit_anchor v1")

    tenant_id: TenantId
    day: date
    heads: dict[int, Head]
    """By chain; a chain without an entry has number 0."""
    previous: str = FIRST
    """SHA-256 (hex) of the anchor before this one, as it lies in the bucket; zeros for the first."""

    @property
    def digest(self) -> str:
        """What the next anchor keeps as ``previous``."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class BrokenAnchor(Frozen):
    """The first anchor that does not follow on the one before it."""

    day: date
    problem: str


def anchors_prefix(tenant_id: TenantId) -> str:
    """Return the folder of a tenant's anchors in the bucket."""
    return f"audit/{tenant_id}/anchors/"


def anchor_key(tenant_id: TenantId, day: date) -> str:
    """Return where the anchor of a day lies."""
    return f"audit/{tenant_id}/anchors/{day.isoformat()}.json"


def next_anchor(tenant_id: TenantId, day: date, heads: dict[int, Head], before: AuditAnchor | None) -> AuditAnchor:
    """Return the anchor of ``day``, chained to the one before."""
    return AuditAnchor(tenant_id=tenant_id, day=day, heads=heads, previous=before.digest if before else FIRST)


def verify_anchors(anchors: Iterable[AuditAnchor], tenant_id: TenantId) -> BrokenAnchor | None:
    """Return the first of ``anchors``, oldest first, that does not hold, or None.

    An anchor that was changed shows at the one after it. Links never become fewer from one day to the next.
    """
    before: AuditAnchor | None = None
    for anchor in anchors:
        if anchor.tenant_id != tenant_id or set(anchor.heads) != set(range(CHAINS)):
            return BrokenAnchor(day=anchor.day, problem="It is of another tenant, or does not name every chain.")
        if anchor.previous != (before.digest if before else FIRST):
            return BrokenAnchor(
                day=anchor.day, problem="It does not follow on the anchor before it: one is missing or was changed."
            )
        if before and any(anchor.heads[chain].number < before.heads[chain].number for chain in anchor.heads):
            return BrokenAnchor(day=anchor.day, problem="A chain had fewer entries than on the day before.")
        before = anchor
    return None


def anchored(anchors: Iterable[AuditAnchor], chain: int) -> dict[int, str]:
    """Return the hashes of ``chain`` that ``anchors`` kept, by the number of the link."""
    return {anchor.heads[chain].number: anchor.heads[chain].hash for anchor in anchors if anchor.heads[chain].number}
