"""What can stand in the way of whoever manages staff."""

from shared.kernel.errors import Conflict, NotFound


class NoSuchUser(NotFound):
    """The tenant has no such user."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such user in your company. 贵公司没有该用户。", "List the users. 请查看用户列表。"
        )


class AddressTaken(Conflict):
    """The address cannot be invited: it signs in already, here or elsewhere."""

    code = "address_taken"

    def __init__(self) -> None:
        super().__init__(
            "This address cannot be invited: it has an account already. 该邮箱已有账号,无法邀请。",
            "Use another address, or look for the user in your list. 请更换邮箱,或在用户列表中查找。",
        )


class LastAdministrator(Conflict):
    """A company without an administrator could never have one again."""

    code = "last_administrator"

    def __init__(self) -> None:
        super().__init__(
            "This is your company's last administrator. 这是贵公司最后一位管理员。",
            "Make somebody else an administrator first. 请先指定另一位管理员。",
        )


class ManagedElsewhere(Conflict):
    """The company's own identity provider decides who signs in, and with which roles."""

    code = "managed_elsewhere"

    def __init__(self) -> None:
        super().__init__(
            "Accounts and roles come from your company's own identity provider. 账号与角色由贵公司自有身份系统管理。",
            "Change them there; here a user can be deactivated and reactivated. "
            "请在该系统中修改;在此仅可停用或启用用户。",
        )
