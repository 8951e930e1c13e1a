from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.decision.routes import fairness
from shared.decision.fairness.breaking import check_position
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.fairness.resolving import resolve
from shared.kernel.errors import Conflict
from shared.platform.http import api
from shared.platform.identity import Caller
from tests.builders.aws import Deployment, deployed
from tests.builders.fairness import POSITION, Groups
from tests.builders.fairness_desk import ACME, PLANTED, ask, assessed, tenant

BREAKER = f"/v1/decision/fairness/breakers/{POSITION}"
ADMIN = Caller(tenant_id=ACME, user_id="user-1", groups=frozenset({"tenant_admin"}))
REASON = "The question on night shifts was replaced; reviewed by two people."

app = api("decision")
app.include_router(fairness.router)


def handler(event: dict[str, object], context: object) -> dict[str, object]:
    return app.resolve(event, context)  # type: ignore[arg-type]


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def desk(deployment: Deployment) -> FairnessDesk:
    return tenant(deployment)


@pytest.mark.slow
def test_a_planted_seventy_percent_among_a_thousand_trips_in_one_night_and_ninety_five_does_not(
    desk: FairnessDesk,
) -> None:
    fair, planted = POSITION, type(POSITION)("pos_2")
    assessed(desk, {("male", None): (260, 500), ("female", None): (247, 500)}, fair)
    assessed(desk, {("male", None): (250, 500), ("female", None): (175, 500)}, planted, start=2000)
    assert check_position(fair, desk).stopped == 0
    assert check_position(planted, desk).stopped == 1
    assert desk.breakers.stopped(planted)
    assert not desk.breakers.stopped(fair)


def test_a_tripped_breaker_says_what_was_found_tells_it_and_stands_in_the_audit_log(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    assessed(desk, PLANTED)
    check_position(POSITION, desk)
    found = desk.breakers.get(POSITION)
    assert {(one.measure, one.category, one.impact_ratio) for one in found.findings} == {
        ("advanced", ("female",), 0.4),
        ("proposed", ("female",), 0.4),
        ("scored", ("female",), 0.4),
    }
    [event] = deployment.rows(f"BREAKER#{POSITION}", "EVENT#")
    assert event["detail_type"] == "proposals_stopped.v1"
    assert any("stop_proposals" in row["link"] for row in deployment.rows("AUDIT#", "ENTRY#"))


def test_a_second_night_stops_nothing_twice(desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    check_position(POSITION, desk)
    again = check_position(POSITION, desk)
    assert (again.stopped, again.already_stopped) == (0, 1)
    assert desk.breakers.get(POSITION).revision == 1


def test_two_nightly_runs_at_once_stop_it_once(desk: FairnessDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    assessed(desk, PLANTED)
    before = desk.breakers.get(POSITION)
    check_position(POSITION, desk)
    monkeypatch.setattr(desk.breakers, "get", lambda _position: before)
    assert check_position(POSITION, desk).stopped == 0


def test_after_an_administrator_looked_the_same_people_trip_nothing_and_new_ones_may(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    assessed(desk, PLANTED)
    check_position(POSITION, desk)
    deployment.clock.instant += timedelta(hours=1)
    resolve(POSITION, REASON, ADMIN, desk)
    assert not desk.breakers.stopped(POSITION)
    deployment.clock.instant += timedelta(days=1)
    assert check_position(POSITION, desk).stopped == 0
    assessed(desk, PLANTED, start=5000)
    assert check_position(POSITION, desk).stopped == 1


def test_what_is_not_stopped_cannot_be_resolved(desk: FairnessDesk) -> None:
    with pytest.raises(Conflict):
        resolve(POSITION, REASON, ADMIN, desk)


def test_an_administrator_resolves_it_with_a_reason_and_the_history_shows_both(desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    check_position(POSITION, desk)
    stopped = ask(handler, "GET", "/v1/decision/fairness/breakers").body["items"]
    assert [one["position_id"] for one in stopped] == [POSITION]
    assert ask(handler, "GET", BREAKER).body["stopped"] is True
    for nothing in ("ok", " " * 40):
        assert ask(handler, "POST", f"{BREAKER}/resolve", {"reason": nothing}).status == 422
    resolved = ask(handler, "POST", f"{BREAKER}/resolve", {"reason": REASON})
    assert (resolved.status, resolved.body["stopped"]) == (200, False)
    newest, first = ask(handler, "GET", f"{BREAKER}/history").body["items"]
    assert (newest["what"], newest["by"], newest["reason"]) == ("resumed", "user-1", REASON)
    assert (first["what"], first["by"]) == ("stopped", "system:break_bias")
    assert newest["findings"] == first["findings"]
    assert ask(handler, "GET", "/v1/decision/fairness/breakers").body["items"] == []
    assert ask(handler, "POST", f"{BREAKER}/resolve", {"reason": REASON}).status == 409


def test_that_it_was_resolved_is_told_and_logged_with_who_did_it(deployment: Deployment, desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    check_position(POSITION, desk)
    ask(handler, "POST", f"{BREAKER}/resolve", {"reason": REASON})
    told = [row["detail_type"] for row in deployment.rows(f"BREAKER#{POSITION}", "EVENT#")]
    assert sorted(told) == ["proposals_resumed.v1", "proposals_stopped.v1"]
    links = [row["link"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert any('"manage_fairness"' in link and "user-1" in link for link in links)


def test_the_history_is_read_page_by_page(deployment: Deployment, desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    for _ in range(2):
        check_position(POSITION, desk)
        resolve(POSITION, REASON, ADMIN, desk)
    seen, cursor = [], ""
    for _ in range(4):
        query = f"limit=1&cursor={cursor}" if cursor else "limit=1"
        page = ask(handler, "GET", f"{BREAKER}/history", query=query).body
        seen += [one["what"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == ["resumed", "stopped", "resumed", "stopped"]


@pytest.mark.parametrize("role", ["recruiter", "manager", "interviewer", "payroll", "finance"])
def test_who_decides_about_people_neither_reads_nor_resolves_it(desk: FairnessDesk, role: str) -> None:
    for method, path in (("GET", BREAKER), ("GET", f"{BREAKER}/history"), ("GET", "/v1/decision/fairness/breakers")):
        assert ask(handler, method, path, role=role).status == 403
    assert ask(handler, "POST", f"{BREAKER}/resolve", {"reason": REASON}, role=role).status == 403


def test_an_auditor_reads_and_does_not_resolve(desk: FairnessDesk) -> None:
    assert ask(handler, "GET", BREAKER, role="auditor").status == 200
    assert ask(handler, "POST", f"{BREAKER}/resolve", {"reason": REASON}, role="auditor").status == 403


def test_few_people_do_not_trip_it(desk: FairnessDesk) -> None:
    few: Groups = {("male", None): (6, 12), ("female", None): (3, 12)}
    assessed(desk, few)
    assert check_position(POSITION, desk).stopped == 0
