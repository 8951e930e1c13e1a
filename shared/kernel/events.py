"""Events: what a stage tells the others. Source, detail type, version and payload are one object."""

from datetime import datetime
from typing import ClassVar

from shared.kernel.frozen import Published
from shared.kernel.ids import TenantId


class Event(Published):
    """The base of every published event.

    ``stage`` is the bus source (``bole.<stage>``), ``name`` and ``version`` make the detail type
    (``answer_settled.v1``). Delivery is at least once and unordered: ``event_id`` tells copies apart.
    """

    stage: ClassVar[str]
    name: ClassVar[str]
    version: ClassVar[int] = 1

    event_id: str
    tenant_id: TenantId
    occurred_at: datetime

    @classmethod
    def source(cls) -> str:
        return f"bole.{cls.stage}"

    @classmethod
    def detail_type(cls) -> str:
        return f"{cls.name}.v{cls.version}"
