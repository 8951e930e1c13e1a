"""A voucher is walked back to the words that a grade rests on, with the hash of every document."""

import hashlib
from datetime import date
from typing import Any

import pytest

from functions.finance.book_payroll import handler as book
from shared.decision.outcomes.contracts import CurrentDecision, decision_key
from shared.finance.tracing.model import Trace
from shared.finance.tracing.service import operator, trace
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import ApplicationId, CandidateId, EmployeeId, InterviewId, OfferId, PositionId, VoucherId
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import AcceptedOffer, Evidence, SalaryLine, SocialBase, accepted_offer_key
from shared.payroll.contracts import LineBasis, slip_key
from shared.people.contracts import EmploymentTerms, terms_key
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import report
from tests.builders.finance import ACME, FIONA, OTHER, RUN, approved, audited, finance, on_bus, publish_run, slip
from tests.builders.lambda_context import FakeContext

SALARY = (SalaryLine(component="base_salary", title=LocalizedText(en="Base"), kind="fixed", amount_fen=3_000_000),)
KINDS = ["slip", "terms", "offer", "decision", "report"]


def published(deployment: Deployment, *, names_report: bool = True) -> DocumentRef:
    """Report, decision, offer and terms of somebody who was hired; the reference of the terms."""
    bucket = deployment.platform.bucket(ACME)
    made = report()
    kept = bucket.put_document(f"reports/{ACME}/{made.interview_id}/r1/0123456789abcdef/report.json", made)
    decision = CurrentDecision(
        tenant_id=ACME,
        decision_id="dec_1",
        number=1,
        interview_id=InterviewId(made.interview_id),
        application_id=ApplicationId("app_1"),
        position_id=PositionId("pos_1"),
        candidate_id=CandidateId("cnd_1"),
        outcome="advance",
        reason_codes=("meets_standard",),
        decided_by="rita",
        decided_at=NOW,
        at_node="offer",
    )
    bucket.put_document(decision_key(ACME, ApplicationId("app_1")), decision)
    evidence = Evidence(competency="teamwork", score=78.0, cut=70.0, report=kept if names_report else None)
    offer = AcceptedOffer(
        tenant_id=ACME,
        offer_id=OfferId("off_1"),
        revision=1,
        application_id=ApplicationId("app_1"),
        candidate_id=CandidateId("cnd_1"),
        position_id=PositionId("pos_1"),
        title=LocalizedText(en="Engineer"),
        department="R&D",
        grade="senior_engineer",
        grade_evidence=(evidence,),
        salary=SALARY,
        start_date=date(2026, 11, 1),
        probation_months=3,
        social=SocialBase(city="beijing"),
        language="zh",
        decision_id="dec_1",
        letter=DocumentRef(key=f"offers/{ACME}/off_1/letter.pdf", sha256="1" * 64),
        acceptance=DocumentRef(key=f"offers/{ACME}/off_1/acceptance.json", sha256="2" * 64),
        accepted_at=NOW,
    )
    accepted = bucket.put_document(accepted_offer_key(ACME, OfferId("off_1")), offer)
    terms = EmploymentTerms(
        tenant_id=ACME,
        employee_id=EmployeeId("emp_1"),
        number=1,
        effective_from=date(2026, 11, 1),
        department="R&D",
        cost_centre="RD1",
        title=LocalizedText(en="Engineer"),
        grade="senior_engineer",
        salary=SALARY,
        social=SocialBase(city="beijing"),
        start_date=date(2026, 11, 1),
        offer=accepted,
        reason="hired",
        decided_by="paul",
        decided_at=NOW,
    )
    body = terms.model_dump_json().encode()
    return bucket.put_document(terms_key(ACME, EmployeeId("emp_1"), 1, body), terms)


def booked(deployment: Deployment, **changed: Any) -> None:
    """A run with that somebody, whose pension has a rule, a rate and a cap; and a colleague."""
    one = slip("emp_1", terms=published(deployment, **changed))
    basis = LineBasis(
        rule="cn.social.beijing.pension",
        effective_from=date(2026, 7, 1),
        source="京人社",
        base_fen=3_000_000,
        cap_fen=3_500_000,
        rate="0.16",
    )
    lines = tuple(
        line.model_copy(update={"basis": basis}) if line.code == "pension_employer" else line for line in one.lines
    )
    run = publish_run(deployment, one.model_copy(update={"lines": lines}), slip("emp_2"))
    book(on_bus(approved(run)), FakeContext())


def voucher_of(kind: str) -> VoucherId:
    items = FIONA.get("vouchers").body["items"]
    return VoucherId(next(each["voucher_id"] for each in items if each["kind"] == kind))


def traced(deployment: Deployment, kind: str = "employer_share", **asked: Any) -> Trace:
    return trace(voucher_of(kind), finance(deployment).tracing(operator), **asked)


def test_a_voucher_leads_back_to_the_words_that_the_grade_rests_on(deployment: Deployment) -> None:
    booked(deployment)
    found = traced(deployment, employee="emp_1")
    [chain] = found.chains
    assert [step.kind for step in chain.steps] == KINDS
    pay, terms, offer, decision, at_last = chain.steps
    [pension] = [rule for rule in pay.rules if rule.code == "pension_employer"]
    assert (pension.rule, str(pension.rate), pension.cap_fen, pension.source) == (
        "cn.social.beijing.pension",
        "0.16",
        3_500_000,
        "京人社",
    )
    assert {rule.code for rule in pay.rules} == {"pension_employer", "housing_fund_employer"}
    assert (terms.facts["grade"], offer.facts["grade"]) == ("senior_engineer", "senior_engineer")
    assert [(each.competency, each.score, each.cut) for each in offer.evidence] == [("teamwork", 78.0, 70.0)]
    assert (decision.facts["decided_by"], decision.facts["outcome"]) == ("rita", "advance")
    assert at_last.evidence
    assert all(span.quote and span.end_ms is not None for span in at_last.evidence)
    assert {span.competency for span in at_last.evidence} == {"teamwork"}


def test_every_step_has_the_hash_of_the_bytes_that_lie_there(deployment: Deployment) -> None:
    booked(deployment)
    found = traced(deployment, employee="emp_1")
    bucket = deployment.platform.bucket(ACME)
    for step in (found.voucher, *found.chains[0].steps):
        assert step.sha256 == hashlib.sha256(bucket.get_bytes(step.key)).hexdigest()
    assert found.holds


def test_a_slip_that_was_changed_after_it_was_booked_is_found_out(deployment: Deployment) -> None:
    booked(deployment)
    bucket, key = deployment.platform.bucket(ACME), slip_key(ACME, RUN, EmployeeId("emp_1"))
    bucket.put_document(key, slip("emp_1", net_fen=9_999_999))
    found = traced(deployment, employee="emp_1")
    assert not found.holds
    assert [step.holds for step in found.chains[0].steps] == [False]


def test_a_report_that_no_evidence_names_is_the_newest_of_the_decisions_interview(deployment: Deployment) -> None:
    booked(deployment, names_report=False)
    [chain] = traced(deployment, employee="emp_1").chains
    assert [step.kind for step in chain.steps] == KINDS


def test_what_was_erased_ends_the_chain_and_says_so(deployment: Deployment) -> None:
    booked(deployment)
    key = accepted_offer_key(ACME, OfferId("off_1"))
    deployment.client("s3").delete_object(Bucket=deployment.platform.bucket(ACME).name, Key=key)
    [chain] = traced(deployment, employee="emp_1").chains
    assert [(step.kind, step.absent) for step in chain.steps] == [("slip", False), ("terms", False), ("offer", True)]


def test_a_summed_voucher_says_how_many_chains_were_not_followed(deployment: Deployment) -> None:
    booked(deployment)
    found = traced(deployment, most=1)
    assert (len(found.chains), found.more, found.lines[0].origins) == (1, 1, 2)


def test_over_the_api_everybody_sees_what_they_may_and_the_hash_of_the_rest(deployment: Deployment) -> None:
    booked(deployment)
    voucher_id = voucher_of("employer_share")
    told = FIONA.get(f"vouchers/{voucher_id}/trace", employee="emp_1")
    assert told.status == 200
    steps = told.body["chains"][0]["steps"]
    assert [(step["kind"], step["withheld"]) for step in steps] == [
        ("slip", False),
        ("terms", True),
        ("offer", False),
        ("decision", True),
        ("report", True),
    ]
    assert all(len(step["sha256"]) == 64 for step in steps)
    assert (steps[1]["facts"], steps[4]["evidence"]) == ({}, [])
    assert [entry["detail"] for entry in audited(deployment, "read_finance")] == [{"traced": "slp_run_1_emp_1"}]
    assert OTHER.get(f"vouchers/{voucher_id}/trace").status == 404


def test_the_voucher_of_a_cost_leads_to_the_cost(deployment: Deployment) -> None:
    from functions.finance.book_cost import handler as book_cost
    from tests.builders.finance import told

    order = {"kind": "agency", "amount_fen": 1, "on": "2026-11-20", "department": "R&D", "about": "invoice/1"}
    FIONA.post("costs", order)
    book_cost({"detail-type": "cost_recorded.v1", "detail": told(deployment, "cost_recorded.v1")[0]}, FakeContext())
    [chain] = traced(deployment, "recruiting_cost").chains
    assert [(step.kind, step.facts["about"]) for step in chain.steps] == [("cost", "invoice/1")]


def test_a_reversal_leads_to_the_same_slips(deployment: Deployment) -> None:
    booked(deployment)
    accrual = voucher_of("accrual")
    FIONA.post(f"vouchers/{accrual}/reverse", {"reason": "金额有误"}, read=FIONA.get(f"vouchers/{accrual}"))
    [chain] = traced(deployment, "reversal", employee="emp_1").chains
    assert [step.kind for step in chain.steps] == KINDS


def test_there_is_no_trace_of_what_is_not_there(deployment: Deployment) -> None:
    with pytest.raises(Exception, match="no voucher vch_x"):
        trace(VoucherId("vch_x"), finance(deployment).tracing(operator))
