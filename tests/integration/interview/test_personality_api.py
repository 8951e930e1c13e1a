"""The personality test: taken on any device, read by people, and by nothing else."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from shared.interview.personality.inventory import inventory
from shared.interview.personality.model import PersonalityTest
from shared.interview.personality.scoring import score
from shared.interview.personality.store import PersonalityStore
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite, Staff
from tests.builders.recruiting import ACME, NOW, days
from tests.builders.respondents import Answers, always, careful, responses

TEST = "personality"
RESULT = "personality/results/app_1"


@pytest.fixture
def browser(invite: Invite) -> Browser:
    return invite(application_id="app_1", department="研发")[1]


def begin(browser: Browser) -> Any:
    return browser.tell(TEST, {"language": "zh", "agreed": True}).body


def answer(browser: Browser, item_id: str, point: int, elapsed_ms: int | None = 6000) -> Any:
    return browser.tell(f"{TEST}/answers/{item_id}", {"answer": point, "elapsed_ms": elapsed_ms}, method="PUT")


def hand_in(deployment: Deployment, browser: Browser, answers: Answers, seconds: float = 6.0) -> Any:
    """Answer everything with this much time each, and hand it in."""
    begin(browser)
    for item_id, point in answers.items():
        deployment.clock.instant += timedelta(seconds=seconds)
        answer(browser, item_id, point, round(seconds * 1000))
    return browser.tell(f"{TEST}/complete", {})


def earlier(deployment: Deployment, count: int) -> None:
    """This many people of the tenant have taken the test with care."""
    here = deployment.platform
    store = PersonalityStore(here.table(ACME), here.audit(ACME), here.sealer(ACME))
    draw = random.Random(9)
    for number in range(count):
        test = PersonalityTest(
            subject=f"app_e{number}",
            application_id=ApplicationId(f"app_e{number}"),
            interview_id=InterviewId(f"int_e{number}"),
            candidate_id=CandidateId("cnd_e"),
            position_id=PositionId("pos_1"),
            department=None,
            version=inventory().version,
            language="zh",
            wording="w",
            notice_sha256="h",
            begun_at=NOW,
            closes_at=NOW + days(7),
        )
        answers = careful(draw)
        store.begin(test)
        result = score(test, inventory(), responses(answers), None, NOW)
        store.complete(test.model_copy(update={"state": "completed"}), result, answers, [])


def told(deployment: Deployment) -> list[dict[str, Any]]:
    rows = deployment.rows("#PERSONALITY#", "EVENT#")
    return [json.loads(row["detail"]) for row in rows if row["detail_type"] == "personality_completed.v1"]


def test_a_candidate_reads_what_it_is_for_before_it_begins(browser: Browser) -> None:
    seen = browser.ask(TEST).body
    assert (seen["state"], seen["items"], seen["total"]) == ("not_begun", [], 50)
    assert "不计入面试评分" in seen["notice"]["zh"]
    refused = browser.tell(TEST, {"language": "zh", "agreed": False})
    assert (refused.status, refused.body["code"]) == (422, "agreement_needed")


def test_nobody_sees_which_factor_a_statement_is_of(browser: Browser) -> None:
    seen = begin(browser)
    assert set(seen["items"][0]) == {"number", "item_id", "text", "answer"}
    assert "openness" not in json.dumps(seen)


def test_every_answer_is_kept_at_once_and_another_device_goes_on(browser: Browser) -> None:
    first = begin(browser)["items"]
    answer(browser, first[0]["item_id"], 4)
    answer(browser, first[1]["item_id"], 2)
    answer(browser, first[1]["item_id"], 3)
    seen = Browser(browser.token).ask(TEST).body
    assert [item["answer"] for item in seen["items"][:3]] == [4, 3, None]
    assert [item["item_id"] for item in seen["items"]] == [item["item_id"] for item in first]
    assert seen["answered"] == 2


def test_the_time_of_the_first_answer_stays_and_changes_are_counted(deployment: Deployment, browser: Browser) -> None:
    begin(browser)
    answer(browser, "e01", 4, 5200)
    answer(browser, "e01", 5, 400)
    [row] = deployment.rows("#PERSONALITY#", "ITEM#e01")
    assert (row["elapsed_ms"], row["saves"]) == ("5200", "2")
    assert [item["answer"] for item in browser.ask(TEST).body["items"] if item["item_id"] == "e01"] == [5]


def test_a_second_invitation_to_the_same_application_finds_the_same_test(invite: Invite, browser: Browser) -> None:
    begin(browser)
    answer(browser, "e01", 4)
    _, again = invite(application_id="app_1", interview_id="int_2")
    assert again.ask(TEST).body["answered"] == 1


def test_handing_in_tells_that_it_is_done_and_never_how_it_came_out(deployment: Deployment, browser: Browser) -> None:
    assert hand_in(deployment, browser, careful(random.Random(1))).body["state"] == "completed"
    [event] = told(deployment)
    assert (event["application_id"], event["valid"]) == ("app_1", True)
    assert set(event) == {
        "event_id",
        "tenant_id",
        "occurred_at",
        "application_id",
        "interview_id",
        "candidate_id",
        "position_id",
        "valid",
    }


def test_handing_in_twice_is_once_and_answers_stay_as_they_were(deployment: Deployment, browser: Browser) -> None:
    hand_in(deployment, browser, careful(random.Random(1)))
    assert browser.tell(f"{TEST}/complete", {}).body["state"] == "completed"
    assert len(told(deployment)) == 1
    late = answer(browser, "e01", 1)
    assert (late.status, late.body["code"]) == (409, "test_completed")


def test_statements_without_an_answer_are_named_by_their_place(deployment: Deployment, browser: Browser) -> None:
    items = begin(browser)["items"]
    for item in items[2:]:
        deployment.clock.instant += timedelta(seconds=5)
        answer(browser, item["item_id"], 3, 5000)
    refused = browser.tell(f"{TEST}/complete", {})
    assert (refused.status, refused.body["code"]) == (409, "unanswered")
    assert "第 1, 2 题" in refused.body["detail"]
    assert browser.tell(f"{TEST}/complete", {"anyway": True}).body["state"] == "completed"


def test_a_recruiter_reads_the_result_with_its_words_and_that_is_recorded(
    deployment: Deployment, browser: Browser
) -> None:
    hand_in(deployment, browser, careful(random.Random(1)))
    seen = Staff().get(RESULT).body
    assert (seen["result"]["verdict"], seen["result"]["norm_id"]) == ("valid", None)
    assert all(0 <= each["pomp"] <= 100 and each["t"] is None for each in seen["result"]["scores"])
    assert "不计入任何评分" in seen["careful"]["zh"]
    assert seen["factors"]["openness"]["title"]["zh"] == "开放性"
    [entry] = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    assert (entry["action"], entry["subject"]) == ("read_personality", "app_1")


def test_doubts_are_said_in_words(deployment: Deployment, browser: Browser) -> None:
    hand_in(deployment, browser, always(5), seconds=1.0)
    result = Staff().get(RESULT).body["result"]
    assert result["verdict"] == "doubtful"
    assert {doubt["sign"] for doubt in result["doubts"]} == {"inconsistent", "long_string", "too_fast", "acquiescence"}
    assert all(doubt["words"]["zh"] and doubt["words"]["en"] for doubt in result["doubts"])
    assert told(deployment)[0]["valid"] is False


def test_doubtful_answers_count_for_no_norm(deployment: Deployment, browser: Browser) -> None:
    hand_in(deployment, browser, always(5), seconds=1.0)
    assert deployment.rows("#PERSONALITIES", "RESPONSES#") == []


def test_only_the_own_department_reads_a_result(deployment: Deployment, browser: Browser) -> None:
    hand_in(deployment, browser, careful(random.Random(1)))
    assert Staff("manager", departments="研发").get(RESULT).status == 200
    for other in (Staff("manager", departments="市场"), Staff("interviewer"), Staff("finance")):
        assert other.get(RESULT).status == 403
    assert Staff("recruiter", "globex").get(RESULT).status in {403, 404}


def test_a_frozen_norm_compares_those_who_come_after_it(deployment: Deployment, browser: Browser) -> None:
    earlier(deployment, 100)
    norm = Staff("tenant_admin").post("personality/norms", {"language": "zh"})
    assert (norm.status, norm.body["n"]) == (201, 100)
    hand_in(deployment, browser, careful(random.Random(1)))
    result = Staff().get(RESULT).body["result"]
    assert (result["norm_id"], result["norm_n"]) == (norm.body["norm_id"], 100)
    assert all(each["low"] <= each["t"] <= each["high"] for each in result["scores"])
    assert [each["norm_id"] for each in Staff().get("personality/norms", language="zh").body["items"]] == [
        norm.body["norm_id"]
    ]
    assert Staff().get("personality/norms", language="en").body["items"] == []


def test_too_few_results_freeze_no_norm(deployment: Deployment, browser: Browser) -> None:
    hand_in(deployment, browser, careful(random.Random(1)))
    answer = Staff("tenant_admin").post("personality/norms", {"language": "zh"})
    assert (answer.status, answer.body["code"]) == (409, "too_few_results")
    assert Staff().post("personality/norms", {"language": "zh"}).status == 403


def test_reliability_is_shown_with_its_number_of_people(deployment: Deployment, browser: Browser) -> None:
    earlier(deployment, 49)
    few = Staff().get("personality/reliability", language="zh").body
    assert (few["n"], few["needed"], few["factors"]) == (49, 50, [])
    hand_in(deployment, browser, careful(random.Random(1)))
    enough = Staff().get("personality/reliability", language="zh").body
    assert (enough["n"], len(enough["factors"])) == (50, 5)
    for each in enough["factors"]:
        assert each["alpha"]["low"] < each["alpha"]["value"] < each["alpha"]["high"]
        assert each["omega"]["low"] < each["omega"]["value"] < each["omega"]["high"]
    assert Staff("interviewer").get("personality/reliability").status == 403


def test_after_the_deadline_nothing_is_begun_or_answered(deployment: Deployment, browser: Browser) -> None:
    begin(browser)
    deployment.clock.instant += days(8)
    for refused in (answer(browser, "e01", 3), browser.tell(f"{TEST}/complete", {"anyway": True})):
        assert (refused.status, refused.body["code"]) == (410, "session_expired")
    assert browser.ask(TEST).body["state"] == "closed"


@pytest.mark.parametrize(("item_id", "point", "status"), [("x99", 3, 404), ("e01", 6, 422), ("e01", 0, 422)])
def test_what_is_no_answer_is_refused(browser: Browser, item_id: str, point: int, status: int) -> None:
    begin(browser)
    assert answer(browser, item_id, point).status == status


def test_a_test_that_was_not_begun_takes_no_answer(browser: Browser) -> None:
    refused = answer(browser, "e01", 3)
    assert (refused.status, refused.body["code"]) == (409, "test_not_begun")
