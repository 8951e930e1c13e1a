"""Questions are shown one after the other, and the server knows since when."""

from datetime import timedelta

import pytest

from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite
from tests.builders.recruiting import days


@pytest.fixture
def browser(invite: Invite) -> Browser:
    _, made = invite()
    made.agree()
    return made


def seconds(deployment: Deployment, count: float) -> None:
    deployment.clock.instant += timedelta(seconds=count)


def test_a_question_is_not_read_before_it_is_shown(browser: Browser) -> None:
    assert [answer["question"]["text"] for answer in browser.get().body["answers"]] == [None, None]
    assert browser.question()["question"]["text"]["zh"] == "讲一次线上故障。"
    assert browser.get().body["answers"][1]["question"]["text"] is None


def test_a_reload_gives_no_second_time_to_think(deployment: Deployment, browser: Browser) -> None:
    assert browser.question()["thinking_left_ms"] == 30_000
    seconds(deployment, 20)
    assert Browser(browser.token).question()["thinking_left_ms"] == 10_000
    seconds(deployment, 60)
    assert browser.get().body["answers"][0]["thinking_left_ms"] == 0


def test_a_pause_gives_no_second_time_to_think(deployment: Deployment, browser: Browser) -> None:
    browser.question()
    browser.tell("session/pause")
    seconds(deployment, 25)
    browser.tell("session/resume")
    assert browser.question()["thinking_left_ms"] == 5_000


def test_a_retake_does_not_begin_with_time_to_think(deployment: Deployment, browser: Browser) -> None:
    browser.question()
    seconds(deployment, 45)
    browser.hand_in()
    assert browser.question()["thinking_left_ms"] == 0


def test_each_beginning_of_a_recording_is_noted(deployment: Deployment, browser: Browser) -> None:
    browser.question()
    for _ in range(2):
        seconds(deployment, 10)
        assert browser.tell("answers/a1/start").status == 200
    [row] = deployment.rows("#INTERVIEW#", "ANSWER#a1")
    assert row["version"] == "|2026-11-22T09:00:00+00:00/2"


def test_questions_come_in_their_order(browser: Browser) -> None:
    answer = browser.tell("answers/a2/show")
    assert (answer.status, answer.body["code"]) == (409, "earlier_question_first")
    browser.question()
    assert browser.question("a2")["question"]["text"]["en"] == "How do you make an API idempotent?"


def test_the_session_names_the_question_to_go_on_with(browser: Browser) -> None:
    assert browser.get().body["next_answer"] == "a1"
    browser.hand_in()
    assert browser.get().body["next_answer"] == "a2"
    browser.hand_in(answer_id="a2")
    assert browser.get().body["next_answer"] is None


def test_a_browser_with_a_wrong_clock_is_told_the_servers(deployment: Deployment, browser: Browser) -> None:
    seconds(deployment, 7)
    seen = browser.get().body
    assert (seen["now"], seen["closes_at"]) == ("2026-11-22T09:00:07Z", "2026-11-29T09:00:00Z")


def test_a_question_that_nobody_asks_is_not_shown(browser: Browser) -> None:
    assert browser.tell("answers/a9/show").status == 404


def test_after_the_deadline_no_question_is_shown(deployment: Deployment, browser: Browser) -> None:
    deployment.clock.instant += days(8)
    answer = browser.tell("answers/a1/show")
    assert (answer.status, answer.body["code"]) == (410, "session_expired")
    assert "截止" in answer.body["detail"]
