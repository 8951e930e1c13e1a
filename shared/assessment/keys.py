"""Where the assessment stage's documents lie in the media bucket."""

import hashlib

from shared.interview.keys import UploadKey
from shared.kernel.ids import InterviewId, TenantId


def probe_key(upload: UploadKey) -> str:
    """Return the key of what was found in the file."""
    return _artifact(upload, "probe")


def transcript_key(upload: UploadKey) -> str:
    """Return the key of what was said."""
    return _artifact(upload, "transcript")


def vision_key(upload: UploadKey) -> str:
    """Return the key of what the camera saw."""
    return _artifact(upload, "vision")


def assessment_key(upload: UploadKey) -> str:
    """Return the key of the ``assessment/answer_assessed`` document."""
    return _artifact(upload, "assessment")


def correction_key(upload: UploadKey, number: int) -> str:
    """Return the key of the words that were corrected for the ``number``-th time."""
    return _artifact(upload, f"correction-{number}")


def corrected_assessment_key(upload: UploadKey, number: int) -> str:
    """Return the key of the assessment from corrected words: beside the one from what was heard, which stays."""
    return _artifact(upload, f"assessment-{number}")


def rubrics_key(tenant_id: TenantId, interview_id: InterviewId, body: bytes) -> str:
    """Return the key of an interview's rubrics; it depends on the content, as ``report_key`` does.

    They lie with the reports, because they are needed as long: artifacts may be gone before an interview closes.
    """
    return f"reports/{tenant_id}/{interview_id}/rubrics/{_digest(body)}.json"


def report_key(tenant_id: TenantId, interview_id: InterviewId, revision: int, body: bytes) -> str:
    """Return the key of a revision's report as JSON.

    It depends on the content: a revision's report that is made twice has two times in it, and the second one must not
    take the place of the one that is referred to.
    """
    return f"reports/{tenant_id}/{interview_id}/r{revision}/{_digest(body)}/report.json"


def page_key(tenant_id: TenantId, interview_id: InterviewId, revision: int, body: bytes) -> str:
    """Return the key of a revision's report as a page; it depends on the content, as ``report_key`` does."""
    return f"reports/{tenant_id}/{interview_id}/r{revision}/{_digest(body)}/report.html"


def beside_report(report: str, name: str) -> str:
    """Return the key of a document that was made from the report under the key ``report``.

    It lies in the same folder: whoever has the one finds the other, and a report that is made again has a folder of
    its own.
    """
    return f"{report.rpartition('/')[0]}/{name}"


def weights_key(tenant_id: TenantId, version: str) -> str:
    """Return the key of the weights that a tenant has calibrated, all competencies together.

    They lie with the settings, which do not expire: with the reports they would be gone so many days after somebody
    was first judged by them, and those who were judged last could not be replayed.
    """
    return f"settings/{tenant_id}/calibrations/{version}.json"


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def _artifact(upload: UploadKey, name: str) -> str:
    folder = f"{upload.tenant_id}/{upload.interview_id}/{upload.answer_id}/{upload.upload_id}"
    return f"artifacts/{folder}/{name}.json"
