"""Who must approve follows from headcount and budget, as data."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from shared.kernel.ids import RequisitionId
from shared.recruiting.requisitions.approval import ApprovalRules, default_rules
from shared.recruiting.requisitions.model import Requisition, RequisitionDraft, fields_changed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def draft(**changed: Any) -> RequisitionDraft:
    told = {
        "title": {"zh": "生产经理", "en": "Production manager"},
        "department": "生产部",
        "location": "苏州",
        "headcount": 2,
        "budget_fen": 60_000_000,
        "reason": "replacement",
        "replaces": "E00012",
        "why": "二号线夜班缺人。",
        "target_date": "2027-02-01",
    }
    return RequisitionDraft.model_validate({**told, **changed})


def requisition(**changed: Any) -> Requisition:
    return Requisition(requisition_id=RequisitionId("req_1"), draft=draft(**changed), created_by="anna", created_at=NOW)


def steps(**changed: Any) -> list[str]:
    return [one.step.name for one in requisition(**changed).submitted(default_rules(), "anna", NOW).chain]


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"headcount": 4, "budget_fen": 99_999_999}, ["department"]),
        ({"headcount": 5}, ["department", "company"]),
        ({"budget_fen": 100_000_000}, ["department", "company"]),
        ({"currency": "EUR"}, ["department", "company"]),
    ],
)
def test_large_requisitions_need_the_company_too(changed: dict[str, Any], names: list[str]) -> None:
    assert steps(**changed) == names


def test_it_is_approved_when_every_step_is_and_rejected_at_the_first_no() -> None:
    sent = requisition(headcount=5).submitted(default_rules(), "anna", NOW)
    half = sent.decided("approved", "bob", None, NOW)
    assert (half.status, half.awaits and half.awaits.step.name) == ("submitted", "company")
    assert half.decided("approved", "carl", None, NOW).status == "approved"
    assert sent.decided("rejected", "bob", "预算不足", NOW).status == "rejected"


def test_an_edit_after_a_rejection_begins_anew() -> None:
    refused = requisition().submitted(default_rules(), "anna", NOW).decided("rejected", "bob", "预算不足", NOW)
    again = refused.edited(draft(headcount=1))
    assert (again.status, again.chain, again.submitted_by, again.revision) == ("draft", (), None, 4)


def test_the_log_names_the_fields_that_an_edit_changed() -> None:
    assert fields_changed(draft(), draft(headcount=3, location="无锡")) == ("location", "headcount")


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"budget_fen": 12.5}, "budget_fen"),
        ({"budget_fen": "600000"}, "budget_fen"),
        ({"budget_fen": -1}, "budget_fen"),
        ({"headcount": 0}, "headcount"),
        ({"reason": "new"}, "replaces nobody"),
        ({"currency": "yuan"}, "currency"),
        ({"department": "生产|质量"}, "department"),
    ],
)
def test_what_does_not_fit_is_named(changed: dict[str, Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        draft(**changed)


@pytest.mark.parametrize(
    ("rules", "word"),
    [
        ([], "rules"),
        ([{"name": "a", "title": {"en": "A"}}], "nobody could decide"),
        ([{"name": "a", "title": {"en": "A"}, "roles": ["manager"], "from_headcount": 3}], "needs no approval"),
        ([{"name": "a", "title": {"en": "A"}, "roles": ["manager"]}] * 2, "same name"),
        ([{"name": "a", "title": {"en": "A"}, "roles": ["recruiter"]}], "roles"),
    ],
)
def test_rules_that_leave_a_requisition_without_an_approver_are_refused(rules: list[Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        ApprovalRules.model_validate({"rules": rules})
