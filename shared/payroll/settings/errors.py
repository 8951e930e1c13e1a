"""What can stand in the way of a change to the settings, in words of both languages."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.errors import BoleError, Invalid, NotFound


class NoSuchVersion(NotFound):
    """There is no such version of the settings."""

    code = "no_such_settings_version"

    def __init__(self, version: int) -> None:
        super().__init__(
            f"There is no version {version} of the payroll settings. 薪资设置没有第 {version} 版。",
            "List the versions. 请查看版本列表。",
        )


class WrongRules(Invalid):
    """Components, structures or figures do not fit each other; ``errors`` has each fault."""

    code = "wrong_payroll_rules"

    def __init__(self, faults: Sequence[BoleError]) -> None:
        super().__init__(
            f"The payroll settings have {len(faults)} faults: {faults[0].problem} 薪资设置有 {len(faults)} 处错误。",
            "Correct what errors names, and send it again. 请按提示更正后重新提交。",
        )
        self._faults = faults

    @property
    def members(self) -> dict[str, Any]:
        return {
            "errors": [
                {"code": each.code, "problem": each.problem, "remedy": each.remedy, **each.members}
                for each in self._faults
            ]
        }
