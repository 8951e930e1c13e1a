"""Two devices, or a device and a recruiter, change one interview at the same moment."""

import pytest

from shared.interview.accommodation.service import ask
from shared.interview.consent.service import withdraw
from shared.interview.contracts import Accommodation
from shared.interview.errors import Handed, NothingToWithdraw
from shared.interview.model import AskedConsents, UploadWish
from shared.interview.service.progress import complete, pause
from shared.interview.service.questions import show_question, start_recording
from shared.interview.service.sessions import open_session, see_session
from shared.interview.service.uploads import begin_upload, part_addresses
from shared.kernel.errors import Unavailable
from shared.kernel.ids import AnswerId, InterviewId
from shared.recruiting.candidate_token import CandidateToken
from tests.builders.interview_memory import DeskInMemory

ALL = AskedConsents(recording=True, automated_assessment=True, vision=True, retention=True)
INT_1 = InterviewId("int_1")


@pytest.fixture
def open_desk(desk: DeskInMemory, token: CandidateToken) -> DeskInMemory:
    open_session(token, ALL, "zh", desk)
    return desk


def test_two_consents_taken_back_at_once_are_both_taken_back(open_desk: DeskInMemory, token: CandidateToken) -> None:
    open_desk.interviews.before_write = lambda: withdraw(token, "vision", open_desk)
    withdraw(token, "retention", open_desk)
    session = open_desk.interviews.sessions[INT_1]
    assert (session.plan.consents.vision, session.plan.consents.retention, session.revision) == (False, False, 2)
    assert open_desk.interviews.plan == session.plan


def test_the_same_consent_taken_back_on_two_devices_is_told_once(
    open_desk: DeskInMemory, token: CandidateToken
) -> None:
    open_desk.interviews.before_write = lambda: withdraw(token, "automated_assessment", open_desk)
    withdraw(token, "automated_assessment", open_desk)
    told = [type(event).__name__ for event in open_desk.interviews.events]
    assert told == ["InterviewOpened", "ConsentWithdrawn", "HumanReviewRequested"]


def test_a_recording_that_was_arriving_when_the_consent_was_taken_back_never_reaches_the_machine(
    open_desk: DeskInMemory, token: CandidateToken
) -> None:
    a1, wish = AnswerId("a1"), UploadWish(medium="video", content_type="video/webm")
    upload_id = begin_upload(token, a1, wish, None, open_desk).upload_id
    change, open_desk.interviews.change = open_desk.interviews.change, lambda *_: False  # type: ignore[method-assign]
    withdraw(token, "automated_assessment", open_desk)
    open_desk.interviews.change = change  # type: ignore[method-assign]
    upload = open_desk.interviews.handed_in[a1].upload
    assert upload is not None
    assert upload.key.startswith("uploads/")
    again = part_addresses(token, a1, upload_id, [1], open_desk)
    assert again[1].startswith("https://store.example/human/")


def test_completion_on_one_device_ends_the_pause_of_the_other(open_desk: DeskInMemory, token: CandidateToken) -> None:
    open_desk.interviews.before_write = lambda: complete(token, True, open_desk)
    with pytest.raises(Handed):
        pause(token, open_desk)
    session = open_desk.interviews.sessions[INT_1]
    assert (session.paused_at, session.completed_at is None) == (None, False)


def test_a_consent_taken_back_while_completing_holds(open_desk: DeskInMemory, token: CandidateToken) -> None:
    open_desk.interviews.before_write = lambda: withdraw(token, "automated_assessment", open_desk)
    complete(token, True, open_desk)
    [told] = [event for event in open_desk.interviews.events if type(event).__name__ == "InterviewCompleted"]
    assert told.model_dump()["human_only"] is True


def test_an_accommodation_that_is_granted_while_the_interview_opens_reaches_its_plan(
    desk: DeskInMemory, token: CandidateToken
) -> None:
    desk.interviews.before_write = lambda: ask(token, Accommodation(captions=True), "", desk)
    assert open_session(token, ALL, "zh", desk).accommodation.captions is True
    assert desk.interviews.plan is not None
    assert desk.interviews.plan.accommodation.captions is True


def test_a_question_shown_on_two_devices_counts_from_the_first(open_desk: DeskInMemory, token: CandidateToken) -> None:
    a1 = AnswerId("a1")
    open_desk.interviews.before_write = lambda: start_recording(token, a1, open_desk)
    show_question(token, a1, open_desk)
    answer = open_desk.interviews.handed_in[a1]
    assert (answer.shown_at, answer.starts) == (open_desk.clock.now(), (open_desk.clock.now(),))


def test_who_is_overtaken_all_the_time_is_asked_to_try_again(open_desk: DeskInMemory, token: CandidateToken) -> None:
    def rival() -> None:
        session = open_desk.interviews.sessions[INT_1]
        open_desk.interviews.sessions[INT_1] = session.model_copy(update={"revision": session.revision + 1})
        open_desk.interviews.before_write = rival

    open_desk.interviews.before_write = rival
    with pytest.raises(Unavailable, match="再试"):
        pause(token, open_desk)


def test_a_place_is_held_while_answering_and_given_back_afterwards(
    open_desk: DeskInMemory, token: CandidateToken
) -> None:
    show_question(token, AnswerId("a1"), open_desk)
    assert open_desk.usage.holding == {INT_1}
    complete(token, True, open_desk)
    assert open_desk.usage.holding == set()


def test_what_was_refused_at_the_opening_cannot_be_taken_back(desk: DeskInMemory, token: CandidateToken) -> None:
    open_session(token, AskedConsents(recording=True, automated_assessment=False), "zh", desk)
    with pytest.raises(NothingToWithdraw):
        withdraw(token, "automated_assessment", desk)
    assert see_session(token, desk).human_only is True
