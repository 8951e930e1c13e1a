"""Two tabs, two tries, a line that breaks: one answer."""

from collections.abc import Sequence
from typing import Any

import pytest

from shared.interview.errors import NoRetakesLeft, NoSuchUpload, UploadInTheWay
from shared.interview.model import AskedConsents, UploadWish
from shared.interview.service.completion import WholeRecording, complete_upload
from shared.interview.service.sessions import open_session, see_session
from shared.interview.service.uploads import begin_upload, part_addresses
from shared.interview.view import UploadView
from shared.kernel.clock import Milliseconds
from shared.kernel.errors import Invalid
from shared.kernel.ids import AnswerId
from shared.recruiting.candidate_token import CandidateToken
from tests.builders.interview_memory import DeskInMemory

A1 = AnswerId("a1")
WHOLE = WholeRecording(parts=((1, "e1"),), size_bytes=9, duration_ms=Milliseconds(61_000))


@pytest.fixture
def open_desk(desk: DeskInMemory, token: CandidateToken) -> DeskInMemory:
    open_session(token, AskedConsents(recording=True, automated_assessment=True), "zh", desk)
    return desk


def begin(token: CandidateToken, desk: DeskInMemory, *, key: str | None = None, **wish: object) -> UploadView:
    asked = UploadWish.model_validate({"medium": "video", "content_type": "video/webm", **wish})
    return begin_upload(token, A1, asked, key, desk)


def send(desk: DeskInMemory, body: bytes = b"recording") -> None:
    """One part arrives in the upload that is open."""
    [stored] = desk.recordings.open.values()
    stored[1] = body


def hand_in(token: CandidateToken, desk: DeskInMemory, **wish: Any) -> UploadView:
    upload = begin(token, desk, **wish)
    send(desk)
    return complete_upload(token, A1, upload.upload_id, WHOLE, desk)


def test_two_tabs_that_begin_at_once_share_one_upload(open_desk: DeskInMemory, token: CandidateToken) -> None:
    open_desk.interviews.before_write = lambda: begin(token, open_desk)
    upload = begin(token, open_desk)
    assert open_desk.interviews.handed_in[A1].attempts == 1
    assert see_session(token, open_desk).answers[0].upload == upload
    assert len(open_desk.recordings.open) == 1


def test_two_tabs_with_different_recordings_do_not_mix(open_desk: DeskInMemory, token: CandidateToken) -> None:
    open_desk.interviews.before_write = lambda: begin(token, open_desk, size_bytes=5)
    with pytest.raises(UploadInTheWay):
        begin(token, open_desk, size_bytes=9)
    assert len(open_desk.recordings.open) == 1


def test_two_calls_that_complete_at_once_hand_in_one_answer(open_desk: DeskInMemory, token: CandidateToken) -> None:
    upload = begin(token, open_desk)
    send(open_desk)
    open_desk.interviews.before_write = lambda: complete_upload(token, A1, upload.upload_id, WHOLE, open_desk)
    assert complete_upload(token, A1, upload.upload_id, WHOLE, open_desk).state == "completed"
    assert list(open_desk.recordings.whole.values()) == [b"recording"]


def test_a_restart_while_completing_leaves_the_restart(open_desk: DeskInMemory, token: CandidateToken) -> None:
    upload = begin(token, open_desk)
    send(open_desk)
    open_desk.interviews.before_write = lambda: begin(token, open_desk, restart=True)
    with pytest.raises(NoSuchUpload):
        complete_upload(token, A1, upload.upload_id, WHOLE, open_desk)


def test_retakes_are_counted_by_what_was_handed_in(open_desk: DeskInMemory, token: CandidateToken) -> None:
    begin(token, open_desk)
    begin(token, open_desk, restart=True, size_bytes=9)
    assert see_session(token, open_desk).answers[0].retakes_left == 1
    hand_in(token, open_desk, size_bytes=9)
    hand_in(token, open_desk, restart=True)
    assert see_session(token, open_desk).answers[0].retakes_left == 0
    with pytest.raises(NoRetakesLeft):
        begin(token, open_desk, restart=True)


def test_the_receipt_is_written_before_the_recording_is_there(open_desk: DeskInMemory, token: CandidateToken) -> None:
    upload = begin(token, open_desk)
    send(open_desk)
    seen: list[bool] = []
    join = open_desk.recordings.complete

    def joining(key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        seen.append(upload.upload_id in open_desk.interviews.receipts)
        join(key, multipart_id, parts)

    open_desk.recordings.complete = joining  # type: ignore[method-assign]
    complete_upload(token, A1, upload.upload_id, WHOLE, open_desk)
    assert seen == [True]
    assert open_desk.interviews.receipts[upload.upload_id].duration_ms == 61_000


def test_addresses_are_for_the_parts_that_are_asked_for(open_desk: DeskInMemory, token: CandidateToken) -> None:
    upload = begin(token, open_desk)
    found = part_addresses(token, A1, upload.upload_id, [2, 1, 2], open_desk)
    assert list(found) == [2, 1]
    assert "part=2&for=900" in found[2]


def test_a_complete_upload_takes_no_more_parts(open_desk: DeskInMemory, token: CandidateToken) -> None:
    upload = hand_in(token, open_desk)
    with pytest.raises(Invalid, match="complete"):
        part_addresses(token, A1, upload.upload_id, [1], open_desk)
