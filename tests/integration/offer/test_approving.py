"""An approval chain as data: not by who drafted it, not twice by the same, one step more outside of the band."""

from shared.offer.contracts import BudgetCommitted, OfferClosed
from tests.builders.aws import Deployment
from tests.builders.offers import (
    ADA,
    ANNUAL,
    BUDGET,
    FIONA,
    MAX,
    OFFERS,
    RITA,
    SALES,
    approved,
    approved_offer,
    budget,
    drafted,
    events,
    pay,
    submitted,
    where,
)


def test_an_offer_that_is_handed_in_holds_a_head_and_its_annual_cost(deployment: Deployment) -> None:
    made = submitted()
    assert (made.status, made.body["state"]) == (200, "submitted")
    assert budget() == (BUDGET - ANNUAL, 2)
    [event] = events(deployment, BudgetCommitted)
    assert (event.committed_fen, event.budget_fen, event.revision) == (ANNUAL, BUDGET, 2)


def test_who_drafted_it_does_not_approve_it(deployment: Deployment) -> None:
    made = drafted(by=ADA)
    told = ADA.post(f"{where(made)}/submit", read=made)
    refused = ADA.post(f"{where(made)}/approve", {}, read=told)
    assert (refused.status, refused.body["code"]) == (403, "four_eyes")
    assert MAX.post(f"{where(made)}/approve", {}, read=told).body["state"] == "approved"


def test_a_manager_of_another_department_does_not_approve_it(deployment: Deployment) -> None:
    made = submitted()
    assert SALES.post(f"{where(made)}/approve", {}, read=made).status == 403
    assert RITA.post(f"{where(made)}/approve", {}, read=made).status == 403


def test_pay_outside_of_the_band_needs_the_company_and_nobody_twice(deployment: Deployment) -> None:
    made = submitted(salary=pay(2_500_000), band_reason="市场稀缺")
    assert [one["step"]["name"] for one in made.body["chain"]] == ["department", "company"]
    refused = FIONA.post(f"{where(made)}/approve", {}, read=made)
    assert (refused.status, refused.body["code"]) == (403, "not_your_step")
    one = ADA.post(f"{where(made)}/approve", {}, read=made)
    assert one.body["state"] == "submitted"
    twice = ADA.post(f"{where(made)}/approve", {}, read=one)
    assert (twice.status, twice.body["code"]) == (403, "four_eyes")
    manager = MAX.post(f"{where(made)}/approve", {}, read=one)
    assert (manager.status, manager.body["code"]) == (403, "not_your_step")


def test_of_two_who_decide_at_once_the_second_reads_whose_it_was(deployment: Deployment) -> None:
    made = submitted(salary=pay(2_500_000), band_reason="市场稀缺")
    MAX.post(f"{where(made)}/approve", {}, read=made)
    told = ADA.post(f"{where(made)}/approve", {}, read=made)
    assert (told.status, told.body["code"]) == (409, "decided_meanwhile")
    assert "max" in told.body["detail"]


def test_a_rejection_says_why_ends_the_offer_and_frees_the_budget(deployment: Deployment) -> None:
    made = submitted()
    refused = MAX.post(f"{where(made)}/reject", {}, read=made)
    assert (refused.status, refused.body["code"]) == (422, "note_needed")
    told = MAX.post(f"{where(made)}/reject", {"note": "编制冻结"}, read=made)
    assert (told.status, told.body["state"], told.body["closing"]["code"]) == (200, "rejected", "department")
    assert budget() == (BUDGET, 3)
    [event] = events(deployment, OfferClosed)
    assert event.because == "rejected"
    assert RITA.get(where(made)).body["words"]["notes"] == {"1/department": "编制冻结"}
    assert drafted().status == 200


def test_what_is_recalled_is_a_draft_again_and_holds_nothing(deployment: Deployment) -> None:
    made = approved_offer()
    told = RITA.post(f"{where(made)}/recall", read=made)
    assert (told.body["state"], told.body["chain"], told.body["commitment"]) == ("draft", [], None)
    assert budget() == (BUDGET, 3)
    assert RITA.post(f"{where(made)}/submit", read=told).status == 200


def test_more_than_the_budget_is_not_handed_in(deployment: Deployment) -> None:
    made = drafted(salary=pay(9_000_000), band_reason="首席")
    told = RITA.post(f"{where(made)}/submit", read=made)
    assert (told.status, told.body["code"]) == (409, "budget_exceeded")
    assert RITA.get(where(made)).body["offer"]["state"] == "draft"
    assert budget() == (BUDGET, 3)


def test_no_head_no_offer(deployment: Deployment) -> None:
    later = deployment.clock.now().replace(hour=10)
    approved(headcount=0, occurred_at=later)
    told = submitted()
    assert (told.status, told.body["code"]) == (409, "headcount_taken")


def test_a_budget_that_was_lowered_since_stops_the_last_approval(deployment: Deployment) -> None:
    made = submitted()
    approved(budget_fen=ANNUAL - 1, occurred_at=deployment.clock.now().replace(hour=10))
    told = MAX.post(f"{where(made)}/approve", {}, read=made)
    assert (told.status, told.body["code"]) == (409, "budget_exceeded")


def test_a_draft_without_terms_is_not_handed_in(deployment: Deployment) -> None:
    made = RITA.post(OFFERS, {"application_id": "app_1"})
    told = RITA.post(f"{where(made)}/submit", read=made)
    assert (told.status, told.body["code"]) == (409, "no_terms")


def test_the_chain_is_the_companys_own(deployment: Deployment) -> None:
    rules = ADA.get("/v1/offer/approvals")
    assert (rules.body["stamp"]["version"], rules.headers["etag"]) == (0, '"0"')
    own = rules.body["approvals"]
    own["rules"][0]["users"] = ["max"]
    assert RITA.put("/v1/offer/approvals", own, read=rules).status == 403
    assert ADA.put("/v1/offer/approvals", own, read=rules).body["stamp"]["version"] == 1
    made = submitted()
    assert ADA.post(f"{where(made)}/approve", {}, read=made).body["code"] == "not_your_step"
    assert MAX.post(f"{where(made)}/approve", {}, read=made).body["state"] == "approved"
