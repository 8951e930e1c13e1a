"""What an upload's receipt says of it."""

from datetime import UTC, datetime

from shared.assessment.model.progress import AnswerState, Take
from shared.assessment.service.scope import Scope
from shared.interview.contracts import UploadReceipt
from shared.interview.keys import UploadKey, read_upload_key, receipt_key
from shared.kernel.errors import NotFound

NEVER = datetime.min.replace(tzinfo=UTC)


def find_receipt(scope: Scope, upload: UploadKey) -> UploadReceipt | None:
    """Return the upload's receipt, or None: an object that came past the interview's own address has none."""
    try:
        return scope.documents.get_document(receipt_key(upload), UploadReceipt)
    except NotFound:
        return None


def take_of(scope: Scope, upload: UploadKey, upload_key: str, size_bytes: int) -> tuple[Take, UploadReceipt | None]:
    """Return the recording that an upload is, and its receipt. Raises ``Unavailable``."""
    receipt = find_receipt(scope, upload)
    if receipt is None:
        return Take(upload_key=upload_key, size_bytes=size_bytes, attempt=0, received_at=NEVER), None
    return (
        Take(
            upload_key=upload_key,
            size_bytes=size_bytes or receipt.size_bytes,
            attempt=receipt.attempt,
            received_at=receipt.received_at,
        ),
        receipt,
    )


def lies_with_people(scope: Scope, state: AnswerState) -> bool:
    """Return whether a recording of the answer lies where people alone look. Raises ``Unavailable``."""
    return bool(scope.documents.keys(f"human/{state.tenant_id}/{state.interview_id}/{state.answer_id}/"))


def newest_take(scope: Scope, state: AnswerState) -> Take | None:
    """Return the last recording of an answer that lies in the bucket, or None. Raises ``Unavailable``."""
    folder = f"uploads/{state.tenant_id}/{state.interview_id}/{state.answer_id}/"
    takes = []
    for key in scope.documents.keys(folder):
        upload, head = read_upload_key(key), scope.documents.head(key)
        if upload is not None and head is not None:
            takes.append(take_of(scope, upload, key, head.size_bytes)[0])
    return max(takes, key=lambda take: (take.attempt, take.received_at), default=None)
