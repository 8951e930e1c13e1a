"""What a slip rests on: slips of approved runs, in the order of their approval, and what changed since."""

from datetime import UTC, date, datetime
from typing import Any

from shared.kernel.documents import DocumentRef
from shared.kernel.ids import EmployeeId, RunId
from shared.offer.contracts import SalaryLine, SocialBase
from shared.payroll.files.model import EmployeeFile, HeldTerms, PayChange, with_terms
from shared.payroll.files.tax import TaxFile, YearStatus
from shared.payroll.runs.documents import Aftermath, ApprovedRun, SlipLine, SlipRow
from shared.payroll.runs.history import carried_over, counting, slip_before, tax_year_before, to_be_paid_anew
from shared.payroll.runs.ordering import tax_status
from shared.payroll.runs.variance import Variance
from shared.payroll.tax.withholding import TaxYear
from shared.people.contracts import EmploymentTerms

AT = datetime(2026, 10, 1, tzinfo=UTC)
REF = DocumentRef(key="people/acme/x.json", sha256="0" * 64)


def held(number: int = 1, since: date = date(2026, 1, 1), **changed: Any) -> HeldTerms:
    """Terms of somebody."""
    values: dict[str, Any] = {
        "tenant_id": "acme",
        "employee_id": "emp_1",
        "number": number,
        "effective_from": since,
        "department": "R&D",
        "cost_centre": "CC",
        "title": {"zh": "工程师"},
        "grade": "P5",
        "salary": (
            SalaryLine.model_validate(
                {"component": "base_salary", "title": {"zh": "基本工资"}, "kind": "fixed", "amount_fen": 1}
            ),
        ),
        "social": SocialBase(city="beijing"),
        "start_date": date(2026, 1, 1),
        "reason": "hired",
        "decided_by": "max",
        "decided_at": AT,
        **changed,
    }
    return HeldTerms(terms=EmploymentTerms.model_validate(values), document=REF)


def row(run: str, period: str, calculation: int = 1, **changed: Any) -> SlipRow:
    """A slip's row."""
    after = Aftermath(
        tax_year=TaxYear(year=int(period[:4]), income_fen=changed.pop("income", 0)),
        terms=changed.pop("terms", (1,)),
        carried=changed.pop("carried", {}),
    )
    line = SlipLine.model_validate(
        {
            "employee_id": "emp_1",
            "run_id": run,
            "run_kind": "regular",
            "calculation": calculation,
            "period": period,
            "slip": REF,
            "department": "R&D",
            "cost_centre": "CC",
            **dict.fromkeys(("gross_fen", "tax_fen", "net_fen", "employer_fen"), 0),
            **changed,
        }
    )
    return SlipRow(line=line, after=after, variance=Variance())


def approval(run: str, period: str, sequence: int, calculation: int = 1) -> ApprovedRun:
    """An approved run that counts."""
    return ApprovedRun(run_id=RunId(run), kind="regular", period=period, calculation=calculation, sequence=sequence)


def file(*terms: HeldTerms, **changed: Any) -> EmployeeFile:
    """A file with these terms."""
    values = {"employee_id": EmployeeId("emp_1"), "terms": terms or (held(),)}
    return EmployeeFile(**{**values, "pay_changes": (PayChange(at=AT, matters_from=date(2026, 1, 1)),), **changed})


def test_only_slips_of_the_calculation_that_was_approved_count_in_the_order_of_approval() -> None:
    rows = [row("r1", "2026-09"), row("r2", "2026-09", 1), row("r2", "2026-09", 2), row("r3", "2026-10")]
    found = counting(rows, [approval("r2", "2026-09", 2, 2), approval("r1", "2026-09", 1)])
    assert [(one.line.run_id, one.line.calculation) for one in found] == [("r1", 1), ("r2", 2)]


def test_the_tax_of_a_year_begins_at_the_opening_figures_and_goes_on_from_the_last_slip() -> None:
    opening = TaxYear(year=2026, income_fen=500)
    begun = file(tax=TaxFile(years=(YearStatus(year=2026, opening=opening),)))
    assert tax_year_before([], begun, "2026-09") == opening
    assert tax_year_before([row("r1", "2026-09", income=900)], begun, "2026-10").income_fen == 900
    assert tax_year_before([row("r1", "2026-12", income=900)], begun, "2027-01") == TaxYear(year=2027)


def test_what_the_last_regular_slip_could_not_deduct_is_carried_over() -> None:
    rows = [row("r1", "2026-08", carried={"loan": 7}), row("r2", "2026-09", carried={"loan": 5})]
    assert carried_over([*rows, row("r3", "2026-09", run_kind="off_cycle")]) == {"loan": 5}


def test_what_slips_off_the_cycle_could_not_deduct_since_then_is_added() -> None:
    rows = [
        row("r1", "2026-08", run_kind="off_cycle", carried={"loan": 100}),
        row("r2", "2026-09", carried={"loan": 5}),
        row("r3", "2026-09", run_kind="off_cycle", carried={"loan": 2, "contribution_advance": 3}),
    ]
    assert carried_over(rows) == {"loan": 7, "contribution_advance": 3}
    assert carried_over(rows[:1]) == {"loan": 100}
    assert carried_over([]) == {}


def test_a_slip_is_compared_with_the_last_regular_month() -> None:
    rows = [row("r1", "2026-08"), row("r2", "2026-09"), row("r3", "2026-09", run_kind="off_cycle")]
    found = slip_before(rows, "2026-11")
    assert found is not None
    assert found.line.run_id == "r2"
    assert slip_before(rows, "2026-08") is None


def test_a_month_is_paid_anew_where_other_terms_hold_in_it_than_it_was_reckoned_by() -> None:
    rows = [row("r1", "2026-08"), row("r2", "2026-09")]
    assert to_be_paid_anew(rows, file(held(1)), "2026-10") == []
    late = file(held(1), held(2, date(2026, 9, 1)))
    assert [one.line.period for one in to_be_paid_anew(rows, late, "2026-10")] == ["2026-09"]
    later = file(held(1), held(2, date(2026, 10, 1)))
    assert to_be_paid_anew(rows, later, "2026-10") == []


def test_the_status_of_a_year_follows_the_start_of_the_employment() -> None:
    joined = file(held(1, date(2026, 4, 10), start_date=date(2026, 4, 10)))
    assert tax_status(joined, "2026-09").start_month == 4
    assert tax_status(joined, "2027-01").start_month == 1


def test_an_exit_that_is_taken_back_by_newer_terms_ends_nothing() -> None:
    ended = with_terms(file(held(1)), held(2, date(2026, 6, 1), end_date=date(2026, 6, 30)), AT)
    assert (ended.ends, ended.employed_in("2026-06"), ended.employed_in("2026-07")) == (date(2026, 6, 30), True, False)
    again = with_terms(ended, held(3, date(2026, 9, 1)), AT)
    assert again.employed_in("2026-09")


def test_the_terms_of_a_month_are_those_that_hold_on_any_day_of_it() -> None:
    made = file(held(1), held(2, date(2026, 9, 16)), held(3, date(2026, 9, 16)), held(4, date(2026, 10, 1)))
    assert [one.terms.number for one in made.during("2026-09")] == [1, 3]
    assert [one.terms.number for one in made.during("2026-10")] == [4]
