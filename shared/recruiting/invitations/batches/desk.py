"""What use cases of batches work with."""

from dataclasses import dataclass

from shared.kernel.ids import new_id
from shared.recruiting.invitations.batches.contracts import InvitationBatchDue
from shared.recruiting.invitations.batches.model import Batch
from shared.recruiting.invitations.batches.store import BatchStore
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.errors import NoSuchBatch


@dataclass(frozen=True)
class BatchDesk:
    """The desk of invitations, and the batches."""

    desk: InvitationDesk
    batches: BatchStore

    def found(self, batch_id: str) -> Batch:
        """Return a batch. Raises ``NoSuchBatch``."""
        batch = self.batches.batch(batch_id)
        if batch is None:
            raise NoSuchBatch(batch_id)
        return batch

    def due(self, batch: Batch) -> InvitationBatchDue:
        """Return the event that has a worker take the batch's next turn."""
        return InvitationBatchDue(
            event_id=new_id("evt"),
            tenant_id=self.batches.tenant_id,
            occurred_at=self.desk.clock.now(),
            batch_id=batch.batch_id,
            turn=batch.turn,
        )
