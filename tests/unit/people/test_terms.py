"""Terms over time: which hold on a day, and when a probation ends."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, UserId
from shared.people.employees.terms import (
    TermsChange,
    changed_terms,
    ended_terms,
    first_terms,
    holding_on,
    probation_end,
)
from tests.builders.people import accepted

NOW = datetime(2026, 12, 1, tzinfo=UTC)
OFFER = DocumentRef(key="offers/acme/off_1/accepted.json", sha256="0" * 64)
FIRST = first_terms(accepted(), OFFER, EmployeeId("emp_1"), date(2026, 12, 1), "u", NOW)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-03-01", 3, "2026-05-31"),
        ("2026-01-15", 3, "2026-04-14"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-07-31", 2, "2026-09-30"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2024-01-30", 1, "2024-02-29"),
    ],
)
def test_a_probation_ends_the_day_before_the_same_day(start: str, months: int, end: str) -> None:
    assert probation_end(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_without_months_there_is_no_probation() -> None:
    assert probation_end(date(2026, 1, 1), 0) is None


def test_what_a_change_does_not_name_stays() -> None:
    change = TermsChange(effective_from=date(2027, 1, 1), reason="transfer", note="调岗", department="产品")
    after = changed_terms(FIRST, change, "u", NOW)
    assert (after.department, after.salary, after.number) == ("产品", FIRST.salary, 2)


def test_a_change_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="say what is to change"):
        TermsChange(effective_from=date(2027, 1, 1), reason="other", note="x")


def test_the_newest_terms_that_have_begun_hold() -> None:
    raised = changed_terms(
        FIRST, TermsChange(effective_from=date(2027, 2, 1), reason="raise", note="x", grade="P7"), "u", NOW
    )
    earlier = changed_terms(
        raised, TermsChange(effective_from=date(2027, 1, 1), reason="other", note="x", manager=UserId("m")), "u", NOW
    )
    every = (FIRST, raised, earlier)
    assert [
        each.number if (each := holding_on(every, date.fromisoformat(day))) else None
        for day in ("2026-11-30", "2026-12-31", "2027-01-15", "2027-03-01")
    ] == [None, 1, 3, 2]


def test_an_end_keeps_the_pay_until_the_last_day() -> None:
    ended = ended_terms(FIRST, date(2027, 3, 10), "u", NOW)
    assert (ended.end_date, ended.salary, ended.reason) == (date(2027, 3, 10), FIRST.salary, "exit")
