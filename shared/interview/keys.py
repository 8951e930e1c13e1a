"""Where the interview stage's objects lie in the media bucket. Published: the assessment stage reads them."""

import re

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, AnswerId, InterviewId, TenantId

SEGMENT = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


class UploadKey(Frozen):
    """Whose upload an object is."""

    tenant_id: TenantId
    interview_id: InterviewId
    answer_id: AnswerId
    upload_id: str


def upload_key(upload: UploadKey) -> str:
    """Return the key of a recording that is to be assessed."""
    return f"uploads/{_path(upload)}"


def human_upload_key(upload: UploadKey) -> str:
    """Return the key of a recording that only people may judge: no rule starts a machine on this prefix."""
    return f"human/{_path(upload)}"


def practice_key(tenant_id: TenantId, interview_id: InterviewId, practice_id: str) -> str:
    """Return the key of a practice recording: no rule listens here, and the store deletes it after a day."""
    return f"practice/{tenant_id}/{interview_id}/{practice_id}"


def receipt_key(upload: UploadKey) -> str:
    """Return the key of an upload's receipt."""
    return f"receipts/{_path(upload)}.json"


def plan_key(tenant_id: TenantId, interview_id: InterviewId) -> str:
    """Return the key of an interview's plan."""
    return f"plans/{tenant_id}/{interview_id}/plan.json"


def read_upload_key(key: str) -> UploadKey | None:
    """Return whose upload ``uploads/<tenant>/<interview>/<answer>/<upload>`` is, or None where it is no such key."""
    parts = key.split("/")
    if len(parts) != 5 or parts[0] != "uploads" or not TENANT_ID.fullmatch(parts[1]):
        return None
    if not all(SEGMENT.fullmatch(part) for part in parts[2:]):
        return None
    return UploadKey(
        tenant_id=TenantId(parts[1]),
        interview_id=InterviewId(parts[2]),
        answer_id=AnswerId(parts[3]),
        upload_id=parts[4],
    )


def _path(upload: UploadKey) -> str:
    return f"{upload.tenant_id}/{upload.interview_id}/{upload.answer_id}/{upload.upload_id}"
