"""The year's certificate and the month's declaration say what the slips said."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from shared.kernel.ids import EmployeeId, RunId
from shared.payroll.contracts import SalarySlip
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.papers.certificate import (
    NoSlips,
    OtherEmployee,
    certificate_data,
    certificate_pdf,
    year_rows,
)
from shared.payroll.papers.declaration import PersonsMissing, declaration_csv, declaration_xlsx, form
from shared.payroll.papers.declared import declaration_rows
from shared.payroll.runs.reversing import reversed_slip
from shared.payroll.tax.withholding import TaxStatus, TaxYear
from tests.builders.payroll_months import ANNA, MARCH, NOW, month, one_off, pay_rules, pay_terms
from tests.builders.payroll_papers import EMPLOYER, person


def year() -> list[SalarySlip]:
    found, before = list[SalarySlip](), TaxYear(year=2026)
    for number in (1, 2, 3):
        items = (one_off("annual_bonus", 36_000), one_off("reimbursement", 200)) if number == 2 else ()
        made = month(f"2026-{number:02d}", tax_year=before, slip_id=f"s{number}", inputs=MonthInputs(items=items))
        found.append(made.slip)
        before = made.tax_year_after
    return found


def test_the_certificate_has_a_row_a_month_and_bonus_and_reimbursement_apart() -> None:
    rows = year_rows(year(), 2026)
    assert [row.month for row in rows] == ["2026-01", "2026-02", "2026-03"]
    assert (rows[1].income, rows[1].bonus, rows[1].exempt) == (22_000_00, 36_000_00, 200_00)


def test_its_withheld_tax_is_that_of_the_slips() -> None:
    assert sum(row.withheld for row in year_rows(year(), 2026)) == sum(slip.tax_fen for slip in year())


def test_what_was_taken_back_counts_no_more() -> None:
    slips = year()
    taken_back = reversed_slip(slips[-1], RunId("run_9"), "s9", NOW)
    last = year_rows([*slips, taken_back], 2026)[-1]
    assert (last.income, last.withheld, last.net) == (0, 0, 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_certificate_is_a_pdf_without_the_whole_identity_number(language: str) -> None:
    assert certificate_pdf(year(), 2026, person(), EMPLOYER, language, NOW).startswith(b"%PDF")  # type: ignore[arg-type]
    data = certificate_data(year(), 2026, person(), EMPLOYER, "zh", NOW)
    assert "110***********4514" in str(data)
    assert "110101199003074514" not in str(data)


def test_a_year_without_pay_has_no_certificate() -> None:
    with pytest.raises(NoSlips, match="2025"):
        certificate_pdf(year(), 2025, person(), EMPLOYER, "zh", NOW)


def test_slips_of_two_people_make_no_certificate() -> None:
    with pytest.raises(OtherEmployee):
        certificate_pdf(year(), 2026, person(employee_id=EmployeeId("emp_bob")), EMPLOYER, "zh", NOW)


def read(slips: list[SalarySlip], period: str) -> list[dict[str, str]]:
    made = declaration_csv(declaration_rows(slips, period), {ANNA: person()})
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))


def test_the_declaration_has_a_row_for_each_kind_of_income() -> None:
    rows = read(year(), "2026-02")
    assert [row["所得项目"] for row in rows] == ["正常工资薪金", "全年一次性奖金收入"]
    assert rows[1]["应补/退税额"] == "1080.00"


def test_its_wages_have_month_and_cumulative_figures() -> None:
    (row,) = read(year(), MARCH)
    slip = year()[-1]
    assert row["本期收入"] == "22000.00"
    assert row["累计收入额"] == "66000.00"
    assert Decimal(row["应补/退税额"]) * 100 == slip.tax_fen
    due, before = Decimal(row["应纳税额"]), Decimal(row["已缴税额"])
    assert due - before == Decimal(row["应补/退税额"])


def test_a_bonus_that_is_taxed_with_the_wages_is_declared_with_them() -> None:
    made = month(bonus_separate=False, inputs=MonthInputs(items=(one_off("annual_bonus", 1_000),))).slip
    assert [row["本期收入"] for row in read([made], MARCH)] == ["23000.00"]


def test_severance_is_declared_with_its_exempt_part() -> None:
    items = (one_off("severance", 396_000),)
    rules = pay_rules(average_wage_fen={"shenzhen": 10_000_00})
    made = month(MARCH, pay_terms(end_date=date(2026, 3, 31)), rules=rules, inputs=MonthInputs(items=items)).slip
    row = read([made], MARCH)[-1]
    assert (row["本期收入"], row["本期免税收入"], row["应纳税所得额"]) == ("396000.00", "360000.00", "36000.00")


def test_a_slip_that_was_replaced_is_declared_once() -> None:
    slips = year()
    taken_back = reversed_slip(slips[-1], RunId("run_9"), "s9", NOW)
    again = slips[-1].model_copy(update={"slip_id": "s10", "run_id": RunId("run_10")})
    assert read([*slips, taken_back, again], MARCH) == read(slips, MARCH)


def test_a_non_resident_is_declared_as_one() -> None:
    made = month(tax_status=TaxStatus(resident=False)).slip
    assert [row["所得项目"] for row in read([made], MARCH)] == ["非居民工资薪金"]


def test_nobody_is_declared_without_an_identity() -> None:
    with pytest.raises(PersonsMissing, match=ANNA):
        declaration_csv(declaration_rows(year(), MARCH), {ANNA: person(id_number=None)})


def test_the_spreadsheet_has_the_columns_of_the_form_and_whole_identity_numbers() -> None:
    made = declaration_xlsx(declaration_rows(year(), MARCH), {ANNA: person()})
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == [column.title for column in form().columns]
    assert "110101199003074514" in rows[1]


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    made = declaration_xlsx(declaration_rows(year(), MARCH), {ANNA: person(name="=1+1")})
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert sheet["B2"].data_type == "s"
