"""Use case: what a candidate handed in, to be watched and listened to; also where people alone judge."""

from collections.abc import Sequence
from datetime import datetime

from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.ports import Documents
from shared.interview.contracts import Medium, UploadReceipt
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId


class Recording(Frozen):
    """The last recording of an answer. ``late``: it arrived after its time, and a person decides whether it counts."""

    answer_id: str
    medium: Medium
    content_type: str
    attempt: int
    received_at: datetime
    late: bool
    address: str


def recordings(interview_id: InterviewId, desk: PanelDesk, seconds: int) -> list[Recording]:
    """Return the last recording of each answer, in the order of the questions, with an address good for ``seconds``.

    The receipts say which uploads there are, whichever path the candidate chose. Raises ``NoSuchInterview``,
    ``Forbidden``, ``Unavailable``.
    """
    plan, _panel = desk.opened(interview_id, "read_recording")
    desk.read("read_recording", plan)
    documents = desk.interviews.documents
    found: dict[str, list[UploadReceipt]] = {}
    for key in documents.keys(f"receipts/{plan.tenant_id}/{interview_id}/"):
        receipt = documents.get_document(key, UploadReceipt)
        found.setdefault(receipt.answer_id, []).append(receipt)
    last = [_last(found.get(answer_id, []), documents) for answer_id in plan.answer_ids]
    return [_recording(receipt, documents.address(receipt.upload_key, seconds)) for receipt in last if receipt]


def _last(receipts: Sequence[UploadReceipt], documents: Documents) -> UploadReceipt | None:
    """A receipt is written before its recording is there, so the last one may be of an upload that never ended."""
    newest = sorted(receipts, key=lambda each: (each.attempt, each.received_at), reverse=True)
    return next((each for each in newest if documents.head(each.upload_key) is not None), None)


def _recording(receipt: UploadReceipt, address: str) -> Recording:
    return Recording(
        answer_id=receipt.answer_id,
        medium=receipt.medium,
        content_type=receipt.content_type,
        attempt=receipt.attempt,
        received_at=receipt.received_at,
        late=receipt.late,
        address=address,
    )
