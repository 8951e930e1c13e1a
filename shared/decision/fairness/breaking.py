"""Use case of the bias breaker: each night it audits every position, and stops the proposals that do harm."""

from datetime import timedelta

from shared.decision.fairness.audit import AuditScope, bias_audit
from shared.decision.fairness.breaker import BiasBreaker, BiasFinding, BreakerEntry, tripped_by
from shared.decision.fairness.contracts import ProposalsStopped
from shared.decision.fairness.desk import FairnessDesk
from shared.kernel.frozen import Frozen
from shared.kernel.ids import PositionId, new_id

NIGHT = "system:break_bias"
TO_THE_END = timedelta(microseconds=1)
"""What was assessed at this very moment counts, too."""


class Checked(Frozen):
    """What a night did for one tenant, in positions."""

    checked: int = 0
    stopped: int = 0
    already_stopped: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(**{name: getattr(self, name) + getattr(other, name) for name in Checked.model_fields})


def check_position(position_id: PositionId, desk: FairnessDesk) -> Checked:
    """Audit a position as of now, and stop its proposals where a finding says so. Run twice, it stops once.

    Raises ``Unavailable``.
    """
    breaker = desk.breakers.get(position_id)
    if breaker.stopped:
        return Checked(checked=1, already_stopped=1)
    findings = findings_of(breaker, desk)
    if not findings:
        return Checked(checked=1)
    now = desk.clock.now()
    changed = desk.breakers.change(
        breaker.stop(findings, now),
        BreakerEntry(at=now, what="stopped", by=NIGHT, findings=findings),
        ProposalsStopped(
            event_id=new_id("evt"),
            tenant_id=desk.tenant_id,
            occurred_at=now,
            position_id=position_id,
            findings=findings,
        ),
        desk.trail.entry(NIGHT, "stop_proposals", position_id, detail={"findings": len(findings)}),
    )
    return Checked(checked=1, stopped=int(changed))


def findings_of(breaker: BiasBreaker, desk: FairnessDesk) -> tuple[BiasFinding, ...]:
    """Return what would stop the position's proposals now."""
    position_id, now = breaker.position_id, desk.clock.now()
    facts = desk.facts.of_position(position_id)
    told = {one.candidate_id: one for one in desk.told.of_position(position_id)}
    scope = AuditScope(desk.tenant_id, desk.jurisdiction, position_id, breaker.window(now), now + TO_THE_END)
    return tripped_by(bias_audit(scope, facts, told, now))
