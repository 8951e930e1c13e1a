"""Use cases: check the device, and practise. Nothing of it is assessed, and a practice recording is not kept."""

from collections.abc import Sequence
from datetime import timedelta

from shared.interview.errors import InterviewClosed, NotOpened
from shared.interview.keys import practice_key
from shared.interview.model import PART_BYTES, Session
from shared.interview.preparation.advice import advice_of, media_of
from shared.interview.preparation.errors import NoPractice, PracticeTooLarge
from shared.interview.preparation.model import DeviceCheck, DeviceReport, Practice
from shared.interview.preparation.ports import PreparationDesk
from shared.interview.preparation.view import PracticeView, view_of
from shared.interview.service.admission import admit, must_be_going_on
from shared.kernel.errors import Gone
from shared.kernel.ids import new_id
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation

GONE_AFTER = timedelta(days=1)
MOST_BYTES = 64 * 1024**2
"""Two minutes of a good picture."""


def check_devices(token: CandidateToken, report: DeviceReport, desk: PreparationDesk) -> DeviceCheck:
    """Record what the browser found, with advice. It is possible before the interview is opened, and at any time.

    Raises:
        UnknownToken: the token opens nothing.
        InterviewClosed: its time is over.
        Unavailable: send it again.
    """
    invitation, session = _came(token, desk)
    case = desk.accommodations.case(invitation.interview_id)
    granted = session.plan.accommodation if session else case.granted if case else None
    media = media_of(report, granted is not None and granted.text_answers)
    check = DeviceCheck(
        check_id=new_id("dev"),
        at=desk.clock.now(),
        report=report,
        advice=advice_of(report),
        media=media,
        possible=bool(media),
    )
    desk.preparations.add_check(invitation.interview_id, invitation.candidate_id, check)
    return check


def device_checks(token: CandidateToken, desk: PreparationDesk) -> Sequence[DeviceCheck]:
    """Return the newest checks. Raises ``UnknownToken``."""
    return desk.preparations.checks(admit(token, desk.interviews).interview_id)


def begin_practice(token: CandidateToken, content_type: str, size_bytes: int, desk: PreparationDesk) -> PracticeView:
    """Begin a practice recording, in place of an earlier one: signed addresses for its parts.

    It needs the consent to be recorded, so the interview is opened first. It costs no retake and changes no answer.

    Raises:
        UnknownToken, NotOpened, Handed, RecordingWithdrawn, InterviewClosed, Paused: as they say.
        PracticeTooLarge: it is longer than practice needs.
        Unavailable: send it again.
    """
    invitation, session = _came(token, desk)
    if session is None:
        raise NotOpened
    must_be_going_on(session)
    if size_bytes > MOST_BYTES:
        raise PracticeTooLarge(MOST_BYTES)
    _clear(desk.preparations.practice(invitation.interview_id), desk)
    practice_id, now = new_id("pra"), desk.clock.now()
    key = practice_key(invitation.tenant_id, invitation.interview_id, practice_id)
    practice = Practice(
        practice_id=practice_id,
        interview_id=invitation.interview_id,
        key=key,
        multipart_id=desk.recordings.begin(key, content_type),
        content_type=content_type,
        begun_at=now,
        gone_at=now + GONE_AFTER,
    )
    desk.preparations.put_practice(practice)
    numbers = range(1, -(-size_bytes // PART_BYTES) + 1)
    addresses = {
        number: desk.recordings.address(key, practice.multipart_id, number, desk.limits.url_seconds)
        for number in numbers
    }
    return view_of(practice, addresses=addresses)


def finish_practice(
    token: CandidateToken, practice_id: str, parts: Sequence[tuple[int, str]], desk: PreparationDesk
) -> PracticeView:
    """Join the parts: it can be looked at. Again, it is the same.

    Raises:
        UnknownToken, NoPractice: as they say.
        Invalid: the parts do not make a file.
        Unavailable: send it again.
    """
    practice = _found(token, practice_id, desk)
    if practice.state == "open":
        try:
            desk.recordings.complete(practice.key, practice.multipart_id, parts)
        except Gone:
            # The first answer was lost on the way; the recording is there all the same.
            if desk.recordings.size(practice.key) is None:
                raise NoPractice from None
        practice = practice.model_copy(update={"state": "ready"})
        desk.preparations.put_practice(practice)
    return _playable(practice, desk)


def see_practice(token: CandidateToken, desk: PreparationDesk) -> PracticeView:
    """Return the practice recording with an address to look at it. Raises ``UnknownToken``, ``NoPractice``."""
    practice = desk.preparations.practice(admit(token, desk.interviews).interview_id)
    if practice is None or practice.state == "deleted" or desk.clock.now() >= practice.gone_at:
        raise NoPractice
    return _playable(practice, desk)


def delete_practice(token: CandidateToken, practice_id: str, desk: PreparationDesk) -> None:
    """Delete the practice recording: nobody can look at it from now on. Raises ``UnknownToken``, ``NoPractice``."""
    practice = _found(token, practice_id, desk)
    _clear(practice, desk)
    desk.preparations.put_practice(practice.model_copy(update={"state": "deleted"}))


def _came(token: CandidateToken, desk: PreparationDesk) -> tuple[Invitation, Session | None]:
    invitation = admit(token, desk.interviews)
    session = desk.interviews.session(invitation.interview_id)
    desk.usage.plan().admit_candidate(begun=session is not None)
    if desk.clock.now() >= invitation.expires_at:
        raise InterviewClosed(invitation.expires_at)
    return invitation, session


def _found(token: CandidateToken, practice_id: str, desk: PreparationDesk) -> Practice:
    practice = desk.preparations.practice(admit(token, desk.interviews).interview_id)
    if practice is None or practice.practice_id != practice_id or practice.state == "deleted":
        raise NoPractice
    return practice


def _playable(practice: Practice, desk: PreparationDesk) -> PracticeView:
    if practice.state != "ready":
        return view_of(practice)
    return view_of(practice, playback=desk.recordings.playback(practice.key, desk.limits.url_seconds))


def _clear(practice: Practice | None, desk: PreparationDesk) -> None:
    if practice is None:
        return
    if practice.state == "open":
        desk.recordings.abort(practice.key, practice.multipart_id)
    elif practice.state == "ready":
        desk.recordings.empty(practice.key)
