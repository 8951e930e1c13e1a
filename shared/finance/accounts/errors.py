"""What can stand in the way of finding an account, in words of both languages."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.errors import Conflict, Invalid

USES_ZH = {"expense": "费用", "payable": "应付", "withheld": "代扣", "bank": "银行"}


class MappingMissing(Conflict):
    """No rule says where this is booked. Nothing was made."""

    code = "mapping_missing"

    def __init__(self, use: str, component: str, cost_centre: str) -> None:
        super().__init__(
            f"No rule says to which account ({use}) the component {component} of the cost centre {cost_centre} is "
            f"booked. 成本中心“{cost_centre}”的项目“{component}”没有{USES_ZH.get(use, use)}科目映射。",
            "Add a rule for it to the mapping, then book again. 请补充科目映射后重新生成凭证。",
        )
        self._about = {"use": use, "component": component, "cost_centre": cost_centre}

    @property
    def members(self) -> dict[str, Any]:
        return dict(self._about)


class AccountUnknown(Invalid):
    """The chart has no such account, or it has others below it."""

    code = "account_unknown"

    def __init__(self, numbers: Sequence[str]) -> None:
        named = ", ".join(numbers)
        super().__init__(
            f"These are no accounts of the chart that can be booked to: {named}. "
            f"科目表中没有可记账的明细科目:{named}。",
            "Add them to the chart, or map to accounts without others below them. 请在科目表中增加,或映射到末级科目。",
        )
        self._numbers = list(numbers)

    @property
    def members(self) -> dict[str, Any]:
        return {"accounts": self._numbers}


class NotEffective(Invalid):
    """Versions begin on a day, and an older one cannot be slipped in under what was booked by it."""

    code = "not_effective"

    def __init__(self, given: str, newest: str) -> None:
        super().__init__(
            f"A version from {given} would stand before the newest one, which holds from {newest}. "
            f"新版本的生效日 {given} 早于现行版本的 {newest}。",
            "Let it begin on the same day or later: vouchers of earlier days keep what they were made with. "
            "请将生效日设为同日或更晚。",
        )
