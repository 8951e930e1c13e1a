"""Use cases: meter an interview, enter a cost, note a course and a hire, sum them up. Each source counts once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shared.assessment.contracts import AnswerAssessed, AnswerSettled
from shared.finance.accounts.store import DatedStore
from shared.finance.costs.metering import used_by
from shared.finance.costs.model import Cost, CostOrder, Scope, Totals, Used, cost_id_of, summed
from shared.finance.costs.prices import PriceList
from shared.finance.costs.store import CostStore
from shared.finance.vouchers.desk import Documents
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.clock import Clock
from shared.kernel.errors import NotFound
from shared.kernel.ids import EmployeeId, InterviewId, PositionId, new_id
from shared.kernel.request import Request
from shared.people.contracts import Hired, TrainingCompleted
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller
from shared.recruiting.contracts import CandidateInvited
from shared.tenancy.contracts import TenantSettings, settings_key

METER, PEOPLE = "system:meter_interview", "system:follow_people"
Allowed = Callable[[Cost], None]


@dataclass(frozen=True)
class CostDesk:
    """What use cases of costs work with."""

    costs: CostStore
    prices: DatedStore[PriceList]
    documents: Documents
    trail: AuditTrail
    clock: Clock


def meter_answer(settled: AnswerSettled, desk: CostDesk) -> list[Cost]:
    """Record what an assessed answer used. An answer that is assessed anew costs anew; the same assessment once.

    Raises ``Unavailable``. An answer without an assessment, or of somebody who was erased, costs nothing.
    """
    if settled.document is None:
        return []
    try:
        answer = desk.documents.get_document(settled.document, AnswerAssessed)
        plan = desk.documents.get_document(plan_key(settled.tenant_id, settled.interview_id), InterviewPlan)
        tenant = desk.documents.get_document(settings_key(settled.tenant_id), TenantSettings)
    except NotFound:
        return []
    used = used_by(answer, tenant.policy.retention_days)
    made = _priced(
        used,
        f"answer/{settled.document.sha256}",
        settled.interview_id,
        plan.position_id,
        plan.department,
        settled.occurred_at,
        desk,
    )
    return _metered(made, settled.interview_id, desk)


def meter_invitation(invited: CandidateInvited, desk: CostDesk) -> list[Cost]:
    """Record the message that invited somebody; reminders are in its price. Raises ``Unavailable``."""
    used = [Used(kind="message", unit="message", quantity=Decimal(1))]
    source, at = f"invitation/{invited.invitation_id}", invited.occurred_at
    made = _priced(used, source, invited.interview_id, invited.position_id, None, at, desk)
    return made if made and desk.costs.record(made, [each.event(desk.costs.tenant_id) for each in made]) else []


def training_completed(done: TrainingCompleted, desk: CostDesk) -> bool:
    """Record what a course cost; False where it is known, or cost nothing."""
    if done.cost_fen == 0:
        return False
    tenant_id = desk.costs.tenant_id
    source = f"training/{done.employee_id}/{done.course_id}/{done.completed_on}"
    cost = Cost(
        cost_id=cost_id_of(tenant_id, source),
        kind="training",
        amount_fen=done.cost_fen,
        on=done.completed_on,
        department=done.department,
        employee_id=done.employee_id,
        about=f"course/{done.course_id}",
        recorded_by=PEOPLE,
        recorded_at=desk.clock.now(),
    )
    return desk.costs.record([cost], [cost.event(tenant_id)])


def somebody_hired(hired: Hired, desk: CostDesk) -> bool:
    """Count a hire; False where it is counted. Raises ``Unavailable``."""
    return desk.costs.hired(hired.employee_id, hired.department, hired.position_id, f"{hired.start_date:%Y-%m}")


def record_cost(
    order: CostOrder, request: Request | None, who: Caller, desk: CostDesk, allowed: Allowed = lambda _cost: None
) -> Cost:
    """Enter a cost. The same request again returns the same one.

    Raises what ``allowed`` raises (a budget that blocks), ``KeyReused``, ``Unavailable``.
    """
    if (known := desk.costs.done(request)) and (there := desk.costs.cost(known)):
        return there
    cost = Cost(
        cost_id=new_id("cst"),
        kind=order.kind,
        amount_fen=order.amount_fen,
        on=order.on,
        department=order.department,
        position_id=PositionId(order.position_id) if order.position_id else None,
        campaign=order.campaign,
        employee_id=EmployeeId(order.employee_id) if order.employee_id else None,
        about=order.about,
        recorded_by=who.user_id,
        recorded_at=desk.clock.now(),
    )
    allowed(cost)
    detail: dict[str, str | int] = {"kind": cost.kind, "amount_fen": cost.amount_fen}
    entry = desk.trail.entry(who, "record_cost", cost.cost_id, detail=detail)
    events = [cost.event(desk.costs.tenant_id)]
    if not desk.costs.record([cost], events, entry=entry, request=request) and request is not None:
        known = desk.costs.done(request)
        return (desk.costs.cost(known) if known else None) or cost
    return cost


def totals_of(scope: Scope, of: str, first: str, last: str, desk: CostDesk) -> tuple[Totals, dict[str, Totals]]:
    """Return the sums of a scope over months, together and each. One query."""
    by_month = desk.costs.totals(scope, of, first, last)
    return summed(by_month.values()), by_month


def _priced(
    used: list[Used],
    source: str,
    interview_id: InterviewId,
    position_id: PositionId,
    department: str | None,
    at: datetime,
    desk: CostDesk,
) -> list[Cost]:
    prices = desk.prices.on(at.date()).content
    costs = [
        Cost(
            cost_id=cost_id_of(desk.costs.tenant_id, f"{source}/{each.unit}"),
            kind=each.kind,
            amount_fen=prices.cost(each),
            on=at.date(),
            department=department,
            position_id=position_id,
            about=f"interview/{interview_id}",
            quantity=each.quantity,
            unit=each.unit,
            price=prices.price(each.unit),
            recorded_by=METER,
            recorded_at=desk.clock.now(),
        )
        for each in used
    ]
    return [cost for cost in costs if cost.amount_fen]


def _metered(costs: list[Cost], interview_id: InterviewId, desk: CostDesk) -> list[Cost]:
    events = [cost.event(desk.costs.tenant_id) for cost in costs]
    for _attempt in range(2):  # another answer of the interview may have been the first one in the meantime
        if not costs or desk.costs.cost(costs[0].cost_id) is not None:
            return []
        if desk.costs.record(costs, events, interview=interview_id):
            return costs
    return []
