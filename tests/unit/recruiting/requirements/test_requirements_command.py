"""``bole requirements analyse`` at a terminal: one command from a company's sheet to findings in words."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from local import requirement_tables
from local.commands import requirements
from tests.builders.history import as_csv, planted_history


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (requirements, requirement_tables):
        monkeypatch.setattr(module, "out", Console(width=400))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "历史.csv"
    path.write_bytes(as_csv(planted_history(800)))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(requirements.app, ["analyse", *words])


def test_one_command_reads_a_sheet_in_gbk_and_says_what_was_found(sheet: Path, tmp_path: Path) -> None:
    answer = run(str(sheet), "--as-of", "2025-06-30", "--json", str(tmp_path / "all.json"))
    assert answer.exit_code == 0, answer.output
    assert "GB18030" in answer.output
    assert "逻辑思维得分不低于 85 分" in answer.output
    assert "高 22 个百分点" in answer.output
    assert json.loads((tmp_path / "all.json").read_text())["findings"][0]["grade"] == "supported"


def test_sentences_are_in_the_language_that_is_asked_for(sheet: Path) -> None:
    assert "22 percentage points more" in run(str(sheet), "--as-of", "2025-06-30", "--language", "en").output


def test_bad_rows_are_shown_and_nothing_is_analysed(sheet: Path) -> None:
    sheet.write_bytes(sheet.read_bytes() + "\r\nE9,生产经理,是,2023/3/1,是,,,一百,80,80".encode("gbk"))
    answer = run(str(sheet))
    assert answer.exit_code == 2
    assert "一百" in answer.output
    assert "1602" in answer.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--column", "抗压能力"], "COLUMN=FIELD"),
        (["--column", "薪水=person"], "no column"),
        (["--job", "宇航员"], "没有该职位"),
        (["--json", "/nowhere/at/all.json"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(sheet: Path, words: list[str], told: str) -> None:
    answer = run(str(sheet), *words)
    assert (answer.exit_code, told in answer.output) == (2, True)


def test_of_several_jobs_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("工号,岗位,抗压能力\n1,销售,70\n2,会计,80\n")
    answer = run(str(path))
    assert answer.exit_code == 2
    assert "销售 (1), 会计 (1)" in answer.output
