"""What each field of the document means, and how the answer is written."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from shared.payroll.compute.reading import read
from shared.payroll.compute.writing import as_json, document
from shared.payroll.compute.year import compute
from shared.payroll.packs.loader import built_in, load

AVERAGE = """
[[average_wage]]
id = "cn.average_wage.shenzhen"
effective_from = 2026-01-01
source = "invented"
verified = true
month = "5000"
"""
PAY = {"gross": 12_000}


def answer(year: int = 2026, **employee: Any) -> dict[str, Any]:
    text = json.dumps({"year": year, "employees": [{"id": "one", **employee}]})
    found: dict[str, Any]
    (found,) = document(compute(read(text)))["employees"]
    return found


def column(found: dict[str, Any], name: str) -> list[Any]:
    return [month[name] for month in found["months"]]


def test_a_month_is_written_with_exactly_the_fields_that_were_agreed_on() -> None:
    assert answer(months=[{"gross": 30_000, "social": 4_500, "special": 2_000}]) == {
        "id": "one",
        "months": [
            {
                "month": 1,
                "taxable_cumulative": "18500.00",
                "rate": "0.03",
                "withheld": "555.00",
                "net": "24945.00",
                "social": "4500.00",
                "housing_fund": "0.00",
                "employer_cost": "30000.00",
            }
        ],
        "year": {"withheld": "555.00", "net": "24945.00"},
        "bonus": None,
    }


@pytest.mark.parametrize("gross", ["12000.50", "12000.5", 12000.5, "1.20005e4"])
def test_an_amount_may_be_a_number_or_a_text(gross: object) -> None:
    assert answer(months=[{"gross": gross}])["months"][0]["taxable_cumulative"] == "7000.50"


def test_a_number_is_read_as_it_is_written_and_never_as_a_float() -> None:
    text = '{"year": 2026, "employees": [{"id": "one", "months": [{"gross": 90071992547409.93}]}]}'
    with pytest.raises(Exception, match="1 fault"):
        read(text)
    text = text.replace("90071992547409.93", "9007199254.93")
    assert read(text).employees[0].months[0].gross_fen == 900719925493


def test_the_months_follow_each_other_from_the_start_month_on() -> None:
    assert column(answer(start_month=6, months=[PAY] * 3), "month") == [6, 7, 8]


def test_who_came_in_june_from_another_job_deducts_the_months_here() -> None:
    found = answer(start_month=6, months=[PAY] * 2)
    assert column(found, "taxable_cumulative") == ["7000.00", "14000.00"]


def test_who_has_the_first_job_of_the_year_in_june_deducts_from_january_on() -> None:
    found = answer(start_month=6, first_job_in_year=True, months=[PAY] * 7)
    assert column(found, "taxable_cumulative") == [
        "0.00",
        "0.00",
        "0.00",
        "3000.00",
        "10000.00",
        "17000.00",
        "24000.00",
    ]
    assert column(found, "withheld")[3:] == ["90.00", "210.00", "210.00", "210.00"]


def test_who_earned_little_last_year_deducts_the_whole_year_from_january_on() -> None:
    found = answer(low_income_prior_year=True, months=[{"gross": 8_000}] * 12)
    assert column(found, "withheld")[:8] == ["0.00"] * 7 + ["120.00"]
    assert found["year"]["withheld"] == "1080.00"


def test_little_income_last_year_goes_before_the_first_job() -> None:
    found = answer(low_income_prior_year=True, first_job_in_year=True, start_month=11, months=[{"gross": 70_000}])
    assert column(found, "taxable_cumulative") == ["10000.00"]


def test_what_was_withheld_too_much_is_not_paid_back_and_not_taken_twice() -> None:
    months = [{"gross": 50_000}, {"gross": 0}, {"gross": 0}, {"gross": 20_000}]
    found = answer(months=months)
    assert column(found, "taxable_cumulative") == ["45000.00", "40000.00", "35000.00", "50000.00"]
    assert column(found, "withheld") == ["1980.00", "0.00", "0.00", "500.00"]


def test_other_deductions_lower_the_tax_and_not_the_pay() -> None:
    found = answer(months=[{"gross": 12_000, "other": 1_000}])["months"][0]
    assert (found["taxable_cumulative"], found["withheld"], found["net"]) == ("6000.00", "180.00", "11820.00")


def test_the_cumulative_tax_is_rounded_half_up() -> None:
    """1080.005 is 1080.01, where rounding to even would make it 1080.00."""
    found = answer(months=[{"gross": "41000.05"}, {"gross": "5000.00"}])
    assert column(found, "withheld") == ["1080.01", "0.00"]


@pytest.mark.parametrize(
    ("gross", "rate", "withheld"),
    [
        ("41000", "0.03", "1080.00"),
        ("41000.01", "0.10", "1080.00"),
        ("149000", "0.10", "11880.00"),
        ("149000.05", "0.20", "11880.01"),
        ("965000", "0.35", "250080.00"),
        ("965000.02", "0.45", "250080.01"),
    ],
)
def test_the_upper_bound_belongs_to_a_bracket(gross: str, rate: str, withheld: str) -> None:
    month = answer(months=[{"gross": gross}])["months"][0]
    assert (month["rate"], month["withheld"]) == (rate, withheld)


@pytest.mark.parametrize("city", ["Shenzhen", "shenzhen", "SHENZHEN", "深圳", "深圳市", " 深圳 "])
def test_a_city_has_names_in_both_languages(city: str) -> None:
    month = answer(city=city, months=[{"gross": 20_000}])["months"][0]
    assert month == {
        "month": 1,
        "taxable_cumulative": "10560.00",
        "rate": "0.03",
        "withheld": "316.80",
        "net": "15243.20",
        "social": "2040.00",
        "housing_fund": "2400.00",
        "employer_cost": "27000.00",
    }


def test_a_gross_under_the_floor_pays_on_the_floor_and_says_so() -> None:
    text = json.dumps({"year": 2026, "employees": [{"id": 1, "city": "Hangzhou", "months": [{"gross": 3_000}]}]})
    (found,) = compute(read(text))
    assert found.months[0].social_fen == 523_53  # 8, 2 and 0.5 percent of 4986, each rounded
    assert found.months[0].fund_fen == 360_00
    assert [note.read_in("en") for note in found.months[0].notes] == [
        "The declared base lies under the floor; the floor was taken."
    ]


def test_a_given_sum_stands_for_all_that_the_city_would_say() -> None:
    """So no rules of the city are needed for that month: Beijing has none before July."""
    found = answer(city="Beijing", start_month=6, months=[{"gross": 20_000, "social": 3_000}, {"gross": 20_000}])
    given, by_rules = found["months"]
    assert (given["social"], given["housing_fund"], given["employer_cost"]) == ("3000.00", "0.00", "20000.00")
    assert (by_rules["social"], by_rules["housing_fund"]) == ("2103.00", "2400.00")


def test_a_given_sum_of_nothing_is_nothing() -> None:
    found = answer(city="Shenzhen", months=[{"gross": 20_000, "social": 0}])["months"][0]
    assert (found["social"], found["net"]) == ("0.00", "19550.00")


def test_what_both_sides_pay_into_the_fund_over_the_limit_is_taxed(tmp_path: Path) -> None:
    """Shenzhen, were its average wage 5,000: of 20,000 only 15,000 are free of tax, so 600 on each side are not."""
    shutil.copytree(str(built_in("cn")), tmp_path / "cn")
    path = tmp_path / "cn/cities/shenzhen.toml"
    path.write_text(path.read_text(encoding="utf-8") + AVERAGE, encoding="utf-8")
    pack = load(tmp_path / "cn")
    text = json.dumps({"year": 2026, "employees": [{"id": 1, "city": "深圳", "months": [{"gross": 20_000}]}]})
    month = compute(read(text, pack), pack)[0].months[0]
    assert month.taxable_fen == 10_560_00 + 600_00 + 600_00
    assert month.fund_fen == 2_400_00
    assert month.net_fen == 20_000_00 - 2_040_00 - 2_400_00 - month.withheld_fen


def test_the_bonus_is_in_no_sum_of_the_year() -> None:
    with_bonus = answer(months=[PAY], bonus_separate="36000.01")
    assert with_bonus["year"] == answer(months=[PAY])["year"]
    assert with_bonus["bonus"] == {"tax": "3390.00", "net": "32610.01"}
    assert answer(months=[PAY], bonus_separate=0)["bonus"] == {"tax": "0.00", "net": "0.00"}


def test_null_is_as_good_as_absent() -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("city", "start_month", "first_job_in_year", "low_income_prior_year", "bonus_separate")
    )
    absent = answer(months=[PAY])
    assert answer(months=[{**PAY, "social": None, "special": None, "other": None}], **nothing) == absent


def test_an_id_comes_back_as_it_was_given() -> None:
    text = json.dumps({"year": 2026, "employees": [{"id": 7, "months": []}, {"id": "张三", "months": []}]})
    assert [one["id"] for one in json.loads(as_json(compute(read(text))))["employees"]] == [7, "张三"]


def test_the_same_document_gives_the_same_bytes() -> None:
    text = json.dumps({"year": 2026, "employees": [{"id": "one", "city": "广州", "months": [PAY] * 12}]})
    assert as_json(compute(read(text))) == as_json(compute(read(text)))
