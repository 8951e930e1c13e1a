"""What can stand in the way of a run, in words of both languages."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchRun(NotFound):
    """There is no such run in this company."""

    code = "no_such_run"

    def __init__(self) -> None:
        super().__init__(
            "There is no such payroll run. 没有此工资批次。",
            "List the runs, and take its id from there. 请在批次列表中选择。",
        )


class NoSuchSlip(NotFound):
    """The employee has no slip in this run."""

    code = "no_such_slip"

    def __init__(self) -> None:
        super().__init__(
            "This employee has no salary slip in this run. 该员工在此批次中没有工资单。",
            "Look whether the employee was left out, and why. 请查看未计入名单及原因。",
        )


class WrongState(Conflict):
    """The run is not in the state that this act needs."""

    code = "run_wrong_state"

    def __init__(self, act: str, state: str, wanted: Sequence[str]) -> None:
        super().__init__(
            f"The run is {state}; to {act} it, it must be {' or '.join(wanted)}. 批次状态为 {state}，不能执行。",
            "Read the run, and do what comes next. 请查看批次并执行下一步。",
        )
        self._members = {"state": state, "act": act, "wanted": list(wanted)}

    @property
    def members(self) -> dict[str, Any]:
        return self._members


class RunLocked(WrongState):
    """The run was approved: it never changes again."""

    code = "run_locked"

    def __init__(self, act: str, state: str) -> None:
        super().__init__(act, state, ("not approved yet",))
        self.problem = "The run was approved and does not change any more. 批次已审批，不能再修改。"
        self.remedy = "Reverse it, and make a new run. 请红冲该批次后重新建立批次。"


class RunOpen(Conflict):
    """Another run of the same month is not closed yet."""

    code = "run_open"

    def __init__(self, run_id: str, period: str) -> None:
        super().__init__(
            f"The run {run_id} of {period} is still open. {period} 已有未完成的批次。",
            "Approve or cancel it first. 请先审批或取消该批次。",
        )
        self._run_id = run_id

    @property
    def members(self) -> dict[str, Any]:
        return {"run_id": self._run_id}


class PaidAlready(Conflict):
    """The month has a regular run that was approved and not reversed."""

    code = "period_has_run"

    def __init__(self, run_id: str, period: str) -> None:
        super().__init__(
            f"{period} was paid by the run {run_id}. {period} 的工资已由批次 {run_id} 发放。",
            "Pay more by an off-cycle run, or reverse that one first. 请使用补发批次，或先红冲原批次。",
        )
        self._run_id = run_id

    @property
    def members(self) -> dict[str, Any]:
        return {"run_id": self._run_id}


class ApproverIsPreparer(Forbidden):
    """Whoever prepared a run does not approve it."""

    code = "approver_is_preparer"

    def __init__(self) -> None:
        super().__init__(
            "You prepared this run; another person approves it. 制单人不能审批自己的批次。",
            "Ask a colleague who may approve payroll. 请由另一位有审批权限的同事审批。",
        )


class FaultsStand(Conflict):
    """Employees could not be reckoned, and nobody excluded them."""

    code = "faults_stand"

    def __init__(self, standing: int, first: Sequence[str]) -> None:
        super().__init__(
            f"{standing} employees could not be reckoned. 有 {standing} 名员工无法计算。",
            "Correct their data and calculate again, or exclude each by name with a reason. "
            "请更正数据后重新计算，或逐一注明原因予以排除。",
        )
        self._members = {"standing": standing, "employees": list(first)}

    @property
    def members(self) -> dict[str, Any]:
        return self._members


class OlderGround(Conflict):
    """Something that the slips rest on changed after they were reckoned."""

    code = "calculated_on_older_data"

    def __init__(self, what: str, zh: str) -> None:
        super().__init__(
            f"{what} changed after the run was calculated. 计算之后{zh}已变更。",
            "Calculate the run again, and review it anew. 请重新计算并复核。",
        )


class NobodyPaid(Conflict):
    """The run has no slip."""

    code = "run_empty"

    def __init__(self) -> None:
        super().__init__(
            "The run has no salary slip. 批次中没有工资单。", "Cancel it, or add employees. 请取消该批次或添加员工。"
        )


class NotTheNewest(Conflict):
    """Later runs rest on this one: the tax of a year is reckoned month upon month."""

    code = "later_runs_rest_on_it"

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"The run {run_id} was approved later and rests on this one. 后续批次 {run_id} 以此批次为基础。",
            "Reverse that one first; or correct by arrears in the next run. 请先红冲后续批次，或在下一批次中补差。",
        )
        self._run_id = run_id

    @property
    def members(self) -> dict[str, Any]:
        return {"run_id": self._run_id}


class ReversedAlready(Conflict):
    """The run was reversed before."""

    code = "run_reversed"

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"The run was reversed by {run_id}. 该批次已由 {run_id} 红冲。", "Make a new run. 请建立新的批次。"
        )


class ReversalIsWhole(Conflict):
    """A reversal takes back the whole run."""

    code = "reversal_is_whole"

    def __init__(self) -> None:
        super().__init__(
            "A reversal takes back every slip. 红冲批次须整批冲销，不能排除员工。",
            "Reverse the whole run, and pay the others by the new one. 请整批红冲后在新批次中发放。",
        )


class NotInRun(Invalid):
    """What is asked for an employee who is not in this run."""

    code = "employee_not_in_run"

    def __init__(self, employee_id: str) -> None:
        super().__init__(
            f"{employee_id} is not in this run. {employee_id} 不在此批次中。",
            "Take the employee's id from the run's lists. 请从批次名单中选择员工。",
        )


class PeriodClosed(Conflict):
    """The inputs of a month that was paid do not change any more."""

    code = "period_closed"

    def __init__(self, period: str) -> None:
        super().__init__(
            f"{period} was paid, and its inputs do not change any more. {period} 的工资已审批，录入已关闭。",
            "Enter it as a correction of the next month, or make an off-cycle run. 请在下月更正，或建立补发批次。",
        )


class BeingCalculated(Conflict):
    """The month is being calculated at this moment."""

    code = "period_being_calculated"

    def __init__(self, period: str) -> None:
        super().__init__(
            f"{period} is being calculated at this moment. {period} 正在计算。", "Try again in a minute. 请稍后重试。"
        )
