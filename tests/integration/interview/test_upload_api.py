"""A candidate hands answers in over a line that breaks."""

from typing import Any

import pytest

from shared.interview.contracts import UploadReceipt
from tests.builders.aws import Deployment
from tests.builders.candidate import PART, Browser, Invite, Staff
from tests.builders.faults import throttled, unreachable
from tests.builders.recruiting import ACME, days


@pytest.fixture
def browser(invite: Invite) -> Browser:
    _, made = invite()
    made.agree()
    return made


def receipt(deployment: Deployment, upload_id: str) -> UploadReceipt:
    return deployment.platform.bucket(ACME).get_document(f"receipts/acme/int_1/a1/{upload_id}.json", UploadReceipt)


def test_parts_become_the_recording_and_a_receipt_stands_beside_it(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin(size_bytes=PART + 3).body["upload_id"]
    parts = [browser.put(upload_id, 1, b"a" * PART), browser.put(upload_id, 2, b"end")]
    answer = browser.complete(upload_id, parts, PART + 3)
    assert (answer.status, answer.body["state"]) == (200, "completed")
    assert deployment.platform.bucket(ACME).get_bytes(f"uploads/acme/int_1/a1/{upload_id}").endswith(b"aend")
    told = receipt(deployment, upload_id)
    assert (told.medium, told.size_bytes, told.duration_ms, told.late) == ("video", PART + 3, 61_000, False)


def test_after_a_break_the_session_lists_the_parts_that_are_there(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    browser.put(upload_id, 2, b"b" * PART)
    upload = browser.get().body["answers"][0]["upload"]
    assert upload["upload_id"] == upload_id
    assert [part["number"] for part in upload["parts"]] == [2]


def test_beginning_again_goes_on_with_the_same_upload(browser: Browser) -> None:
    first = browser.begin(size_bytes=9).body
    assert browser.begin(size_bytes=9).body["upload_id"] == first["upload_id"]


def test_another_recording_does_not_push_the_first_aside_unasked(browser: Browser) -> None:
    browser.begin(size_bytes=9)
    answer = browser.begin(size_bytes=10)
    assert (answer.status, answer.body["code"]) == (409, "upload_exists")


def test_a_restart_replaces_what_was_begun_and_costs_no_retake(deployment: Deployment, browser: Browser) -> None:
    first = browser.begin().body
    second = browser.begin(restart=True).body
    assert (second["attempt"], second["upload_id"] != first["upload_id"]) == (1, True)
    assert len(deployment.client("s3").list_multipart_uploads(Bucket="bole-media").get("Uploads", [])) == 1


def test_a_restart_that_comes_twice_with_its_key_is_one(browser: Browser) -> None:
    browser.begin()
    uploads = {browser.begin(restart=True, key="again").body["upload_id"] for _ in range(2)}
    assert len(uploads) == 1


def test_a_retake_after_handing_in_is_a_new_attempt_until_none_are_left(browser: Browser) -> None:
    assert browser.hand_in().body["attempt"] == 1
    assert browser.hand_in(b"better", restart=True).body["attempt"] == 2
    answer = browser.begin(restart=True)
    assert (answer.status, answer.body["code"]) == (409, "no_retakes_left")


def test_the_replaced_upload_is_not_taken_any_more(browser: Browser) -> None:
    old = browser.begin().body["upload_id"]
    browser.begin(restart=True)
    answer = browser.complete(old, [{"number": 1, "etag": '"x"'}], 1)
    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_completing_twice_says_the_same(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    parts = [browser.put(upload_id, 1, b"recording")]
    assert browser.complete(upload_id, parts, 9).body == browser.complete(upload_id, parts, 9).body


def test_missing_bytes_are_said_and_can_be_sent(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    parts = [browser.put(upload_id, 1, b"rec")]
    answer = browser.complete(upload_id, parts, 9)
    assert (answer.status, answer.body["code"]) == (422, "bytes_missing")
    assert browser.complete(upload_id, [browser.put(upload_id, 1, b"recording")], 9).status == 200


def test_a_part_with_another_etag_is_refused_in_words(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    browser.put(upload_id, 1, b"recording")
    answer = browser.complete(upload_id, [{"number": 1, "etag": '"00000000000000000000000000000000"'}], 9)
    assert (answer.status, answer.body["code"]) == (422, "invalid")


def test_an_answer_may_be_text_where_that_was_granted(deployment: Deployment, invite: Invite) -> None:
    invitation, browser = invite(interview_id="int_1")
    browser.agree()
    granted = {"granted": {"text_answers": True}}
    assert Staff().put(f"invitations/{invitation.invitation_id}/accommodation", granted).status == 200
    upload_id = browser.begin(medium="text", content_type="text/plain;charset=utf-8").body["upload_id"]
    body = "我用唯一键去重。".encode()
    assert browser.complete(upload_id, [browser.put(upload_id, 1, body)], len(body)).status == 200
    assert receipt(deployment, upload_id).medium == "text"


def test_text_that_nobody_granted_is_refused_with_the_way_to_ask_for_it(browser: Browser) -> None:
    answer = browser.begin(medium="text", content_type="text/plain;charset=utf-8")
    assert (answer.status, answer.body["code"]) == (422, "text_not_planned")
    assert "便利申请" in answer.body["remedy"]


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        ({"content_type": "application/zip"}, "content_type"),
        ({"content_type": "video/webm;codecs=录像"}, "content_type"),
        ({"content_type": "audio/webm"}, "not the type of video"),
        ({"size_bytes": 3 * 1024**3}, "are accepted"),
    ],
)
def test_what_is_not_accepted_is_refused_before_a_byte_is_sent(
    deployment: Deployment, browser: Browser, wish: dict[str, Any], word: str
) -> None:
    answer = browser.begin(**wish)
    assert answer.status == 422
    assert word in answer.body["detail"]
    assert deployment.rows(sk_part="ANSWER#") == []


def test_an_answer_that_nobody_asked_for_is_not_there(browser: Browser) -> None:
    assert browser.begin("a9").status == 404


def test_before_agreeing_nothing_can_be_uploaded(invite: Invite) -> None:
    _, newcomer = invite()
    answer = newcomer.begin()
    assert (answer.status, answer.body["code"]) == (409, "session_not_open")


def test_what_was_begun_in_time_may_arrive_in_the_half_hour_after(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    deployment.clock.instant += days(7) + days(1 / 48)
    assert browser.complete(upload_id, [browser.put(upload_id, 1, b"recording")], 9).status == 200
    assert browser.begin("a2").body["code"] == "session_expired"


def test_what_arrives_later_is_kept_marked_and_said(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    parts = [browser.put(upload_id, 1, b"recording")]
    deployment.clock.instant += days(8)
    first, second = (browser.complete(upload_id, parts, 9) for _ in range(2))
    assert (first.status, first.body["code"]) == (410, "arrived_late")
    assert second.body == first.body
    assert deployment.objects("uploads/") == [f"uploads/acme/int_1/a1/{upload_id}"]
    assert receipt(deployment, upload_id).late is True


def test_a_break_between_joining_and_recording_loses_nothing(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    parts = [browser.put(upload_id, 1, b"recording")]
    with throttled("PutItem"):
        assert browser.complete(upload_id, parts, 9).status == 503
    deployment.clock.instant += days(8)
    assert browser.complete(upload_id, parts, 9).body["state"] == "completed"
    assert receipt(deployment, upload_id).late is False


def test_a_join_whose_answer_was_lost_is_found_done(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    parts = [browser.put(upload_id, 1, b"recording")]
    with unreachable("CompleteMultipartUpload", after=True):
        assert browser.complete(upload_id, parts, 9).status == 503
    assert browser.complete(upload_id, parts, 9).body["state"] == "completed"


def test_an_upload_that_the_store_gave_up_is_opened_anew(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    s3 = deployment.client("s3")
    [given_up] = s3.list_multipart_uploads(Bucket="bole-media")["Uploads"]
    s3.abort_multipart_upload(Bucket="bole-media", Key=given_up["Key"], UploadId=given_up["UploadId"])
    assert browser.complete(upload_id, [{"number": 1, "etag": '"x"'}], 9).body["code"] == "parts_gone"
    assert browser.begin().body["upload_id"] == upload_id
    assert browser.complete(upload_id, [browser.put(upload_id, 1, b"recording")], 9).status == 200


def test_a_throttled_table_leaves_no_upload_behind(deployment: Deployment, browser: Browser) -> None:
    with throttled("PutItem"):
        assert browser.begin().status == 503
    assert deployment.rows(sk_part="ANSWER#") == []
    assert browser.begin().status == 200


def test_the_bucket_down_is_503(browser: Browser) -> None:
    with unreachable("CreateMultipartUpload"):
        assert browser.begin().status == 503


def test_an_upload_that_is_given_up_costs_no_retake_and_leaves_no_parts(
    deployment: Deployment, browser: Browser
) -> None:
    upload_id = browser.begin().body["upload_id"]
    browser.put(upload_id, 1, b"rec")
    assert browser.tell(f"answers/a1/uploads/{upload_id}/abort").body["state"] == "aborted"
    assert deployment.client("s3").list_multipart_uploads(Bucket="bole-media").get("Uploads", []) == []
    assert browser.get().body["answers"][0]["retakes_left"] == 2
    assert browser.hand_in().body["attempt"] == 1


def test_giving_a_retake_up_leaves_the_recording_that_was_handed_in(browser: Browser) -> None:
    browser.hand_in()
    upload_id = browser.begin(restart=True).body["upload_id"]
    browser.tell(f"answers/a1/uploads/{upload_id}/abort")
    answer = browser.get().body["answers"][0]
    assert (answer["answered"], answer["retakes_left"]) == (True, 1)


def test_what_was_handed_in_is_not_given_up(browser: Browser) -> None:
    upload_id = browser.hand_in().body["upload_id"]
    assert browser.tell(f"answers/a1/uploads/{upload_id}/abort").status == 422


def test_another_device_sees_how_far_the_first_one_came_and_goes_on(browser: Browser) -> None:
    upload_id = browser.begin(size_bytes=PART + 3).body["upload_id"]
    first = browser.put(upload_id, 1, b"a" * PART)
    other = Browser(browser.token)
    seen = other.get().body["answers"][0]["upload"]
    assert (seen["upload_id"], seen["arrived_bytes"], seen["begun_at"]) == (upload_id, PART, "2026-11-22T09:00:00Z")
    second = other.put(upload_id, 2, b"end")
    assert other.complete(upload_id, [first, second], PART + 3).status == 200
    assert browser.get().body["answers"][0]["answered"] is True


def test_another_device_that_records_anew_is_told_what_is_there(browser: Browser) -> None:
    browser.begin(size_bytes=9)
    answer = Browser(browser.token).begin(size_bytes=7)
    assert (answer.status, answer.body["code"]) == (409, "upload_exists")
    assert "已有录制" in answer.body["detail"]
    assert "restart" in answer.body["remedy"]


def test_a_candidate_reaches_no_upload_of_another_one(browser: Browser, invite: Invite) -> None:
    upload_id = browser.begin().body["upload_id"]
    _, other = invite(interview_id="int_2")
    other.agree()
    assert other.addresses(upload_id, 1).status == 404
    assert other.get().body["answers"][0]["upload"] is None
