"""What can stand in the way of a change to an employee's payroll file, in words of both languages."""

from shared.kernel.errors import Invalid, NotFound, Unavailable


class NoSuchFile(NotFound):
    """Payroll knows no such employee."""

    code = "no_such_payroll_file"

    def __init__(self) -> None:
        super().__init__(
            "Payroll knows no such employee. 薪资系统中没有此员工。",
            "The file comes by itself when somebody is hired; check the id. 员工入职后自动建档，请核对编号。",
        )


class FileAwaited(Unavailable):
    """An event about somebody came before the terms did: it is tried again."""

    code = "payroll_file_awaited"

    def __init__(self) -> None:
        super().__init__(
            "The employee's terms have not arrived yet. 员工的任职条款尚未到达。",
            "Deliver the event again. 请稍后重新投递。",
        )


class WrongAccount(Invalid):
    """The number of a bank account cannot be one."""

    code = "wrong_account_number"

    def __init__(self) -> None:
        super().__init__(
            "The account number has digits only, 8 to 34 of them (an IBAN may have letters). "
            "账号须为 8 至 34 位数字（IBAN 可含字母）。",
            "Check the number. 请核对账号。",
        )
