"""Recordings that are still arriving when the machine's scoring, or the recording itself, is no longer agreed to."""

from shared.interview.keys import human_upload_key, read_upload_key
from shared.interview.model import Answer, Session
from shared.interview.ports import Desk


def within_consent(session: Session, answer: Answer, desk: Desk) -> Answer:
    """Return the answer with its open upload where it may be: for people only, or given up where nothing is recorded.

    Parts that had arrived elsewhere are thrown away: the browser still has the recording and sends them again. Every
    use case of an upload comes through here, so that nothing depends on the moment at which a consent was taken back.
    Raises ``Unavailable``.
    """
    upload = answer.upload
    if upload is None or upload.state != "open" or session.state == "open":
        return answer
    if session.state == "withdrawn":
        after = upload.model_copy(update={"state": "aborted"})
    else:
        whose = read_upload_key(upload.key)
        if whose is None:
            return answer
        key = human_upload_key(whose)
        multipart_id = desk.recordings.begin(key, upload.content_type)
        after = upload.model_copy(update={"key": key, "multipart_id": multipart_id})
    moved = answer.model_copy(update={"upload": after})
    if desk.interviews.change(session.plan.interview_id, answer, moved):
        desk.recordings.abort(upload.key, upload.multipart_id)
        return moved
    if after.key != upload.key:
        desk.recordings.abort(after.key, after.multipart_id)
    return desk.interviews.answer(session.plan.interview_id, answer.answer_id)
