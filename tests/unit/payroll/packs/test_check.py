"""What ``bole payroll rules check`` finds in rule files."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.payroll.packs.checking import check
from shared.payroll.packs.errors import FaultyRules
from shared.payroll.packs.loader import built_in, load
from shared.payroll.packs.reading import Finding

Pack = Path
LATER = """
[[social]]
id = "cn.social.beijing"
effective_from = {begins}
source = "somebody's notice"
verified = true
base_min = "7000"
base_max = "35000"
items = [{{ item = "pension", employee = {{ rate = "0.08" }} }}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A copy of China's pack that a test may spoil."""
    shutil.copytree(str(built_in("cn")), tmp_path / "cn")
    return tmp_path / "cn"


def spoil(pack: Pack, file: str, before: str, after: str) -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def add(pack: Pack, file: str, more: str) -> None:
    path = pack / file
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def grave(pack: Path) -> list[Finding]:
    return [finding for finding in check(pack) if finding.severity != "note"]


def test_the_pack_that_comes_with_bole_is_clean_and_says_what_nobody_verified() -> None:
    findings = check(built_in("cn"))
    assert {finding.severity for finding in findings} == {"note"}
    assert {finding.code for finding in findings} == {"unverified", "no_average_wage"}
    unverified = {finding.rule for finding in findings if finding.code == "unverified"}
    cities = ("beijing", "shanghai", "shenzhen", "guangzhou", "hangzhou", "chengdu")
    assert {f"cn.{kind}.{city}" for kind in ("social", "fund") for city in cities} <= unverified
    assert "cn.tax.withholding" not in unverified


def test_a_version_that_begins_while_an_open_one_holds_overlaps_it(pack: Pack) -> None:
    add(pack, "cities/beijing.toml", LATER.format(begins="2027-01-01"))
    (finding,) = grave(pack)
    assert (finding.severity, finding.code, finding.where) == ("fault", "overlap", "beijing.toml")
    with pytest.raises(FaultyRules, match="hold at once"):
        load(pack)


def test_a_version_inside_a_longer_one_overlaps_it_whatever_lies_between(pack: Pack) -> None:
    """Three versions: the first lasts beyond the second, and the third begins after the second and within the first."""
    social = "effective_from = 2026-07-01\n"
    spoil(pack, "cities/beijing.toml", social, social + "effective_to = 2028-12-31\n")
    add(pack, "cities/beijing.toml", LATER.format(begins="2027-01-01\neffective_to = 2027-01-31"))
    add(pack, "cities/beijing.toml", LATER.format(begins="2027-06-01\neffective_to = 2027-06-30"))
    assert [finding.code for finding in grave(pack)] == ["overlap", "overlap"]


def test_two_versions_that_share_a_single_day_overlap(pack: Pack) -> None:
    spoil(pack, "other_income.toml", "effective_to = 2021-12-31", "effective_to = 2022-01-01")
    assert [finding.code for finding in grave(pack)] == ["overlap"]


def test_months_between_two_versions_are_a_gap_and_can_be_loaded(pack: Pack) -> None:
    spoil(pack, "other_income.toml", "effective_to = 2021-12-31", "effective_to = 2021-10-31")
    (finding,) = grave(pack)
    assert (finding.severity, finding.code) == ("gap", "gap")
    assert finding.problem == "None holds from 2021-11-01 to 2021-12-31."
    load(pack)


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("cities/beijing.toml", 'base_min = "7270"', 'base_min = "99999"', "floor_above_cap"),
        ("cities/beijing.toml", 'employee = { rate = "0.08" }', 'employee = { rate = "8" }', "rate_out_of_range"),
        ("cities/beijing.toml", 'employee = { rate = "0.08" }', 'employee = { rate = "-0.08" }', "rate_out_of_range"),
        ("cities/beijing.toml", 'rate_default = "0.12"', 'rate_default = "12"', "rate_out_of_range"),
        ("cities/beijing.toml", 'rate_default = "0.12"', 'rate_default = "0.13"', "not_valid"),
        ("cities/beijing.toml", 'rate = "0.08"', "rate = 0.08", "not_valid"),
        ("cities/beijing.toml", 'base_min = "7270"', "base_min = 7270.0", "not_valid"),
        ("cities/beijing.toml", 'base_min = "7270"', 'base_min = "-1"', "out_of_range"),
        ("cities/beijing.toml", 'base_min = "7270"', 'bottom = "7270"', "missing"),
        ("cities/beijing.toml", "injury_class = 1", 'injury_class = 1\nsecret = "x"', "unknown_entry"),
        ("cities/beijing.toml", 'source = "sample data: third-party collection 2026-09"', 'source = " "', "no_source"),
        ("cities/beijing.toml", 'source = "sample data: third-party collection 2026-09"', "", "no_source"),
        ("cities/beijing.toml", "verified = false", "", "missing"),
        ("cities/beijing.toml", 'item = "medical"', 'item = "pension"', "not_valid"),
        ("cities/beijing.toml", 'item = "medical"', 'item = "dental"', "not_valid"),
        ("cities/beijing.toml", "[[fund]]", "[[found]]", "unknown_section"),
        ("cities/beijing.toml", "[[fund]]", "[[fund]", "unreadable"),
        ("cities/beijing.toml", 'zh = "北京"', 'zh = "上海"', "city_twice"),
        ("income_tax.toml", 'quick = "2520"', 'quick = "2521"', "not_valid"),
        ("income_tax.toml", 'up_to = "144000"', 'up_to = "14400"', "not_valid"),
        ("income_tax.toml", 'rate = "0.45"', 'up_to = "9999999", rate = "0.45"', "not_valid"),
        ("income_tax.toml", "effective_from = 2019-01-01", "effective_from = 2019-13-01", "unreadable"),
        ("other_income.toml", "effective_to = 2027-12-31", "effective_to = 2023-12-31", "not_valid"),
        ("social_insurance.toml", "[[fund_limit]]", "[[injury]]", "unknown_entry"),
        ("titles.toml", "[pension]", "[old_age]", "missing_rules"),
    ],
)
def test_a_fault_is_named_and_nothing_is_computed_with_it(
    pack: Pack, file: str, before: str, after: str, code: str
) -> None:
    spoil(pack, file, before, after)
    findings = grave(pack)
    assert code in {finding.code for finding in findings}
    with pytest.raises(FaultyRules):
        load(pack)


def test_a_folder_without_rules_lacks_every_kind(tmp_path: Path) -> None:
    findings = grave(tmp_path)
    assert {finding.code for finding in findings} == {"missing_rules"}
    assert any("withholding" in finding.problem for finding in findings)


def test_a_city_without_a_fund_is_a_gap(pack: Pack) -> None:
    path = pack / "cities/beijing.toml"
    path.write_text(path.read_text(encoding="utf-8").split("[[fund]]")[0], encoding="utf-8")
    (finding,) = grave(pack)
    assert (finding.severity, finding.problem) == ("gap", "beijing has no rules of fund.")


def test_one_file_can_be_checked_alone(pack: Pack, tmp_path: Path) -> None:
    add(pack, "cities/beijing.toml", LATER.format(begins="2027-01-01"))
    assert [finding.code for finding in grave(pack / "cities/beijing.toml")] == ["overlap"]
    assert grave(pack / "cities/shanghai.toml") == []


@pytest.mark.parametrize("number", range(20))
def test_overlaps_are_found_wherever_three_versions_lie(
    pack: Pack, number: int, versions: Callable[[int], tuple[list[tuple[int, int]], bool]]
) -> None:
    """Against every pair of versions looked at one by one."""
    spans, overlapping = versions(number)
    path = pack / "cities/beijing.toml"
    head, _, tail = path.read_text(encoding="utf-8").partition("[[social]]")
    social = "".join(
        LATER.format(begins=f"2027-01-{first:02d}\neffective_to = 2027-01-{last:02d}") for first, last in spans
    )
    path.write_text(head + "[[fund]]" + tail.partition("[[fund]]")[2] + social, encoding="utf-8")
    assert ("overlap" in {finding.code for finding in check(path)}) == overlapping


@pytest.fixture
def versions() -> Callable[[int], tuple[list[tuple[int, int]], bool]]:
    from random import Random

    def spans(number: int) -> tuple[list[tuple[int, int]], bool]:
        random = Random(number)
        chosen = []
        for _ in range(3):
            first = random.randint(1, 28)
            chosen.append((first, min(31, first + random.randint(0, 8))))
        pairs = [(one, other) for place, one in enumerate(chosen) for other in chosen[:place]]
        return chosen, any(one[0] <= other[1] and other[0] <= one[1] for one, other in pairs)

    return spans
