"""The rubber-stamp meter: counted with each decision, read by administrators and auditors alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from shared.platform.table import TenantTable
from tests.builders.aws import Deployment, deployed
from tests.builders.decision import (
    ADA,
    AUDITOR,
    INTERVIEW,
    IRIS,
    IVAN,
    MAX,
    RITA,
    WHERE,
    call_panel,
    company,
    decision,
    opened,
    rate,
    report,
    reported,
    sheet,
)

OVERSIGHT = "/v1/decision/oversight"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        company(made)
        opened(made)
        reported(made)
        yield made


def person(user_id: str) -> dict[str, object]:
    people = ADA.get(OVERSIGHT).body["people"]
    return next(one for one in people if one["user_id"] == user_id)


def test_a_decision_counts_with_its_override_and_the_time_on_the_evidence(deployment: Deployment) -> None:
    RITA.post(f"{WHERE}/evidence-time", {"beat_id": "beat-0001", "what": "report", "seconds": 50})
    RITA.post(f"{WHERE}/decisions", decision("reject", "skills_below_requirement"))
    rita = person("rita")
    assert (rita["decisions"], rita["rejected"], rita["proposals"], rita["override_rate"]) == (1, 1, 1, 1.0)
    assert 45 <= float(str(rita["median_seconds"])) <= 60
    assert (rita["hasty_share"], rita["flags"]) == (1.0, [])


def test_a_decision_that_was_refused_counts_nowhere(deployment: Deployment) -> None:
    RITA.post(f"{WHERE}/decisions", decision())
    MAX.post(f"{WHERE}/decisions", decision("reject"))
    assert [one["user_id"] for one in ADA.get(OVERSIGHT).body["people"]] == ["rita"]


def test_who_signs_twenty_proposals_unread_and_in_bulk_is_marked_in_words(deployment: Deployment) -> None:
    made = report("int_20")
    for number in range(20, 41):
        opened(deployment, f"int_{number}", candidate_id=f"cnd_{number}")
        reported(deployment, made.model_copy(update={"interview_id": f"int_{number}"}))
    order = {
        "outcome": "advance",
        "reason_codes": ["meets_standard"],
        "note": "机器建议通过",
        "items": [{"interview_id": f"int_{number}"} for number in range(20, 41)],
    }
    assert RITA.post("/v1/decision/decisions/bulk", order, key="k").body["decided"] == 21
    rita = person("rita")
    assert (rita["override_rate"], rita["bulk_share"], rita["median_seconds"]) == (0.0, 1.0, 7.5)
    flags = {flag["code"]: flag for flag in rita["flags"]}  # type: ignore[attr-defined]
    assert set(flags) == {"follows_always", "hasty", "in_bulk"}
    assert "21" in flags["follows_always"]["rule"]["zh"]


def test_severity_is_the_difference_to_the_others_and_is_counted_once(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IVAN, 2, 2, 2)
    rate(IRIS, 4, 4, 4)
    first = RITA.post(f"{WHERE}/decisions", decision()).body
    path = f"{WHERE}/decisions/{first['decision_id']}/corrections"
    RITA.post(path, decision("reject", correction_reason="背景核实后更正"))
    ivan = person("ivan")
    assert (ivan["rated"], ivan["to_others"]) == (1, {"n": 1, "mean": -2.0, "low": None, "high": None})
    assert person("rita")["corrections"] == 1


def test_a_correction_after_seeing_the_others_does_not_mend_ones_severity(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    own = rate(IVAN, 1, 1, 1)
    rate(IRIS, 5, 5, 5)
    IVAN.post(f"{WHERE}/ratings/own/corrections", {**sheet(5, 5, 5), "reason": "与其他人取得一致"}, read=own)
    RITA.post(f"{WHERE}/decisions", decision())
    assert person("ivan")["to_others"]["mean"] == -4.0  # type: ignore[index]


@pytest.mark.parametrize("who", [RITA, MAX, IVAN])
def test_nobody_who_decides_reads_it(deployment: Deployment, who: object) -> None:
    assert who.get(OVERSIGHT).status == 403  # type: ignore[attr-defined]


def test_an_auditor_reads_it_and_that_is_in_the_audit_log(deployment: Deployment) -> None:
    assert AUDITOR.get(OVERSIGHT).status == 200
    assert any('"read_oversight"' in row["link"] for row in deployment.rows("AUDIT#", "ENTRY#"))


def test_it_is_read_by_months_at_most_three_with_a_query_each(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    RITA.post(f"{WHERE}/decisions", decision())
    deployment.clock.instant += timedelta(days=20)
    asked: list[str] = []
    query = TenantTable.query

    def noted(table: TenantTable, pk: str, **more: Any) -> Any:
        asked.append(pk)
        return query(table, pk, **more)

    monkeypatch.setattr(TenantTable, "query", noted)
    told = ADA.get(OVERSIGHT).body
    assert (told["since"], told["until"], len(told["people"]), len(asked)) == ("2026-10", "2026-12", 1, 3)
    assert ADA.get(OVERSIGHT, **{"from": "2026-12", "to": "2026-12"}).body["people"] == []
    assert ADA.get(OVERSIGHT, **{"from": "2026-01", "to": "2026-12"}).status == 422
    assert ADA.get(OVERSIGHT, **{"from": "2026-13", "to": "2026-12"}).status == 422


def test_counters_hold_no_word_of_anybody_and_go_by_themselves(deployment: Deployment) -> None:
    RITA.post(f"{WHERE}/decisions", decision())
    [row] = deployment.rows("OVERSIGHT#", "USER#")
    assert INTERVIEW not in str(row)
    assert "expires_at" in row
