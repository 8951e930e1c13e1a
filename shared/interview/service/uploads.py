"""Use cases: a candidate begins to hand an answer in, over a line that may break at any moment."""

from collections.abc import Sequence

from shared.interview.contracts import PlannedQuestion
from shared.interview.errors import InterviewClosed, NoRetakesLeft, TextNotPlanned, UploadInTheWay
from shared.interview.keys import UploadKey, human_upload_key, upload_key
from shared.interview.model import Answer, Session, Upload, UploadWish, continues
from shared.interview.ports import Desk
from shared.interview.service.admission import Admitted, enter, must_be_going_on
from shared.interview.service.handed_in import current, find, question_of, shown
from shared.interview.service.people_only import within_consent
from shared.interview.view import UploadView
from shared.kernel.errors import Gone, Invalid
from shared.kernel.ids import AnswerId, new_id
from shared.recruiting.candidate_token import CandidateToken


def begin_upload(
    token: CandidateToken, answer_id: AnswerId, wish: UploadWish, request_key: str | None, desk: Desk
) -> UploadView:
    """Begin to upload an answer, or find the upload that was begun before the line broke.

    Raises:
        UnknownToken, NotOpened, NoSuchAnswer, Paused, Handed, RecordingWithdrawn: as they say.
        TooMany: the candidate was away for long, and the tenant's plan has no place free; try again.
        TextNotPlanned: written answers need an accommodation.
        InterviewClosed: no answer is begun after ``closes_at``.
        UploadInTheWay: another recording is there, and ``restart`` was not asked for.
        NoRetakesLeft: every attempt has been used.
        Invalid: the recording is larger than what is accepted, or its type is not of its medium.
        Unavailable: nothing was changed; send it again.
    """
    admitted = enter(token, desk)
    must_be_going_on(admitted.session)
    question = question_of(admitted.session, answer_id)
    desk.usage.hold(admitted.invitation.interview_id)
    before = desk.interviews.answer(admitted.invitation.interview_id, answer_id)
    before = within_consent(admitted.session, before, desk)
    if before.upload is not None and continues(before.upload, wish, request_key):
        return _gone_on_with(admitted, before, before.upload, desk)
    _may_begin(admitted.session, question, before, wish, desk)
    upload = _begun(admitted, before, wish, request_key, desk)
    if not _record(admitted, before, upload, desk):
        there = desk.interviews.answer(admitted.invitation.interview_id, answer_id).upload
        if there is not None and continues(there, wish, request_key):
            return shown(there, desk)
        raise UploadInTheWay(_retakes_left(question, before))
    if before.upload is not None and before.upload.state == "open":
        desk.recordings.abort(before.upload.key, before.upload.multipart_id)
    return shown(upload, desk)


def abort_upload(token: CandidateToken, answer_id: AnswerId, upload_id: str, desk: Desk) -> UploadView:
    """Give up an upload that is not complete: its parts are thrown away, and it costs no retake. Again, it is the same.

    Raises:
        UnknownToken, NotOpened, NoSuchAnswer, NoSuchUpload, Handed: as they say.
        Invalid: it was handed in already.
        Unavailable: send it again.
    """
    admitted, answer, upload = find(token, answer_id, upload_id, desk)
    if upload.state == "open":
        given_up = upload.model_copy(update={"state": "aborted"})
        after = answer.model_copy(update={"upload": given_up})
        if desk.interviews.change(admitted.invitation.interview_id, answer, after):
            desk.recordings.abort(upload.key, upload.multipart_id)
            return shown(given_up, desk)
        upload = current(desk.interviews.answer(admitted.invitation.interview_id, answer_id), upload_id)
    if upload.state != "aborted":
        raise Invalid(
            "This upload is complete. 该上传已完成。", "It is handed in; record anew instead. 如需更换请重录。"
        )
    return shown(upload, desk)


def part_addresses(
    token: CandidateToken, answer_id: AnswerId, upload_id: str, numbers: Sequence[int], desk: Desk
) -> dict[int, str]:
    """Return the signed addresses to PUT the parts of these numbers to; ask again when they have expired.

    Raises:
        UnknownToken, NotOpened, NoSuchAnswer, NoSuchUpload: as they say.
        InterviewClosed: the time to upload is over (``accepted_until``).
    """
    admitted, _answer, upload = find(token, answer_id, upload_id, desk)
    if upload.state != "open":
        raise Invalid(
            "This upload is complete or was given up. 该上传已完成或已放弃。",
            "There is nothing to send to it. 无需再上传。",
        )
    if desk.clock.now() > admitted.session.plan.accepted_until:
        raise InterviewClosed(admitted.session.plan.accepted_until)
    return {
        number: desk.recordings.address(upload.key, upload.multipart_id, number, desk.limits.url_seconds)
        for number in dict.fromkeys(numbers)
    }


def _retakes_left(question: PlannedQuestion, answer: Answer) -> int:
    return max(0, question.retakes + 1 - answer.attempts)


def _may_begin(session: Session, question: PlannedQuestion, before: Answer, wish: UploadWish, desk: Desk) -> None:
    if desk.clock.now() >= session.plan.closes_at:
        raise InterviewClosed(session.plan.closes_at)
    if not wish.content_type.startswith(f"{wish.medium}/"):
        raise Invalid(
            f"{wish.content_type} is not the type of {wish.medium}.", "Send the content type that the recorder names."
        )
    if wish.medium == "text" and not session.plan.accommodation.text_answers:
        raise TextNotPlanned
    if wish.size_bytes is not None and wish.size_bytes > session.plan.limits.max_bytes:
        raise Invalid(
            f"The recording has {wish.size_bytes} bytes; {session.plan.limits.max_bytes} are accepted.",
            "Record a shorter answer, or with a smaller picture. 请录制更短的回答或降低画质。",
        )
    if before.next_attempt > question.retakes + 1:
        raise NoRetakesLeft
    if before.upload is not None and before.upload.state != "aborted" and not wish.restart:
        raise UploadInTheWay(_retakes_left(question, before))


def _begun(admitted: Admitted, before: Answer, wish: UploadWish, request_key: str | None, desk: Desk) -> Upload:
    upload_id = new_id("upl")
    whose = UploadKey(
        tenant_id=admitted.invitation.tenant_id,
        interview_id=admitted.invitation.interview_id,
        answer_id=before.answer_id,
        upload_id=upload_id,
    )
    key = human_upload_key(whose) if admitted.session.state == "human_only" else upload_key(whose)
    return Upload(
        upload_id=upload_id,
        key=key,
        multipart_id=desk.recordings.begin(key, wish.content_type),
        medium=wish.medium,
        content_type=wish.content_type,
        size_bytes=wish.size_bytes,
        attempt=before.next_attempt,
        request_key=request_key,
        begun_at=desk.clock.now(),
    )


def _gone_on_with(admitted: Admitted, before: Answer, upload: Upload, desk: Desk) -> UploadView:
    """Show the upload that is there. One that the store gave up (its lifecycle ends old parts) is opened anew."""
    if upload.state != "open":
        return shown(upload, desk)
    try:
        desk.recordings.parts(upload.key, upload.multipart_id)
    except Gone:
        if desk.recordings.size(upload.key) is None and desk.clock.now() < admitted.session.plan.closes_at:
            multipart_id = desk.recordings.begin(upload.key, upload.content_type)
            upload = upload.model_copy(update={"multipart_id": multipart_id})
            if not _record(admitted, before, upload, desk):
                upload = desk.interviews.answer(admitted.invitation.interview_id, before.answer_id).upload or upload
    return shown(upload, desk)


def _record(admitted: Admitted, before: Answer, upload: Upload, desk: Desk) -> bool:
    """Make ``upload`` the answer's current one; where somebody was quicker, throw it away and return False."""
    after = before.model_copy(
        update={"upload": upload, "kept": before.handed_in, "shown_at": before.shown_at or upload.begun_at}
    )
    if desk.interviews.change(admitted.invitation.interview_id, before, after):
        return True
    desk.recordings.abort(upload.key, upload.multipart_id)
    return False
