"""What can stand in the way of a commitment, in words of both languages."""

from shared.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from shared.kernel.money import written


class BudgetExceeded(Conflict):
    """The requisition's budget does not pay for it."""

    code = "budget_exceeded"

    def __init__(self, budget_fen: int, held_fen: int, asked_fen: int) -> None:
        budget, held, asked = written(budget_fen), written(held_fen), written(asked_fen)
        super().__init__(
            f"The budget of a year is {budget}, offers hold {held} of it, and this one costs {asked}. "
            f"年度预算 {budget} 元，已占用 {held} 元，本次录用需 {asked} 元。",
            "Lower the pay, withdraw another offer, or ask for another requisition. "
            "请降低薪酬、撤回其他录用，或另行提交招聘需求。",
        )


class HeadcountTaken(Conflict):
    """Offers hold all heads of the requisition."""

    code = "headcount_taken"

    def __init__(self, headcount: int) -> None:
        super().__init__(
            f"{headcount} heads were approved, and offers hold all of them. 已批准 {headcount} 人，名额已全部占用。",
            "Wait for an answer, withdraw another offer, or ask for another requisition. "
            "请等待候选人答复、撤回其他录用，或另行提交招聘需求。",
        )


class VacanciesTaken(Conflict):
    """Offers hold all vacancies of the position."""

    code = "vacancies_taken"

    def __init__(self, vacancies: int) -> None:
        super().__init__(
            f"The position has {vacancies} vacancies, and offers hold all of them. "
            f"该职位有 {vacancies} 个名额，已全部占用。",
            "Wait for an answer, or withdraw another offer. 请等待候选人答复，或撤回其他录用。",
        )


class NoLedger(NotFound):
    """No approved requisition of this id is known here."""

    code = "no_budget"

    def __init__(self, requisition_id: str) -> None:
        super().__init__(
            f"There is no approved requisition {requisition_id}. 没有已批准的招聘需求 {requisition_id}。",
            "Have it approved first; it is known here moments later. 请先完成招聘需求审批，稍后即可使用。",
        )


class NoRequisition(Invalid):
    """The position was not opened from a requisition, and the order names none."""

    code = "no_requisition"

    def __init__(self) -> None:
        super().__init__(
            "No requisition pays for this offer. 该录用没有对应的招聘需求。",
            "Name an approved one (requisition_id), or let the company's policy allow offers without. "
            "请填写已批准的招聘需求（requisition_id），或在录用设置中允许无需求录用。",
        )


class NotItsRequisition(Invalid):
    """The position was opened from another requisition, or the requisition is of another department."""

    code = "not_its_requisition"

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"This requisition does not pay for the position: that is {wanted}. 招聘需求与职位不符，应为 {wanted}。",
            "Leave requisition_id out, or name that one. 可不填 requisition_id，或填写该需求。",
        )


class LedgerBusy(Unavailable):
    """Many commit to the same requisition at this moment."""

    code = "budget_busy"

    def __init__(self) -> None:
        super().__init__(
            "Others commit to the same budget at this moment. 该预算正被多人同时占用。", "Try again. 请稍后重试。"
        )
