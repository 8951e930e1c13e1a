"""Use case: a candidate hands an answer in. What has arrived is never lost, be it late or joined by a broken call."""

from collections.abc import Sequence

from shared.interview.contracts import UploadReceipt
from shared.interview.errors import ArrivedLate, BytesMissing, NoSuchUpload, PartsGone
from shared.interview.model import Answer, Upload
from shared.interview.ports import Desk
from shared.interview.service.admission import Admitted
from shared.interview.service.handed_in import current, find, shown
from shared.interview.view import UploadView
from shared.kernel.clock import Milliseconds
from shared.kernel.errors import Gone
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId
from shared.recruiting.candidate_token import CandidateToken


class WholeRecording(Frozen):
    """What the browser says of the whole: ``(number, etag)`` of each part, bytes, and its own measure of the length."""

    parts: tuple[tuple[int, str], ...]
    size_bytes: int
    duration_ms: Milliseconds | None = None


def complete_upload(
    token: CandidateToken, answer_id: AnswerId, upload_id: str, whole: WholeRecording, desk: Desk
) -> UploadView:
    """Join the parts: the answer is handed in. Again, it says the same.

    What arrives after ``accepted_until`` is joined and kept too, marked late, and the candidate is told.

    Raises:
        UnknownToken, NotOpened, NoSuchAnswer, NoSuchUpload: as they say.
        BytesMissing: fewer bytes have arrived than the recording has.
        Invalid: the parts do not make a file.
        PartsGone: the store gave the parts up; begin again.
        ArrivedLate: it is kept, and does not count.
        Unavailable: complete it again.
    """
    admitted, answer, upload = find(token, answer_id, upload_id, desk)
    if upload.state == "open":
        receipt = _joined(admitted, answer, upload, whole, desk)
        done = upload.model_copy(
            update={"state": "late" if receipt.late else "completed", "completed_at": receipt.received_at}
        )
        after = answer.model_copy(update={"upload": done, "kept": None if done.state == "completed" else answer.kept})
        if not desk.interviews.change(admitted.invitation.interview_id, answer, after):
            after = desk.interviews.answer(admitted.invitation.interview_id, answer_id)
        upload = current(after, upload_id)
    if upload.state == "aborted":
        raise NoSuchUpload(upload_id)
    if upload.state == "late":
        raise ArrivedLate(admitted.session.plan.accepted_until)
    return shown(upload, desk)


def _joined(admitted: Admitted, answer: Answer, upload: Upload, whole: WholeRecording, desk: Desk) -> UploadReceipt:
    """Join the parts and return the receipt: the first one, where a call before joined them and then broke off."""
    arrived = _arrived_bytes(upload, desk)
    if arrived is None:
        earlier = desk.interviews.receipt(admitted.invitation.interview_id, answer.answer_id, upload.upload_id)
        if earlier is not None and desk.recordings.size(upload.key) is not None:
            return earlier
        raise PartsGone
    if arrived != whole.size_bytes:
        raise BytesMissing(arrived, whole.size_bytes)
    receipt = _receipt(admitted, answer, upload, whole, desk)
    # The receipt first: whoever is told of the object finds it.
    desk.interviews.publish_receipt(receipt)
    _join(upload, whole.parts, desk)
    return receipt


def _arrived_bytes(upload: Upload, desk: Desk) -> int | None:
    try:
        return sum(part.size_bytes for part in desk.recordings.parts(upload.key, upload.multipart_id))
    except Gone:
        return None


def _join(upload: Upload, parts: Sequence[tuple[int, str]], desk: Desk) -> None:
    try:
        desk.recordings.complete(upload.key, upload.multipart_id, parts)
    except Gone:
        # Another call for the same upload was quicker; the recording is there all the same.
        if desk.recordings.size(upload.key) is None:
            raise


def _receipt(admitted: Admitted, answer: Answer, upload: Upload, whole: WholeRecording, desk: Desk) -> UploadReceipt:
    plan, now = admitted.session.plan, desk.clock.now()
    return UploadReceipt(
        tenant_id=plan.tenant_id,
        interview_id=plan.interview_id,
        answer_id=answer.answer_id,
        upload_id=upload.upload_id,
        upload_key=upload.key,
        attempt=upload.attempt,
        medium=upload.medium,
        content_type=upload.content_type,
        size_bytes=whole.size_bytes,
        duration_ms=whole.duration_ms,
        received_at=now,
        late=now > plan.accepted_until,
    )
