import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.decision.fairness_api import handler
from shared.decision.fairness.desk import FairnessDesk
from shared.kernel.ids import PositionId, TenantId
from tests.builders.aws import Deployment, deployed
from tests.builders.fairness import POSITION, Groups
from tests.builders.fairness_desk import PLANTED, ask, assessed, tenant
from tests.builders.http import api_event, staff_claims
from tests.builders.lambda_context import FakeContext

AUDITS = "/v1/decision/fairness/audits"
MONTH = f"position_id={POSITION}&from=2026-11&to=2026-11"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def desk(deployment: Deployment) -> FairnessDesk:
    return tenant(deployment)


def text_of(path: str, query: str) -> tuple[str, str]:
    event = api_event("GET", path, claims=staff_claims("acme", "auditor"))
    event["queryStringParameters"] = dict(part.split("=", 1) for part in query.split("&"))
    told = handler(event, FakeContext())
    headers = {name.lower(): value for name, value in told.get("headers", {}).items()}
    headers |= {name.lower(): value[0] for name, value in told.get("multiValueHeaders", {}).items()}
    return str(headers["content-type"]), str(told["body"])


def test_an_audit_of_a_position_has_every_measure_and_attribute(desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    told = ask(handler, "GET", AUDITS, query=MONTH)
    assert told.status == 200
    tables = {(table["measure"], table["attribute"]): table for table in told.body["tables"]}
    assert len(tables) == 3 * 4
    female = tables["advanced", "sex"]["rows"][0]
    assert (female["category"], female["n"], female["impact_ratio"], female["flagged"]) == (["female"], 40, 0.4, True)
    assert female["p"] < 0.05
    assert female["low"] < 0.4 < female["high"]


def test_the_audit_of_a_tenant_is_of_all_its_positions_and_of_no_other_tenants(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    few: Groups = {("male", None): (5, 10), ("female", None): (5, 10)}
    assessed(desk, few)
    assessed(desk, few, PositionId("pos_2"), start=100)
    assessed(tenant(deployment, TenantId("globex")), few, start=200)
    assert ask(handler, "GET", AUDITS).body["assessed"] == 40


def test_a_decision_of_an_earlier_step_is_no_decision_about_what_the_machine_said(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    assessed(desk, {("male", None): (10, 10)})
    early = deployment.clock.now() - timedelta(days=2)
    for fact in desk.facts.of_position(POSITION):
        desk.facts.decided(POSITION, fact.key, "application_form", "reject", early, fact.candidate_id)
    assert {fact.decision for fact in desk.facts.of_position(POSITION)} == {"advance"}


def test_a_later_steps_decision_does_not_replace_that_of_the_step_after_the_report(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    assessed(desk, {("male", None): (10, 10)})
    later = deployment.clock.now() + timedelta(days=2)
    for fact in desk.facts.of_position(POSITION):
        desk.facts.decided(POSITION, fact.key, "offer", "reject", later, fact.candidate_id)
    assert {fact.decision for fact in desk.facts.of_position(POSITION)} == {"advance"}


def test_a_decision_that_was_corrected_counts_as_it_was_corrected(deployment: Deployment, desk: FairnessDesk) -> None:
    assessed(desk, {("male", None): (1, 1)})
    [fact] = desk.facts.of_position(POSITION)
    later = deployment.clock.now() + timedelta(hours=1)
    assert desk.facts.decided(POSITION, fact.key, "interview", "reject", later, fact.candidate_id)
    assert not desk.facts.decided(POSITION, fact.key, "interview", "hold", fact.assessed_at, fact.candidate_id)
    assert desk.facts.of_position(POSITION)[0].decision == "reject"


def test_a_report_that_is_made_again_replaces_what_it_said_and_keeps_its_month(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    assessed(desk, {("male", None): (1, 1)})
    [fact] = desk.facts.of_position(POSITION)
    next_year = fact.assessed_at + timedelta(days=40)
    later = fact.model_copy(update={"revision": 2, "overall": 70.0, "assessed_at": next_year})
    assert desk.facts.report(later)
    assert not desk.facts.report(fact)
    [kept] = desk.facts.of_position(POSITION)
    assert (kept.overall, kept.assessed_at) == (70.0, fact.assessed_at)


def test_the_table_as_csv_opens_in_a_spreadsheet_with_headings_of_either_language(desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    kind, body = text_of(f"{AUDITS}.csv", f"{MONTH}&language=zh")
    assert kind.startswith("text/csv")
    assert body.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert rows[0][:5] == ["指标", "属性", "类别", "应聘人数", "入选人数"]
    assert len({len(row) for row in rows}) == 1
    female = next(row for row in rows if row[2] == "女")
    assert (female[3], female[6], female[11]) == ("40", "0.4", "是")
    _, english = text_of(f"{AUDITS}.csv", f"{MONTH}&language=en")
    assert "# of Applicants" in english


@pytest.mark.parametrize(("language", "heading"), [("zh", "偏差审计结果"), ("en", "Results of the bias audit")])
def test_the_published_page_reads_as_the_rule_lays_it_out(desk: FairnessDesk, language: str, heading: str) -> None:
    assessed(desk, PLANTED)
    kind, page = text_of(f"{AUDITS}.html", f"{MONTH}&language={language}")
    assert kind.startswith("text/html")
    assert heading in page
    assert "<script" not in page
    assert "http" not in page
    for words in ("2026-11-01", "2026-11-30", "0.400"):
        assert words in page
    _, markdown = text_of(f"{AUDITS}.md", f"{MONTH}&language={language}")
    assert "| 0.400 |" in markdown


def test_who_looked_stands_in_the_audit_log(deployment: Deployment, desk: FairnessDesk) -> None:
    ask(handler, "GET", AUDITS, query=MONTH, role="auditor")
    [entry] = deployment.rows("AUDIT#", "ENTRY#")
    assert '"read_fairness"' in entry["link"]
    assert str(POSITION) in entry["link"]


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer", "payroll", "finance"])
def test_who_decides_about_people_reads_no_audit(desk: FairnessDesk, role: str) -> None:
    for path in (AUDITS, f"{AUDITS}.csv", f"{AUDITS}.html", f"{AUDITS}.md"):
        assert ask(handler, "GET", path, role=role).status == 403


@pytest.mark.parametrize(
    "query",
    ["from=2026-11-01", "from=november", "from=2026-12&to=2026-11", "from=2001-01", "from=2026-13", "language=fr&to=x"],
)
def test_a_period_that_is_none_is_refused_in_words(desk: FairnessDesk, query: str) -> None:
    told = ask(handler, "GET", AUDITS, query=query)
    assert told.status == 422
    assert told.body["remedy"]


def test_only_whole_months_can_be_asked_for_so_that_no_difference_of_two_audits_is_one_person(
    desk: FairnessDesk,
) -> None:
    told = ask(handler, "GET", AUDITS, query="from=2026-10&to=2026-11").body
    assert (told["since"], told["until"]) == ("2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z")


def test_a_position_without_anybody_has_an_audit_without_rows(desk: FairnessDesk) -> None:
    told = ask(handler, "GET", AUDITS, query="position_id=pos_none")
    assert (told.status, told.body["assessed"]) == (200, 0)
