"""``bole payroll``: what it prints, what it writes, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from local.commands.payroll import app
from shared.payroll.packs.loader import built_in

PAID = {"id": "李雷", "months": [{"gross": 30_000, "social": 4_500, "special": 2_000}], "bonus_separate": 36_001}


def ran(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=text, env={"COLUMNS": "200"})


def input_of(folder: Path, *employees: dict[str, Any]) -> str:
    path = folder / "input.json"
    path.write_text(json.dumps({"year": 2026, "employees": employees}), encoding="utf-8")
    return str(path)


def test_without_a_target_it_prints_a_table(tmp_path: Path) -> None:
    result = ran("compute", input_of(tmp_path, PAID))
    assert result.exit_code == 0
    for told in ("李雷, 2026", "24945.00", "555.00", "bonus taxed separately 3390.10", "a bonus of 36000.00 leaves"):
        assert told in result.output


def test_with_a_target_it_writes_the_document(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert ran("compute", input_of(tmp_path, PAID), "--json", str(target)).exit_code == 0
    (one,) = json.loads(target.read_text(encoding="utf-8"))["employees"]
    assert (one["id"], one["year"]["withheld"], one["bonus"]["tax"]) == ("李雷", "555.00", "3390.10")


def test_it_stands_in_a_pipe() -> None:
    result = ran("compute", "-", "--json", "-", text=json.dumps({"year": 2026, "employees": [PAID]}))
    assert json.loads(result.stdout)["employees"][0]["months"][0]["net"] == "24945.00"


def test_many_employees_get_a_line_each(tmp_path: Path) -> None:
    many = [{**PAID, "id": f"E{number}"} for number in range(30)]
    result = ran("compute", input_of(tmp_path, *many))
    assert "30 employees, 2026" in result.output
    assert "E29" in result.output


def test_faults_are_listed_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    bad = {"id": "bad", "city": "Atlantis", "months": [{"gross": -1}]}
    result = ran("compute", input_of(tmp_path, PAID, bad), "--json", str(target))
    assert result.exit_code == 2
    for told in ("unknown_city", "months[0].gross", "-1 is negative", "2 faults: nothing was computed"):
        assert told in result.output
    assert not target.exists()


@pytest.mark.parametrize("words", [("compute", "nowhere.json"), ("rules", "check", "nowhere"), ("compute", "/")])
def test_what_is_not_there_is_said(words: tuple[str, ...]) -> None:
    result = ran(*words)
    assert result.exit_code == 2
    assert "There is no file" in result.output


def test_a_target_in_no_folder_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    assert ran("compute", input_of(tmp_path, PAID), "--json", str(tmp_path / "no/out.json")).exit_code == 2


def test_the_rules_that_come_with_bole_have_no_fault_and_no_gap() -> None:
    result = ran("rules", "check")
    assert result.exit_code == 0
    assert "0 faults, 0 gaps" in result.output
    assert "cn.social.beijing" in result.output


def test_a_file_of_rules_with_a_fault_ends_with_1(tmp_path: Path) -> None:
    text = (built_in("cn") / "cities" / "beijing.toml").read_text(encoding="utf-8")
    path = tmp_path / "beijing.toml"
    path.write_text(text.replace('base_min = "7270"', 'base_min = "97270"'), encoding="utf-8")
    result = ran("rules", "check", str(path))
    assert result.exit_code == 1
    assert "lies above the cap" in result.output


def test_rules_of_ones_own_are_refused_where_they_are_faulty(tmp_path: Path) -> None:
    result = ran("compute", input_of(tmp_path, PAID), "--pack", str(tmp_path))
    assert result.exit_code == 2
    assert "bole payroll rules check" in result.output
