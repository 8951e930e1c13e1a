"""Use cases: verify a tenant's audit log, and anchor it."""

from shared.kernel.clock import Clock
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId
from shared.platform.audit import CHAINS
from shared.tenancy.audit.anchors import AuditAnchor, BrokenAnchor, anchored, next_anchor, verify_anchors
from shared.tenancy.audit.store import AuditLog
from shared.tenancy.audit.verification import VerifiedChain, verify_chain


class Verified(Frozen):
    """What was found in a tenant's audit log."""

    tenant_id: TenantId
    chains: tuple[VerifiedChain, ...]
    anchors: int
    broken_anchor: BrokenAnchor | None

    @property
    def holds(self) -> bool:
        """True where every entry is as it was written, none is missing, and the anchors agree."""
        return self.broken_anchor is None and all(chain.broken is None for chain in self.chains)

    @property
    def entries(self) -> int:
        """How many entries hold."""
        return sum(chain.links for chain in self.chains)


def verify(log: AuditLog) -> Verified:
    """Recompute every chain of a tenant and compare it with the anchors. Reads page by page; changes nothing.

    The anchors are read first: what is written meanwhile only makes a chain longer.
    """
    anchors = log.anchors()
    return Verified(
        tenant_id=log.tenant_id,
        chains=tuple(_verified(log, chain, anchors) for chain in range(CHAINS)),
        anchors=len(anchors),
        broken_anchor=verify_anchors(anchors, log.tenant_id),
    )


def _verified(log: AuditLog, chain: int, anchors: list[AuditAnchor]) -> VerifiedChain:
    kept = anchored((each for each in anchors if chain in each.heads), chain)
    return verify_chain(chain, log.tenant_id, log.rows(chain), lambda: log.head(chain), kept)


def anchor(log: AuditLog, clock: Clock) -> AuditAnchor:
    """Copy the heads of all chains into the bucket; once a day, and the first of the day stands."""
    today = clock.now().date()
    before = log.last_anchor()
    if before is not None and before.day >= today:
        return before
    return log.anchor(next_anchor(log.tenant_id, today, log.heads(), before))
