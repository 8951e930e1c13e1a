"""Notices to the tenant's connections that asked for them: webhooks and files."""

import json
from dataclasses import dataclass
from typing import cast

from shared.finance.connections.service import ConnectionDesk
from shared.finance.connectors.errors import NotConfigured
from shared.finance.connectors.port import Messenger
from shared.finance.connectors.port import Notice as Message
from shared.finance.notices.model import Notice


@dataclass(frozen=True)
class ConnectionMessengers:
    """``Messengers`` over the tenant's connections."""

    connections: ConnectionDesk

    def listeners(self) -> list[str]:
        """See ``Messengers``."""
        held = self.connections.connections.all()
        return [each.name for each in held if each.enabled and "salary_changes" in each.wants]

    def tell(self, name: str, notice: Notice) -> None:
        """See ``Messengers``."""
        connector = self.connections.open(name)
        if not hasattr(connector, "tell"):
            raise NotConfigured(connector.kind, "it takes vouchers alone")
        message = Message(notice.notice_id, notice.kind, notice.made_at, json.loads(notice.body))
        cast("Messenger", connector).tell(message)
