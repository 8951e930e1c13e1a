"""What every use case on an upload looks up first: the session, the question, the answer, its current upload."""

from collections.abc import Sequence

from shared.interview.contracts import PlannedQuestion
from shared.interview.errors import NoSuchAnswer, NoSuchUpload
from shared.interview.model import PART_BYTES, Answer, Session, Upload
from shared.interview.ports import ArrivedPart, Desk, Recordings
from shared.interview.service.admission import Admitted, enter, must_be_going_on
from shared.interview.service.people_only import within_consent
from shared.interview.view import UploadView, upload_view
from shared.kernel.errors import Gone
from shared.kernel.ids import AnswerId
from shared.recruiting.candidate_token import CandidateToken


def find(token: CandidateToken, answer_id: AnswerId, upload_id: str, desk: Desk) -> tuple[Admitted, Answer, Upload]:
    """Return the session, the answer and its upload. Raises ``UnknownToken``, ``NotOpened``, ``Handed``…"""
    admitted = enter(token, desk)
    must_be_going_on(admitted.session, paused_too=True)
    question_of(admitted.session, answer_id)
    answer = desk.interviews.answer(admitted.invitation.interview_id, answer_id)
    answer = within_consent(admitted.session, answer, desk)
    return admitted, answer, current(answer, upload_id)


def question_of(session: Session, answer_id: AnswerId) -> PlannedQuestion:
    """Return the question that ``answer_id`` answers. Raises ``NoSuchAnswer``."""
    question = session.plan.question_of(answer_id)
    if question is None:
        raise NoSuchAnswer(answer_id)
    return question


def current(answer: Answer, upload_id: str) -> Upload:
    """Return the answer's upload. Raises ``NoSuchUpload`` where another one is the current."""
    if answer.upload is None or answer.upload.upload_id != upload_id:
        raise NoSuchUpload(upload_id)
    return answer.upload


def arrived_parts(upload: Upload | None, recordings: Recordings) -> Sequence[ArrivedPart]:
    """Return the parts of an open upload; none where it is complete, or the store gave it up."""
    if upload is None or upload.state != "open":
        return ()
    try:
        return tuple(recordings.parts(upload.key, upload.multipart_id))
    except Gone:
        return ()


def shown(upload: Upload, desk: Desk) -> UploadView:
    """Return an upload as the browser needs it."""
    return upload_view(upload, tuple(arrived_parts(upload, desk.recordings)), PART_BYTES)
