"""What can stand in the way of a connection, in words of both languages."""

from shared.kernel.errors import Invalid, NotFound
from shared.kernel.ids import TenantId


class NoSuchConnection(NotFound):
    """The tenant has no such connection."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no connection {name}. 没有名为 {name} 的连接。", "List the connections. 请查看连接列表。"
        )


class ForeignSecret(Invalid):
    """The secret is not this company's by its name."""

    code = "foreign_secret"

    def __init__(self, tenant_id: TenantId) -> None:
        super().__init__(
            f"Only secrets named bole/{tenant_id}/… can be used. 只能使用名称以 bole/{tenant_id}/ 开头的密钥。",
            "Create the secret under that name, or enter its value. 请以该名称创建密钥,或直接录入密钥内容。",
        )
