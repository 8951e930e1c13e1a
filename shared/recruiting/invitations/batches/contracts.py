"""What recruiting publishes of batches: that a turn of one is to be worked at."""

from typing import ClassVar

from shared.kernel.events import Event


class InvitationBatchDue(Event):
    """``recruiting/invitation_batch_due`` v1: recipients of a batch are to be invited; ``turn`` numbers the turns.

    It comes from the outbox when a batch begins or goes on; the worker queues its further turns itself. A turn that
    was worked at does nothing when it comes again.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "invitation_batch_due"

    batch_id: str
    turn: int
