"""What can stand in the way of a budget, in words of both languages."""

from typing import Any

from shared.kernel.errors import Conflict, NotFound
from shared.kernel.money import written


class NoSuchBudget(NotFound):
    """The tenant has no such budget."""

    def __init__(self, budget_id: str) -> None:
        super().__init__(f"There is no budget {budget_id}. 没有该预算。", "List the budgets. 请查看预算列表。")


class BudgetExceeded(Conflict):
    """The budget blocks what goes over its plan."""

    code = "budget_exceeded"

    def __init__(self, budget_id: str, name: str, free_fen: int, asked_fen: int) -> None:
        super().__init__(
            f"The budget {name} has {written(free_fen)} left, and this costs {written(asked_fen)}. "
            f"预算“{name}”余额 {written(free_fen)},本次费用 {written(asked_fen)},超出预算。",
            "Raise the budget, or let it warn instead of block. 请调整预算,或改为仅提醒。",
        )
        self._about = {"budget_id": budget_id, "free_fen": free_fen, "asked_fen": asked_fen}

    @property
    def members(self) -> dict[str, Any]:
        return dict(self._about)
