"""The candidate reads the result and asks for things; each request is a task with a deadline that staff answers."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.decision.overdue_requests import handler as clock
from shared.assessment.model.correction import TranscriptCorrection
from shared.decision.outcomes.norms import cohort_of
from tests.builders.aws import BUCKET, NOW, Deployment, deployed
from tests.builders.decision import (
    ACME,
    ADA,
    AUDITOR,
    IGOR,
    INTERVIEW,
    IVAN,
    MAX,
    RITA,
    SALES,
    WHERE,
    Link,
    call_panel,
    company,
    decision,
    erased,
    invitation,
    norm,
    opened,
    rate,
    report,
    reported,
)
from tests.builders.lambda_context import FakeContext

REQUESTS = "/v1/decision/requests"
FRIDAY = (NOW + timedelta(days=5)).isoformat()


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed(sender_address="hr@acme.example") as made:
        made.client("sesv2").create_email_identity(EmailIdentity="hr@acme.example")
        company(made)
        opened(made)
        reported(made)
        yield made


@pytest.fixture
def link(deployment: Deployment) -> Link:
    return invitation(deployment)[1]


def said(deployment: Deployment) -> str:
    """What was written down of the first answer."""
    return report().answers[0].assessed.transcript.text  # type: ignore[union-attr]


def correction(deployment: Deployment, **changed: str) -> dict[str, str]:
    return {"kind": "correction", "answer_id": "a1", "heard": said(deployment)[:12], "said": "我负责的是", **changed}


def release(automatic: bool = False) -> None:
    RITA.post(f"{WHERE}/decisions", decision("reject", "competency_below_standard", note="内部说明,不给候选人看"))
    if not automatic:
        assert RITA.post(f"{WHERE}/release").status == 200


def test_until_it_is_released_the_candidate_reads_that_people_are_looking(deployment: Deployment, link: Link) -> None:
    RITA.post(f"{WHERE}/decisions", decision("reject"))
    told = link.get("result").body
    assert (told["outcome"], told["feedback"], told["reasons"]) == (None, None, [])
    assert "具名的人" in told["text"]["zh"]


def test_a_released_result_has_kind_words_and_reasons_but_nothing_internal(deployment: Deployment, link: Link) -> None:
    release()
    told = link.get("result").body
    assert told["outcome"] == "reject"
    assert told["reasons"][0]["zh"] == "您在该岗位看重的若干胜任力上未达到其标准。"
    assert "内部说明" not in json.dumps(told, ensure_ascii=False)
    assert "cut" not in json.dumps(told)


def test_a_result_releases_itself_where_the_company_says_so(deployment: Deployment, link: Link) -> None:
    policy = ADA.get("/v1/decision/policy")
    ADA.put("/v1/decision/policy", {"release": "automatic", "release_after_days": 3}, read=policy)
    release(automatic=True)
    assert link.get("result").body["outcome"] is None
    deployment.clock.instant += timedelta(days=3)
    assert link.get("result").body["outcome"] == "reject"


def test_a_corrected_result_is_released_anew(deployment: Deployment, link: Link) -> None:
    release()
    first = RITA.get(f"{WHERE}/decisions").body["items"][0]["decision"]["decision_id"]
    path = f"{WHERE}/decisions/{first}/corrections"
    RITA.post(path, decision(correction_reason="复核后更正"))
    assert link.get("result").body["outcome"] is None
    RITA.post(f"{WHERE}/release")
    assert link.get("result").body["outcome"] == "advance"


def test_a_hold_is_no_result_to_release(deployment: Deployment) -> None:
    RITA.post(f"{WHERE}/decisions", decision("hold"))
    assert RITA.post(f"{WHERE}/release").status == 409
    assert IVAN.post(f"{WHERE}/release").status == 403


def test_the_feedback_compares_only_where_the_norm_is_valid(deployment: Deployment, link: Link) -> None:
    made = report(norm=norm(40))
    reported(deployment, made.model_copy(update={"revision": 2}))
    table = deployment.platform.table(ACME)
    for number in range(40):
        row = {"PK": table.pk(f"STANDING#{cohort_of(made.norm.cohort)}"), "SK": f"INTERVIEW#int_x{number}"}
        table.put(row | {"scores": {"communication": 50_000 + 1000 * number}})
    release()
    feedback = link.get("result", language="en").body["feedback"]
    lines = {line["competency"]: line for line in feedback["scores"]}
    assert lines["communication"]["sentence"]["en"] == (
        "Communication 71, above 54 % of candidates for this role (compared with 40)"
    )
    assert lines["teamwork"]["above"] is None
    assert "no comparison" in lines["teamwork"]["sentence"]["en"]
    assert feedback["overall"]["en"].startswith("Overall above 80 %")
    assert feedback["strengths"]


def test_without_a_valid_norm_nobody_is_compared(deployment: Deployment, link: Link) -> None:
    reported(deployment, report(norm=norm(12, None), revision=2))
    release()
    feedback = link.get("result").body["feedback"]
    assert feedback["overall"] is None
    assert {line["above"] for line in feedback["scores"]} == {None}


def test_where_the_consent_was_taken_back_there_is_no_feedback_of_a_machine(deployment: Deployment, link: Link) -> None:
    release()
    opened(deployment, scored=False)
    assert link.get("result").body["feedback"] is None


def test_another_link_opens_nothing_of_this_candidate(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    other = invitation(deployment, "int_2", candidate_id="cnd_2")[1]
    assert other.get("requests").body["items"] == []
    assert other.post(f"requests/{asked}/withdraw").status == 404
    assert Link(link.token[:-1] + "x").get("result").status == 401
    assert Link("nonsense").post("requests", {"kind": "explanation"}).status == 401


def test_a_request_is_a_task_with_a_deadline_and_its_source(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "human_review", "text": "请由人来看"})
    assert (asked.status, asked.body["state"]) == (201, "open")
    assert asked.body["due_at"].startswith("2026-12-11")  # fifteen working days from a Sunday
    assert "第二十四条" in asked.body["source"]["zh"]
    [line] = RITA.get(REQUESTS).body["items"]
    assert (line["request"]["request_id"], line["overdue"]) == (asked.body["request_id"], False)
    assert "candidate_request_received.v1" in [row["detail_type"] for row in deployment.rows(INTERVIEW, "EVENT#")]


def test_the_same_request_twice_is_one_and_a_second_one_waits_for_the_first(deployment: Deployment, link: Link) -> None:
    first = link.post("requests", {"kind": "explanation"}, key="k1").body
    assert link.post("requests", {"kind": "explanation"}, key="k1").body["request_id"] == first["request_id"]
    again = link.post("requests", {"kind": "explanation"})
    assert (again.status, again.body["code"]) == (409, "request_open")
    assert link.post(f"requests/{first['request_id']}/withdraw").body["state"] == "withdrawn"
    assert link.post("requests", {"kind": "explanation"}).status == 201
    assert len(RITA.get(REQUESTS).body["items"]) == 1


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "correction", "answer_id": "a1"},
        {"kind": "explanation", "heard": "x"},
        {"kind": "money"},
        {"kind": "explanation", "text": "x" * 4001},
    ],
)
def test_what_is_no_request_is_refused(deployment: Deployment, link: Link, wish: dict[str, str]) -> None:
    assert link.post("requests", wish).status == 422
    assert RITA.get(REQUESTS).body["items"] == []


def test_staff_assigns_and_answers_and_the_candidate_reads_it(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation", "text": "为什么没有通过?"}).body["request_id"]
    read = RITA.get(f"{REQUESTS}/{asked}")
    assert read.body["words"]["text"] == "为什么没有通过?"
    assert RITA.post(f"{REQUESTS}/{asked}/assign", {"user_id": "ivan"}, read=read).status == 422
    assigned = RITA.post(f"{REQUESTS}/{asked}/assign", {"user_id": "ada"}, read=read)
    assert (assigned.body["request"]["state"], assigned.body["request"]["assignee"]) == ("assigned", "ada")
    assert len(ADA.get(REQUESTS, mine="true").body["items"]) == 1
    assert RITA.get(REQUESTS, mine="true").body["items"] == []
    order = {"verdict": "granted", "answer": {"zh": "岗位要求三年经验。", "en": "Three years are required."}}
    assert ADA.post(f"{REQUESTS}/{asked}/answer", order, read=read).status == 412
    done = ADA.post(f"{REQUESTS}/{asked}/answer", order, read=assigned)
    assert [line["what"] for line in done.body["request"]["log"]] == ["received", "assigned", "answered"]
    [mine] = link.get("requests").body["items"]
    assert (mine["state"], mine["verdict"], mine["answer"]["zh"]) == ("answered", "granted", "岗位要求三年经验。")
    assert "ada" not in json.dumps(mine)
    assert RITA.get(REQUESTS).body["items"] == []
    assert ADA.post(f"{REQUESTS}/{asked}/answer", order, read=done).body["code"] == "request_closed"


def test_who_may_not_answer_requests_does_not(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    order = {"verdict": "granted", "answer": {"zh": "可以。"}}
    read = MAX.get(f"{REQUESTS}/{asked}")
    assert read.status == 200
    assert AUDITOR.get(f"{REQUESTS}/{asked}").status == 200
    for person in (MAX, AUDITOR, IVAN):
        assert person.post(f"{REQUESTS}/{asked}/answer", order, read=read).status == 403
    assert SALES.get(f"{REQUESTS}/{asked}").status == 403
    assert SALES.get(REQUESTS).body["items"] == []


def test_a_correction_is_kept_beside_the_original_and_people_are_asked_to_look(
    deployment: Deployment, link: Link
) -> None:
    release()
    assert RITA.get("/v1/decision/waiting").body["items"] == []
    asked = link.post("requests", correction(deployment)).body["request_id"]
    read = RITA.get(f"{REQUESTS}/{asked}")
    done = RITA.post(f"{REQUESTS}/{asked}/answer", {"verdict": "granted", "answer": {"zh": "已更正。"}}, read=read)
    assert done.status == 200, done.body
    shown = RITA.get(f"{WHERE}/transcripts/a1").body
    original = said(deployment)
    assert shown["original"] == original
    assert shown["corrections"][0]["corrected"] == original.replace(original[:12], "我负责的是")
    assert [one["waiting"]["why"] for one in RITA.get("/v1/decision/waiting").body["items"]] == ["correction"]
    assert "transcript_corrected.v1" in [row["detail_type"] for row in deployment.rows(INTERVIEW, "EVENT#")]
    assert not any("我负责的是" in str(row) for row in deployment.rows())


def test_words_that_do_not_stand_there_once_are_corrected_by_the_whole_text(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", correction(deployment, heard="没有说过的话")).body["request_id"]
    read = RITA.get(f"{REQUESTS}/{asked}")
    order = {"verdict": "partly", "answer": {"zh": "已部分更正。"}}
    assert RITA.post(f"{REQUESTS}/{asked}/answer", order, read=read).body["code"] == "corrected_text_needed"
    order["corrected_text"] = "更正后的全文"
    assert RITA.post(f"{REQUESTS}/{asked}/answer", order, read=read).status == 200
    assert RITA.get(f"{WHERE}/transcripts/a1").body["corrections"][0]["corrected"] == "更正后的全文"


def scored_from(deployment: Deployment, text: str, *, kept: bool = True) -> None:
    """The answer is scored anew from corrected words: the next report shows those, and refers to what was heard."""
    first = report()
    [heard] = [line.assessed for line in first.answers if line.answer_id == "a1"]
    assert heard is not None
    original = deployment.platform.bucket(ACME).put_document("artifacts/acme/int_1/a1/first.json", heard)
    if not kept:
        deployment.client("s3").delete_object(Bucket=BUCKET, Key=original.key)
    done = {"request_id": "crq_1", "number": 1, "accepted_by": "rita", "accepted_at": NOW, "original": original}
    changed = heard.model_copy(
        update={
            "transcript": heard.transcript.model_copy(update={"text": text}),
            "corrected": TranscriptCorrection.model_validate(done),
        }
    )
    lines = tuple(
        line.model_copy(update={"assessed": changed}) if line.answer_id == "a1" else line for line in first.answers
    )
    reported(deployment, first.model_copy(update={"answers": lines, "revision": 2}))


def test_a_second_correction_is_shown_beside_what_was_heard_and_not_beside_the_first_correction(
    deployment: Deployment, link: Link
) -> None:
    granted = {"verdict": "granted", "answer": {"zh": "已更正。"}}
    asked = link.post("requests", correction(deployment)).body["request_id"]
    RITA.post(f"{REQUESTS}/{asked}/answer", granted, read=RITA.get(f"{REQUESTS}/{asked}"))
    once = said(deployment).replace(said(deployment)[:12], "我负责的是")
    scored_from(deployment, once)
    again = correction(deployment, heard="我负责的是", said="我带队做的是")
    asked = link.post("requests", again).body["request_id"]
    RITA.post(f"{REQUESTS}/{asked}/answer", granted, read=RITA.get(f"{REQUESTS}/{asked}"))
    shown = RITA.get(f"{WHERE}/transcripts/a1").body
    assert shown["original"] == said(deployment)
    assert [one["corrected"] for one in shown["corrections"]] == [once, once.replace("我负责的是", "我带队做的是")]


def test_what_was_heard_and_is_kept_no_more_is_not_replaced_by_the_correction(deployment: Deployment) -> None:
    scored_from(deployment, "更正后的全文", kept=False)
    assert RITA.get(f"{WHERE}/transcripts/a1").body["code"] == "no_transcript"


def test_without_a_transcript_there_is_nothing_to_correct(deployment: Deployment, link: Link) -> None:
    assert link.post("requests", correction(deployment, answer_id="a4")).body["code"] == "no_transcript"
    opened(deployment, scored=False)
    assert link.post("requests", correction(deployment)).body["code"] == "no_transcript"


def test_a_human_review_is_done_by_others_than_who_decided_and_without_the_machine(
    deployment: Deployment, link: Link
) -> None:
    MAX.post(f"{WHERE}/decisions", decision("reject"))
    asked = link.post("requests", {"kind": "human_review"}).body["request_id"]
    path, read = f"{REQUESTS}/{asked}", RITA.get(f"{REQUESTS}/{asked}")
    granted = {"verdict": "granted", "answer": {"zh": "已由两位同事复核。"}}
    assert RITA.post(f"{path}/answer", granted, read=read).body["code"] == "not_reviewed"
    partial = {"user_ids": ["max"], "due_at": FRIDAY}
    assert RITA.post(f"{path}/panel", partial, read=read).body["code"] == "not_independent"
    called = RITA.post(f"{path}/panel", {"user_ids": ["ivan", "igor"], "due_at": FRIDAY}, read=read)
    assert called.body["request"]["state"] == "in_review"
    assert RITA.get(f"{WHERE}/panel").body["without_ai"] is True
    rate(IVAN, 4, 4, 4)
    assert RITA.post(f"{path}/answer", granted, read=called).body["code"] == "not_reviewed"
    rate(IGOR, 4, 5, 4)
    found = RITA.get(f"{WHERE}/ratings/agreement").body
    assert {one["machine"] for one in found["competencies"]} == {None}
    first = RITA.get(f"{WHERE}/decisions").body["items"][0]["decision"]["decision_id"]
    order = decision(correction_reason="人工复核后更正")
    second = RITA.post(f"{WHERE}/decisions/{first}/corrections", order).body
    assert (second["basis"]["without_ai"], second["basis"]["proposal"]) == (True, None)
    assert RITA.post(f"{path}/answer", granted, read=called).status == 200


def test_only_a_human_review_calls_a_panel(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    read = RITA.get(f"{REQUESTS}/{asked}")
    order = {"user_ids": ["ivan"], "due_at": FRIDAY}
    assert RITA.post(f"{REQUESTS}/{asked}/panel", order, read=read).body["code"] == "wrong_kind"


def test_requests_are_listed_by_deadline_page_by_page(deployment: Deployment, link: Link) -> None:
    for kind in ("explanation", "human_review"):
        link.post("requests", {"kind": kind})
    link.post("requests", correction(deployment))
    first = RITA.get(REQUESTS, limit="2").body
    rest = RITA.get(REQUESTS, limit="2", cursor=first["next"]).body
    kinds = [one["request"]["kind"] for one in (*first["items"], *rest["items"])]
    assert sorted(kinds[:2]) == ["correction", "human_review"]
    assert kinds[2] == "explanation"


def test_somebody_is_reminded_once_a_day_before_and_after_the_deadline(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    assert clock({}, FakeContext()) == {"reminded": 0}
    deployment.clock.instant += timedelta(days=28)
    assert clock({}, FakeContext()) == {"reminded": 1}
    assert clock({}, FakeContext()) == {"reminded": 0}
    read = RITA.get(f"{REQUESTS}/{asked}")
    assert read.body["request"]["log"][-1] | {"at": ""} == {
        "at": "",
        "by": "system:overdue_requests",
        "what": "reminded",
        "to": "ada",
    }
    RITA.post(f"{REQUESTS}/{asked}/assign", {"user_id": "rita"}, read=read)
    deployment.clock.instant += timedelta(days=3)
    assert clock({}, FakeContext()) == {"reminded": 1}
    [line] = RITA.get(REQUESTS).body["items"]
    assert (line["overdue"], line["request"]["log"][-1]["to"]) == (True, "rita")


def test_of_an_erased_candidate_no_request_is_read_made_or_reminded_of(deployment: Deployment, link: Link) -> None:
    release()
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    erased(deployment)
    assert link.get("result").status == 410
    assert link.get("requests").status == 410
    assert link.post("requests", {"kind": "human_review"}).status == 410
    assert RITA.get(f"{REQUESTS}/{asked}").status == 410
    deployment.clock.instant += timedelta(days=30)
    assert clock({}, FakeContext()) == {"reminded": 0}


def test_a_request_stands_in_the_audit_log_with_its_answer(deployment: Deployment, link: Link) -> None:
    asked = link.post("requests", {"kind": "explanation"}).body["request_id"]
    read = RITA.get(f"{REQUESTS}/{asked}")
    RITA.post(f"{REQUESTS}/{asked}/answer", {"verdict": "refused", "answer": {"zh": "不适用。"}}, read=read)
    links = [json.loads(row["link"])["entry"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    made = {link["action"]: link["actor"] for link in links}
    assert (made["ask_request"], made["answer_request"]) == ("candidate:cnd_1", "rita")


def test_a_panel_member_reads_the_transcript_but_nothing_of_a_score(deployment: Deployment) -> None:
    call_panel(IVAN)
    told = IVAN.get(f"{WHERE}/transcripts/a1")
    assert (told.status, set(told.body)) == (200, {"answer_id", "original", "corrections"})
    assert IGOR.get(f"{WHERE}/transcripts/a1").status == 403
