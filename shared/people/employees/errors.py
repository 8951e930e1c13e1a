"""What can be wrong with a wish about an employee, in words."""

from datetime import date

from shared.kernel.errors import Conflict, Invalid, NotFound


class NoSuchEmployee(NotFound):
    """There is none, or not for this caller."""

    code = "no_such_employee"

    def __init__(self) -> None:
        super().__init__(
            "There is no such employee. 没有该员工。", "Check the id in the list of employees. 请核对员工编号。"
        )


class NotInThisStatus(Conflict):
    """The employment does not stand so that this could be done."""

    code = "employee_status"

    def __init__(self, status: str, needed: str) -> None:
        super().__init__(
            f"The employee is {status}; this needs {needed}. 员工当前状态不允许此操作。",
            "Read the employee again; a first day is confirmed before anything changes. 请先确认入职,再作变更。",
        )


class TooEarly(Invalid):
    """A day lies before the first one."""

    code = "before_the_start"

    def __init__(self, day: date, start: date) -> None:
        super().__init__(
            f"{day} is before the first day of the employment, {start}. 日期早于入职日期。",
            "Give a day from the first one on. 请填写入职日或之后的日期。",
        )


class StillRequired(Conflict):
    """Something must be done before the employment can begin."""

    code = "onboarding_required"

    def __init__(self, open_tasks: tuple[str, ...]) -> None:
        super().__init__(
            f"Required before the first day, and open: {', '.join(open_tasks)}. 入职必办事项尚未完成。",
            "Complete these tasks of the onboarding, or have them waived with a reason. 请完成或注明原因后豁免。",
        )
        self.open_tasks = open_tasks


class StaffNumberTaken(Conflict):
    """Another employee has the number."""

    code = "staff_number_taken"

    def __init__(self, number: str) -> None:
        super().__init__(f"Another employee has the number {number}. 工号已被使用。", "Give another one. 请更换工号。")
