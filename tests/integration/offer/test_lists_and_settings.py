"""Lists page by page in one query, and what a company sets, version by version."""

import json
from typing import Any

import pytest

from shared.kernel.ids import ApplicationId, CandidateId
from tests.builders.aws import Deployment
from tests.builders.counting import counting
from tests.builders.offers import (
    ADA,
    FIONA,
    MAX,
    OFFERS,
    PAULA,
    RITA,
    SALES,
    Mailbox,
    approved,
    decided_for,
    drafted,
    later,
    sent,
    submitted,
    where,
)


def many(deployment: Deployment, count: int) -> list[str]:
    approved(headcount=50, budget_fen=10**12, occurred_at=later(deployment, minutes=1))
    made = []
    for number in range(count):
        application = ApplicationId(f"app_{number + 10}")
        decided_for(deployment, application, CandidateId(f"cnd_{number + 10}"), email=f"c{number}@example.com")
        later(deployment, seconds=1)
        made.append(drafted(application).body["offer_id"])
    return made


def test_offers_are_listed_page_by_page_the_newest_first(deployment: Deployment) -> None:
    made = many(deployment, 3)
    one = RITA.get(OFFERS, limit="2")
    two = RITA.get(OFFERS, limit="2", cursor=one.body["next"])
    assert [each["offer_id"] for each in (*one.body["items"], *two.body["items"])] == made[::-1]
    assert two.body["next"] is None


def test_a_list_is_of_a_state_or_a_department_or_both(deployment: Deployment) -> None:
    made = many(deployment, 2)
    RITA.post(f"{OFFERS}/{made[0]}/submit", read=RITA.get(f"{OFFERS}/{made[0]}"))

    def listed(**query: str) -> list[str]:
        return [each["offer_id"] for each in RITA.get(OFFERS, **query).body["items"]]

    assert listed(state="submitted") == [made[0]]
    assert listed(state="draft") == [made[1]]
    assert listed(department="R&D") == made[::-1]
    assert listed(department="R&D", state="submitted") == [made[0]]
    assert listed(department="Sales") == []
    assert listed(state="sent") == []


def test_a_manager_sees_the_own_department_alone(deployment: Deployment) -> None:
    drafted()
    assert len(MAX.get(OFFERS).body["items"]) == 1
    assert SALES.get(OFFERS).body["items"] == []
    assert len(FIONA.get(OFFERS).body["items"]) == 1


def test_a_cursor_of_one_list_opens_no_other(deployment: Deployment) -> None:
    many(deployment, 2)
    one = RITA.get(OFFERS, limit="1")
    told = RITA.get(OFFERS, limit="1", state="draft", cursor=one.body["next"])
    assert (told.status, told.body["code"]) == (422, "bad_cursor")


@pytest.mark.parametrize(
    "path",
    [OFFERS, "{offer}", "{offer}/proposals", "{offer}/history", "{offer}/letters", "{offer}/asks", "/v1/offer/budgets"],
)
def test_no_page_takes_more_than_three_queries_and_none_scans(
    deployment: Deployment, mailbox: Mailbox, path: str
) -> None:
    made, _link = sent(mailbox)
    with counting(deployment.session) as calls:
        assert RITA.get(path.format(offer=where(made))).status == 200
    assert calls.of("Query") <= 3, calls.told
    assert calls.of("Scan") == 0


def grades() -> Any:
    return PAULA.get("/v1/offer/grades")


def test_grades_are_versions_that_offers_keep(deployment: Deployment) -> None:
    before = grades()
    assert (before.body["stamp"]["version"], before.headers["etag"]) == (0, '"0"')
    made = drafted()
    table = json.loads(json.dumps(before.body["grades"]))
    next(each for each in table["grades"] if each["code"] == "senior_engineer")["band"]["high_fen"] = 3_000_000
    assert RITA.put("/v1/offer/grades", table, read=before).status == 403
    told = PAULA.put("/v1/offer/grades", table, read=before)
    assert (told.status, told.body["stamp"]["version"], told.body["stamp"]["changed_by"]) == (200, 1, "paula")
    assert PAULA.put("/v1/offer/grades", table, read=before).status == 412
    assert RITA.get(where(made)).body["offer"]["set"]["grades_version"] == 0
    old = PAULA.get("/v1/offer/grades/versions/0").body["grades"]
    assert old == before.body["grades"]
    [stamp] = PAULA.get("/v1/offer/grades/versions").body["items"]
    assert stamp["version"] == 1
    assert PAULA.get("/v1/offer/grades/versions/7").status == 404


def test_rules_lead_to_grades_that_are_there(deployment: Deployment) -> None:
    before = PAULA.get("/v1/offer/rules")
    rule = {"name": "own", "grade": "wizard", "conditions": [{"about": "overall", "at_least": 50}]}
    told = PAULA.put("/v1/offer/rules", {"rules": [rule]}, read=before)
    assert (told.status, told.body["code"]) == (422, "rules_without_grade")
    kept = PAULA.put("/v1/offer/rules", {"rules": [{**rule, "grade": "engineer"}]}, read=before)
    assert kept.body["stamp"]["version"] == 1
    table = grades()
    fewer = {"grades": [each for each in table.body["grades"]["grades"] if each["code"] != "engineer"]}
    refused = PAULA.put("/v1/offer/grades", fewer, read=table)
    assert refused.body["code"] == "rules_without_grade"


def test_a_company_may_have_quite_another_ladder_from_the_beginning(deployment: Deployment) -> None:
    own = {"code": "P6", "title": {"zh": "P6"}, "track": "p", "band": {"low_fen": 1, "high_fen": 2}}
    assert PAULA.put("/v1/offer/grades", {"grades": [own]}, read=grades()).status == 200
    made = RITA.post(OFFERS, {"application_id": "app_1"})
    proposal = RITA.post(f"{where(made)}/proposals", read=made).body["proposal"]
    assert (proposal["grade"], proposal["grades_version"]) == (None, 1)


def test_a_setting_that_no_row_could_hold_is_refused(deployment: Deployment) -> None:
    before = PAULA.get("/v1/offer/rules")
    condition = {"about": "department", "any_of": ["部" * 120] * 60}
    rules = [{"name": f"r{n}", "grade": "engineer", "conditions": [condition] * 20} for n in range(20)]
    told = PAULA.put("/v1/offer/rules", {"rules": rules}, read=before)
    assert (told.status, told.body["code"]) == (413, "too_large")


def test_the_companys_wording_is_in_the_letter(deployment: Deployment, mailbox: Mailbox) -> None:
    before = ADA.get("/v1/offer/letter-wording")
    own = before.body["wording"]
    own["zh"]["opening"] = "{name}：欢迎加入{company}。"
    assert ADA.put("/v1/offer/letter-wording", own, read=before).body["stamp"]["version"] == 1
    own["zh"]["opening"] = "{salary}"
    assert ADA.put("/v1/offer/letter-wording", own, read=ADA.get("/v1/offer/letter-wording")).status == 422
    made, _link = sent(mailbox)
    assert made.body["offer"]["sent"]["wording_version"] == 1


def test_the_employers_share_counts_against_the_budget(deployment: Deployment) -> None:
    before = ADA.get("/v1/offer/policy")
    assert before.body["policy"]["employer_share_percent"] == "35"
    changed = {**before.body["policy"], "employer_share_percent": "40.5", "reminder_hours": [12, 48]}
    assert ADA.put("/v1/offer/policy", changed, read=before).status == 422
    assert ADA.put("/v1/offer/policy", {**changed, "reminder_hours": []}, read=before).status == 200
    assert submitted().body["set"]["cost"]["annual_fen"] == 12 * 2_150_000 * 1405 // 1000


def test_a_tenant_sees_nothing_of_another(deployment: Deployment) -> None:
    made = drafted()
    stranger = type(RITA)("zed", "tenant_admin", tenant="beta")
    assert stranger.get(where(made)).status == 404
    assert stranger.get(OFFERS).body["items"] == []
    assert json.dumps(stranger.get("/v1/offer/budgets").body) == '{"items": [], "next": null}'
