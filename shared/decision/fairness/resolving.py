"""Use case of the bias breaker: an administrator has looked, and proposals go on."""

from shared.decision.fairness.breaker import BiasBreaker, BreakerEntry
from shared.decision.fairness.contracts import ProposalsResumed
from shared.decision.fairness.desk import FairnessDesk
from shared.kernel.errors import Conflict
from shared.kernel.ids import PositionId, new_id
from shared.platform.identity import Caller


def resolve(position_id: PositionId, reason: str, who: Caller, desk: FairnessDesk) -> BiasBreaker:
    """Let proposals be made again, with the administrator's reason. Reports made meanwhile stay without a proposal.

    Raises:
        Conflict: proposals are not stopped, or somebody else resolved it just now.
        Unavailable: nothing was changed.
    """
    breaker = desk.breakers.get(position_id)
    if not breaker.stopped:
        raise Conflict(
            "Proposals are not stopped for this position.", "There is nothing to resolve; read its history to see why."
        )
    now = desk.clock.now()
    resumed = breaker.resume(now)
    written = desk.breakers.change(
        resumed,
        BreakerEntry(at=now, what="resumed", by=who.user_id, reason=reason, findings=breaker.findings),
        ProposalsResumed(
            event_id=new_id("evt"), tenant_id=desk.tenant_id, occurred_at=now, position_id=position_id, by=who.user_id
        ),
        desk.trail.entry(who, "manage_fairness", position_id, detail={"revision": resumed.revision}),
    )
    if not written:
        raise Conflict("Somebody else resolved it just now.", "Read its history to see what they found.")
    return resumed
