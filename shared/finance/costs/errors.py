"""What can stand in the way of a cost, in words of both languages."""

from shared.kernel.errors import NotFound


class NoSuchCost(NotFound):
    """The tenant has no such cost."""

    def __init__(self, cost_id: str) -> None:
        super().__init__(f"There is no cost {cost_id}. 没有该费用。", "Look it up by its month. 请按月份查找。")
