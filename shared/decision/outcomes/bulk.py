"""Use case: the same decision about many, each of them a record of its own with the reason."""

from collections.abc import Callable

from shared.decision.outcomes.desk import DecisionDesk
from shared.decision.outcomes.model import Decision
from shared.decision.outcomes.orders import BulkItem, BulkOrder, DecisionOrder
from shared.decision.outcomes.service import decide
from shared.kernel.errors import BoleError, Invalid, Unavailable
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.kernel.request import Request


class BulkFault(Frozen):
    """Why one of them was not decided."""

    status: int
    code: str
    problem: str
    remedy: str


class BulkResult(Frozen):
    """What became of one: a decision, or a fault."""

    interview_id: str
    decision: Decision | None = None
    fault: BulkFault | None = None


class BulkOutcome(Frozen):
    """What became of all, in the order they were given in."""

    bulk_id: str
    decided: int
    refused: int
    results: tuple[BulkResult, ...]


def decide_all(order: BulkOrder, key: str | None, desk: DecisionDesk, in_time: Callable[[], bool]) -> BulkOutcome:
    """Decide about each; one that cannot be decided stops none of the others.

    Sent again with the same key, it goes on where it stopped and decides about nobody twice; those for whom the time
    was over (``in_time``) have a fault that says so. Raises ``Invalid`` without a key, and where somebody is named
    twice.
    """
    if key is None:
        raise Invalid(
            "Decisions about many need an Idempotency-Key. 批量决定需要 Idempotency-Key。",
            "Send one, for example a UUID, and the same one when you send it again. 请附上该请求头,重试时保持不变。",
        )
    ids = [item.interview_id for item in order.items]
    if len(set(ids)) < len(ids):
        raise Invalid("An interview is named twice. 面试重复。", "Name each once. 每个面试只能出现一次。")
    whole = Request.of("decide_all", f"{desk.panel.who.user_id}/{key}", order)
    bulk_id = f"blk_{whole.name[:26]}" if whole else ""
    results = tuple(
        _one(item, order, key, bulk_id, desk) if in_time() else _faulty(item, _not_begun()) for item in order.items
    )
    decided = sum(result.decision is not None for result in results)
    return BulkOutcome(bulk_id=bulk_id, decided=decided, refused=len(results) - decided, results=results)


def _one(item: BulkItem, order: BulkOrder, key: str, bulk_id: str, desk: DecisionDesk) -> BulkResult:
    single = DecisionOrder(
        outcome=order.outcome,
        reason_codes=order.reason_codes,
        note=order.note,
        at_node=item.at_node,
        report_revision=item.report_revision,
    )
    request = Request.of("decide_in_bulk", f"{desk.panel.who.user_id}/{key}/{item.interview_id}", single)
    try:
        decision = decide(InterviewId(item.interview_id), single, request, desk, bulk_id=bulk_id)
    except BoleError as error:
        return _faulty(item, error)
    return BulkResult(interview_id=item.interview_id, decision=decision)


def _faulty(item: BulkItem, error: BoleError) -> BulkResult:
    fault = BulkFault(status=error.status, code=error.code, problem=error.problem, remedy=error.remedy)
    return BulkResult(interview_id=item.interview_id, fault=fault)


def _not_begun() -> Unavailable:
    return Unavailable(
        "The time of one request was over before this one. 单次请求时间已到,此项尚未处理。",
        "Send the same again with the same Idempotency-Key. 请使用相同的 Idempotency-Key 重新提交。",
    )
