"""What interviews, courses and agencies cost; what budgets say to it; and how it gets into the books."""

from datetime import date
from typing import Any

import pytest

from functions.finance.book_cost import handler as book_cost
from functions.finance.follow_people import handler as follow_people
from functions.finance.meter_costs import handler as meter
from functions.finance.watch_budgets import handler as watch
from shared.assessment.contracts import AnswerSettled
from shared.assessment.model.score import Judgement
from shared.finance.contracts import CostRecorded
from shared.kernel.ids import AnswerId, EmployeeId, InterviewId, PositionId
from shared.offer.contracts import BudgetCommitted
from shared.people.contracts import Hired, TrainingCompleted
from tests.builders.assessed import probe, score, with_scores
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import company, opened
from tests.builders.finance import ACME, FIONA, MAX, RITA, FinanceSystem, connect, finance, on_bus, told
from tests.builders.lambda_context import FakeContext

AGENCY = {"kind": "agency", "amount_fen": 600_000, "on": "2026-11-20", "department": "R&D", "about": "invoice/17"}
BUDGET = {
    "scope": "department",
    "of": "R&D",
    "name": "研发招聘 2026",
    "first": "2026-01",
    "last": "2026-12",
    "planned_fen": 1_000_000,
}


def settled(deployment: Deployment, answer: str = "ans_1", **seconds: float) -> AnswerSettled:
    """An answer that was assessed: half a minute of transcription, a language model that was asked once."""
    judged = score().model_copy(
        update={"judgements": (Judgement(judge="llm", score=60.0, level=3, confidence=0.5, cost_usd=0.0125),)}
    )
    document = with_scores(answer, judged).model_copy(
        update={
            "tenant_id": ACME,
            "interview_id": InterviewId("int_1"),
            "media": probe(60_000).model_copy(update={"size_bytes": 50 * 1024**2}),
            "stage_seconds": {"transcribe": 30.0, "watch": 20.0, "score": 4.0, **seconds},
        }
    )
    ref = deployment.platform.bucket(ACME).put_document(f"artifacts/{ACME}/int_1/{answer}.json", document)
    return AnswerSettled(
        event_id=f"evt_{answer}",
        tenant_id=ACME,
        occurred_at=NOW,
        interview_id=InterviewId("int_1"),
        answer_id=AnswerId(answer),
        status="assessed",
        document=ref,
    )


def hear(handler: Any, event: Any) -> dict[str, Any]:
    answer: dict[str, Any] = handler(on_bus(event), FakeContext())
    return answer


def recorded(deployment: Deployment) -> list[CostRecorded]:
    return [CostRecorded.model_validate(each) for each in told(deployment, "cost_recorded.v1")]


@pytest.fixture
def interviewed(deployment: Deployment) -> Deployment:
    company(deployment)
    opened(deployment)
    return deployment


def test_an_assessed_answer_becomes_costs_by_quantity_and_price(interviewed: Deployment) -> None:
    hear(meter, settled(interviewed))
    costs = {each.unit: each for each in recorded(interviewed)}
    assert set(costs) == {"transcribe_second", "watch_second", "score_second", "gib_month", "model_usd"}
    heard = costs["transcribe_second"]
    assert (heard.kind, str(heard.quantity), str(heard.price)) == ("interview", "30.00000000", "0.00161")
    assert heard.amount_fen == 5  # 4.83
    assert costs["model_usd"].amount_fen == 9  # 0.0125 dollars at 7.20
    assert {each.department for each in costs.values()} == {"R&D"}
    assert {each.about for each in costs.values()} == {"interview/int_1"}


def test_the_same_assessment_is_metered_once_and_another_one_anew(interviewed: Deployment) -> None:
    first = settled(interviewed)
    assert hear(meter, first)["costs"] == 5
    assert hear(meter, first)["costs"] == 0
    assert hear(meter, settled(interviewed, "ans_2"))["costs"] == 5
    shown = FIONA.get("costs/summary", **{"from": "2026-11", "to": "2026-11"}).body["total"]
    assert (shown["interviews"], shown["hires"]) == (1, 0)
    assert shown["spent_fen"] == sum(each.amount_fen for each in recorded(interviewed))
    assert shown["per_interview_fen"] == shown["spent_fen"]
    assert len(FIONA.get("costs", about="interview/int_1").body["items"]) == 10
    assert len(FIONA.get("costs", month="2026-11").body["items"]) == 10


def test_an_answer_that_was_missed_costs_nothing(interviewed: Deployment) -> None:
    missed = settled(interviewed).model_copy(update={"status": "missed", "document": None})
    assert hear(meter, missed) == {"costs": 0}


def test_cost_per_hire_counts_each_hire_once(interviewed: Deployment) -> None:
    FIONA.post("costs", {**AGENCY, "position_id": "pos_1"})
    hired = Hired(
        event_id="evt_h",
        tenant_id=ACME,
        occurred_at=NOW,
        employee_id=EmployeeId("emp_1"),
        position_id=PositionId("pos_1"),
        department="R&D",
        start_date=date(2026, 11, 25),
        terms=settled(interviewed).document,
    )
    assert hear(follow_people, hired)["new"]
    assert not hear(follow_people, hired)["new"]
    for scope, of in (("company", "all"), ("department", "R&D"), ("position", "pos_1")):
        asked = {"from": "2026-11", "to": "2026-12", "scope": scope, "of": of}
        total = FIONA.get("costs/summary", **asked).body["total"]
        assert (total["hires"], total["per_hire_fen"]) == (1, 600_000)


def test_a_course_becomes_a_cost_once(deployment: Deployment) -> None:
    done = TrainingCompleted(
        event_id="evt_t",
        tenant_id=ACME,
        occurred_at=NOW,
        employee_id=EmployeeId("emp_1"),
        course_id="crs_1",
        department="R&D",
        cost_centre="RD1",
        cost_fen=88_000,
        completed_on=date(2026, 11, 20),
    )
    assert hear(follow_people, done)["new"]
    assert not hear(follow_people, done)["new"]
    [cost] = recorded(deployment)
    assert (cost.kind, cost.amount_fen, cost.about) == ("training", 88_000, "course/crs_1")


def test_a_cost_that_is_entered_twice_with_one_key_counts_once(deployment: Deployment) -> None:
    first = FIONA.post("costs", AGENCY, key="k")
    again = FIONA.post("costs", AGENCY, key="k")
    assert (first.status, again.body["cost"]) == (201, first.body["cost"])
    assert FIONA.post("costs", {**AGENCY, "amount_fen": 1}, key="k").body["code"] == "idempotency_key_reused"
    assert len(recorded(deployment)) == 1
    assert FIONA.get(f"costs/{first.body['cost']['cost_id']}").body["about"] == "invoice/17"


def test_a_cost_makes_its_voucher_once(deployment: Deployment, kingdee: FinanceSystem) -> None:
    connect(deployment)
    FIONA.post("costs", AGENCY)
    [cost] = recorded(deployment)
    assert hear(book_cost, cost) == {"booked": True}
    assert hear(book_cost, cost) == {"booked": False}
    [record] = FIONA.get("vouchers").body["items"]
    assert (record["kind"], record["books"], record["order"]) == (
        "recruiting_cost",
        f"cost/{cost.cost_id}",
        f"cost/{cost.cost_id}",
    )
    lines = FIONA.get(f"vouchers/{record['voucher_id']}").body["lines"]
    assert [(line["account"], line["debit_fen"], line["credit_fen"]) for line in lines] == [
        ("6602.03", 600_000, 0),
        ("2202", 0, 600_000),
    ]
    assert lines[0]["origin"] == [cost.cost_id]


def test_metered_costs_of_a_month_are_booked_together_and_late_ones_by_themselves(
    interviewed: Deployment, kingdee: FinanceSystem
) -> None:
    from functions.finance.reconcile import _costs
    from shared.finance.vouchers.costs import book_month

    connect(interviewed)
    hear(meter, settled(interviewed))
    for cost in recorded(interviewed):
        assert hear(book_cost, cost) == {"booked": False}
    here = finance(interviewed)
    month = book_month("2026-11", _costs(here, "2026-11"), here.vouchers)
    [voucher] = month.vouchers
    lines = FIONA.get(f"vouchers/{voucher.voucher_id}").body["lines"]
    assert lines[0]["debit_fen"] == sum(each.amount_fen for each in recorded(interviewed))
    known = {each.cost_id for each in recorded(interviewed)}
    hear(meter, settled(interviewed, "ans_2"))
    late = [each for each in recorded(interviewed) if each.cost_id not in known]
    assert [hear(book_cost, cost)["booked"] for cost in late] == [True] * 5
    assert [hear(book_cost, cost)["booked"] for cost in recorded(interviewed)] == [False] * 10
    book_month("2026-11", _costs(here, "2026-11"), here.vouchers)
    booked = FIONA.get("vouchers").body["items"]
    assert sum(each["total_fen"] for each in booked) == sum(each.amount_fen for each in recorded(interviewed))


def committed(revision: int, out: int, accepted: int = 0) -> BudgetCommitted:
    return BudgetCommitted(
        event_id=f"evt_{revision}",
        tenant_id=ACME,
        occurred_at=NOW,
        requisition_id="req_1",
        position_id=PositionId("pos_1"),
        department="R&D",
        offer_id="off_1",
        budget_fen=10_000_000,
        committed_fen=out,
        accepted_fen=accepted,
        revision=revision,
    )


def test_a_budget_shows_what_is_planned_committed_and_spent(deployment: Deployment) -> None:
    FIONA.post("costs", AGENCY)  # before the budget was planned
    made = FIONA.post("budgets", BUDGET)
    assert (made.status, made.body["standing"]["spent_fen"]) == (201, 600_000)
    hear(watch, committed(2, out=0, accepted=200_000))
    hear(watch, committed(1, out=200_000))  # an older one that comes late
    shown = FIONA.get(f"budgets/{made.body['budget']['budget_id']}").body["standing"]
    assert shown == {
        "planned_fen": 1_000_000,
        "committed_fen": 0,
        "accepted_fen": 200_000,
        "spent_fen": 600_000,
        "free_fen": 200_000,
        "percent": "80.00",
    }


def test_a_threshold_is_told_once(deployment: Deployment) -> None:
    FIONA.post("budgets", {**BUDGET, "alerts": [50, 100]})
    FIONA.post("costs", AGENCY)
    [cost] = recorded(deployment)
    assert [hear(watch, cost), hear(watch, cost)] == [{"told": 1}, {"told": 0}]
    hear(watch, committed(1, out=500_000))
    alerts = [
        (each["percent"], each["spent_fen"], each["committed_fen"]) for each in told(deployment, "budget_alert.v1")
    ]
    assert sorted(alerts) == [(50, 600_000, 0), (100, 600_000, 500_000)]


def test_a_budget_that_blocks_refuses_a_cost_and_one_that_warns_names_itself(deployment: Deployment) -> None:
    made = FIONA.post("budgets", {**BUDGET, "planned_fen": 500_000})
    budget_id = made.body["budget"]["budget_id"]
    warned = FIONA.post("costs", AGENCY)
    assert (warned.status, warned.body["over"]) == (201, [budget_id])
    read = FIONA.get(f"budgets/{budget_id}")
    FIONA.put(f"budgets/{budget_id}", {**BUDGET, "planned_fen": 700_000, "when_over": "block"}, read=read)
    refused = FIONA.post("costs", AGENCY)
    assert (refused.status, refused.body["code"], refused.body["free_fen"]) == (409, "budget_exceeded", 100_000)
    assert len(recorded(deployment)) == 1


def test_a_budget_is_changed_by_who_read_it_last_and_keeps_what_it_is_for(deployment: Deployment) -> None:
    made = FIONA.post("budgets", BUDGET, key="b")
    assert FIONA.post("budgets", BUDGET, key="b").body == made.body
    where = f"budgets/{made.body['budget']['budget_id']}"
    assert FIONA.put(where, BUDGET).status == 428
    assert FIONA.put(where, {**BUDGET, "of": "Sales"}, read=made).body["code"] == "other_scope"
    assert FIONA.put(where, {**BUDGET, "name": "x"}, read=made).status == 200
    assert FIONA.put(where, {**BUDGET, "name": "y"}, read=made).status == 412
    assert FIONA.delete(where, read=FIONA.get(where)).status == 204
    assert FIONA.get(where).status == 404
    FIONA.post("costs", AGENCY)
    assert hear(watch, recorded(deployment)[0]) == {"told": 0}


def test_a_manager_sees_the_budgets_of_the_own_department(deployment: Deployment) -> None:
    FIONA.post("budgets", BUDGET)
    FIONA.post("budgets", {**BUDGET, "of": "Sales"})
    assert [each["draft"]["of"] for each in MAX.get("budgets").body["items"]] == ["R&D"]
    assert MAX.post("budgets", BUDGET).status == 403


@pytest.mark.parametrize("who", [RITA, MAX])
def test_who_records_no_costs_is_refused(deployment: Deployment, who: Any) -> None:
    assert who.get("costs", month="2026-11").status == 403


def test_prices_hold_from_a_day_on(interviewed: Deployment) -> None:
    read = FIONA.get("price-lists/current")
    prices = [{**each, "yuan": "1"} for each in read.body["prices"]["prices"]]
    draft = {"effective_from": "2026-11-01", "prices": {"prices": prices}}
    assert FIONA.put("price-lists/current", draft, read=read).status == 200
    hear(meter, settled(interviewed))
    by_unit = {each.unit: each.amount_fen for each in recorded(interviewed)}
    assert (by_unit["transcribe_second"], by_unit["score_second"]) == (3000, 400)
    assert [each["made_by"] for each in FIONA.get("price-lists").body["items"]] == ["fiona"]
