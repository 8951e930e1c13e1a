"""What is published of requisitions: that one was decided. For finance's plan of cost, and for letters."""

from datetime import date
from typing import ClassVar, Literal

from shared.kernel.events import Event
from shared.kernel.ids import RequisitionId


class RequisitionDecided(Event):
    """``recruiting/requisition_decided`` v1: the last step was approved, or a step rejected. Money in fen, a year."""

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "requisition_decided"

    requisition_id: RequisitionId
    outcome: Literal["approved", "rejected"]
    department: str
    headcount: int
    budget_fen: int
    currency: str
    target_date: date | None
    decided_by: str
