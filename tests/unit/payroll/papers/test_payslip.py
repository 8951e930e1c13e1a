"""The payslip shows every line with what is needed to reckon it again, in both languages."""

import json
from decimal import Decimal

import pytest

from shared.kernel.ids import RunId
from shared.kernel.language import Language
from shared.payroll.contracts import SalarySlip
from shared.payroll.inputs.model import MonthInputs
from shared.payroll.papers.payslip import payslip_data, payslip_pdf
from shared.payroll.papers.words import money, percent, words
from shared.payroll.runs.reversing import reversed_slip
from tests.builders.payroll_months import NOW, month, one_off
from tests.builders.payroll_papers import EMPLOYER, person


def slip() -> SalarySlip:
    items = (one_off("reimbursement", 321, reference="EXP-1"), one_off("correction", "-50", for_period="2026-02"))
    return month(inputs=MonthInputs(overtime_hours_weekday=Decimal(10), items=items)).slip


def shown(language: Language) -> str:
    return json.dumps(payslip_data(slip(), person(), EMPLOYER, language), ensure_ascii=False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_a_pdf_and_the_same_each_time(language: Language) -> None:
    first = payslip_pdf(slip(), person(), EMPLOYER, language)
    assert first.startswith(b"%PDF")
    assert first == payslip_pdf(slip(), person(), EMPLOYER, language)


def test_the_two_languages_have_the_same_words() -> None:
    zh, en = words("zh"), words("en")
    assert zh.keys() == en.keys()
    for table in ("round", "prorated"):
        assert zh[table].keys() == en[table].keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_stands_there_with_rule_and_amount(language: Language) -> None:
    data = payslip_data(slip(), person(), EMPLOYER, language)
    rows = [row for section in data["sections"] for row in section["rows"]]
    assert len(rows) == len(slip().lines)
    said = words(language)["rule"]
    assert all(row["how"][0].startswith(said) for row in rows)


def test_a_contribution_shows_base_rate_bounds_and_source() -> None:
    text = shown("zh")
    for part in ("cn.social.shenzhen.pension", "8 %", "22,000.00", "4,775.00–27,549.00", "四舍五入到分"):
        assert part in text


def test_what_is_a_sample_is_called_one() -> None:
    assert "未经核实" in shown("zh")
    assert "not verified" in shown("en")


def test_a_formula_stands_there_with_its_figures() -> None:
    text = shown("en")
    assert "wage_base / 21.75 / 8 * 1.5 * overtime_hours_weekday" in text
    assert "overtime_hours_weekday 10" in text


def test_a_line_about_an_earlier_month_says_so() -> None:
    assert "for 2026-02" in shown("en")


def test_the_account_is_never_shown_whole() -> None:
    assert "5678" in shown("zh")
    assert "6222020200012345678" not in shown("zh")


def test_a_reversal_says_what_it_takes_back() -> None:
    taken_back = reversed_slip(slip(), RunId("run_2"), "run_2.emp_anna", NOW)
    data = payslip_data(taken_back, person(), EMPLOYER, "en")
    assert slip().slip_id in data["mark"]
    assert data["sums"][0][1].startswith("−")


def test_a_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    assert payslip_pdf(slip(), person(name='#panic("x") $1$ *b* <a>'), EMPLOYER, "en").startswith(b"%PDF")


def test_money_and_rates_are_written_as_people_write_them() -> None:
    assert [money(1_234_567_89), money(-5), money(0)] == ["1,234,567.89", "−0.05", "0.00"]
    assert [percent(Decimal("0.005")), percent(Decimal("0.1"))] == ["0.5 %", "10 %"]
