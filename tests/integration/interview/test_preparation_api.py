"""Before it counts: the device check, and a practice question that nobody keeps."""

from typing import Any

import pytest
import requests

from shared.interview.keys import read_upload_key
from tests.builders.aws import Deployment
from tests.builders.candidate import PART, Browser, Invite, Staff
from tests.builders.recruiting import days

FINE = {
    "camera": {"width": 1280, "height": 720, "brightness": 0.5},
    "microphone": {"level_db": -20, "noise_db": -60, "clipped_share": 0},
    "speaker_heard": True,
    "network": {"up_kbps": 4000, "down_kbps": 20_000, "round_trip_ms": 30},
    "browser": {"name": "Chrome", "version": "140"},
}


def practise(browser: Browser, body: bytes = b"practice") -> dict[str, Any]:
    """Record, send and join a practice answer; what the candidate sees of it."""
    begun = browser.tell("practice", {"content_type": "video/webm", "size_bytes": len(body)}).body
    size = begun["part_bytes"]
    parts = []
    for number, url in begun["urls"].items():
        start = (int(number) - 1) * size
        told = requests.put(url, data=body[start : start + size], timeout=5)
        parts.append({"number": int(number), "etag": told.headers["ETag"]})
    done: dict[str, Any] = browser.tell(f"practice/{begun['practice_id']}/complete", {"parts": parts}).body
    return done


def test_a_device_in_order_needs_no_advice(browser: Browser) -> None:
    check = browser.tell("device-checks", FINE).body
    assert (check["advice"], check["media"], check["possible"]) == ([], ["video", "audio"], True)


@pytest.mark.parametrize(
    ("broken", "finding", "word"),
    [
        ({"camera": {"trouble": "blocked"}}, "camera_blocked", "权限"),
        ({"camera": {"brightness": 0.05}}, "camera_dark", "较暗"),
        ({"microphone": {"trouble": "not_found"}}, "microphone_not_found", "麦克风"),
        ({"microphone": {"level_db": -60}}, "microphone_quiet", "靠近麦克风"),
        ({"speaker_heard": False}, "speaker_silent", "测试声音"),
        ({"network": {"up_kbps": 100}}, "network_slow_up", "断线后可继续"),
        ({"browser": {"recorder": False}}, "browser_no_recorder", "Chrome"),
        ({"browser": {"inside_app": True}}, "browser_inside_app", "在浏览器中打开"),
    ],
)
def test_each_trouble_comes_with_what_helps(browser: Browser, broken: dict[str, Any], finding: str, word: str) -> None:
    [advice] = browser.tell("device-checks", {**FINE, **broken}).body["advice"]
    assert advice["finding"] == finding
    assert word in advice["words"]["zh"]
    assert advice["words"]["en"]


def test_without_a_camera_sound_is_enough(browser: Browser) -> None:
    check = browser.tell("device-checks", {**FINE, "camera": {"trouble": "not_found"}}).body
    assert (check["media"], check["possible"]) == (["audio"], True)


def test_without_camera_and_microphone_writing_is_the_way_where_it_is_granted(invite: Invite) -> None:
    invitation, browser = invite()
    nothing = {**FINE, "camera": {"trouble": "failed"}, "microphone": {"trouble": "failed"}}
    assert browser.tell("device-checks", nothing).body["possible"] is False
    Staff().put(f"invitations/{invitation.invitation_id}/accommodation", {"granted": {"text_answers": True}})
    check = browser.tell("device-checks", nothing).body
    assert (check["media"], check["possible"]) == (["text"], True)


def test_a_failed_check_holds_nobody_back(browser: Browser) -> None:
    browser.tell("device-checks", {**FINE, "microphone": {"trouble": "failed"}})
    assert browser.agree().status == 200


def test_checks_are_recorded_and_go_by_themselves(deployment: Deployment, browser: Browser) -> None:
    for brightness in (0.1, 0.5):
        browser.tell("device-checks", {**FINE, "camera": {"brightness": brightness}})
        deployment.clock.instant += days(0.01)
    seen = [each["report"]["camera"]["brightness"] for each in browser.ask("device-checks").body["items"]]
    assert sorted(seen) == [0.1, 0.5]
    assert all("expires_at" in row for row in deployment.rows(sk_part="DEVICES#"))


def test_a_practice_recording_can_be_looked_at(browser: Browser) -> None:
    browser.agree()
    body = b"p" * PART + b"end"
    done = practise(browser, body)
    assert done["state"] == "ready"
    assert requests.get(done["playback"], timeout=5).content == body
    assert browser.ask("practice").body["practice_id"] == done["practice_id"]


def test_nothing_of_a_practice_recording_is_assessed(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    told = [row["SK"] for row in deployment.rows(sk_part="EVENT#")]
    practise(browser)
    [key] = deployment.objects("practice/acme/int_1/")
    assert read_upload_key(key) is None
    assert [deployment.objects(folder) for folder in ("uploads/", "human/", "receipts/")] == [[], [], []]
    assert [row["SK"] for row in deployment.rows(sk_part="EVENT#")] == told
    assert deployment.rows(sk_part="ANSWER#") == []


def test_practising_costs_no_retake(browser: Browser) -> None:
    browser.agree()
    practise(browser)
    practise(browser, b"again")
    assert [answer["retakes_left"] for answer in browser.get().body["answers"]] == [2, 2]


def test_another_practice_takes_the_place_of_the_first(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    first, _ = practise(browser), practise(browser, b"again")
    assert requests.get(first["playback"], timeout=5).content == b""
    assert len(deployment.rows(sk_part="PRACTICE")) == 1


def test_a_practice_recording_is_deleted_when_asked(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    done = practise(browser)
    assert browser.tell(f"practice/{done['practice_id']}", method="DELETE").status == 204
    assert requests.get(done["playback"], timeout=5).content == b""
    assert browser.ask("practice").status == 404


def test_after_a_day_it_is_gone(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    practise(browser)
    deployment.clock.instant += days(1)
    assert browser.ask("practice").status == 404


def test_nobody_is_recorded_before_agreeing_to_it(browser: Browser) -> None:
    answer = browser.tell("practice", {"content_type": "video/webm", "size_bytes": 9})
    assert (answer.status, answer.body["code"]) == (409, "session_not_open")


def test_a_practice_recording_stays_small(browser: Browser) -> None:
    browser.agree()
    answer = browser.tell("practice", {"content_type": "video/webm", "size_bytes": 1024**3})
    assert answer.status == 422


def test_a_candidate_does_not_reach_the_practice_of_another_one(browser: Browser, invite: Invite) -> None:
    browser.agree()
    practice_id = practise(browser)["practice_id"]
    _, other = invite(interview_id="int_2")
    other.agree()
    assert other.tell(f"practice/{practice_id}", method="DELETE").status == 404
    assert browser.ask("practice").status == 200
