"""``bole assess`` at a terminal: what it checks first, what it prints, and how it ends when something breaks."""

import os
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from local import findings
from local.cli import app
from local.commands import assess
from shared.assessment.contracts import AnswerAssessed
from tests.builders import assessed as build


def nobody_assesses(*_: object) -> AnswerAssessed:
    pytest.fail("the models worked")


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "answer.webm"
    path.write_bytes(b"recorded")
    return path


def run(video: Path, *more: object) -> Result:
    return CliRunner().invoke(app, ["assess", str(video), "--question", "Why us?", *map(str, more)])


def complaint(answer: Result) -> str:
    """What stands on stderr, in one line however narrow the terminal is."""
    return " ".join(answer.stderr.split())


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_a_folder_that_is_not_there_is_said_before_any_model_works(
    video: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "_assess", nobody_assesses)
    answer = run(video, option, video.parent / "nowhere" / "report")
    assert answer.exit_code == 2
    assert "there is no folder" in complaint(answer)


def test_a_folder_in_the_place_of_the_file_is_said_before_any_model_works(
    video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assess, "_assess", nobody_assesses)
    answer = run(video, "--json", video.parent)
    assert answer.exit_code == 2
    assert "it is a folder" in complaint(answer)


def test_a_folder_of_somebody_else_is_said_before_any_model_works(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "_assess", nobody_assesses)
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    answer = run(video, "--json", video.parent / "found.json")
    assert answer.exit_code == 2
    assert "not yours to write" in complaint(answer)


def break_down(*_: object) -> AnswerAssessed:
    raise RuntimeError("the engine broke [at once]")


def test_an_unexpected_error_is_one_sentence_and_exit_code_1(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "_assess", break_down)
    answer = run(video)
    assert answer.exit_code == 1
    assert "RuntimeError: the engine broke [at once]" in complaint(answer)
    assert "--debug" in complaint(answer)
    assert "Traceback" not in answer.output


def test_with_debug_an_unexpected_error_shows_where_it_happened(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "_assess", break_down)
    answer = run(video, "--debug")
    assert answer.exit_code == 1
    assert "break_down" in complaint(answer)


def test_both_reports_are_written_where_they_were_asked_for(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "_assess", lambda *_: build.assessed())
    paths = video.parent / "found.json", video.parent / "found.html"
    answer = run(video, "--json", paths[0], "--html", paths[1])
    assert answer.exit_code == 0
    assert AnswerAssessed.model_validate_json(paths[0].read_text()) == build.assessed()
    assert "answer.webm" in paths[1].read_text()


def test_the_report_is_written_as_pdf_too(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assess, "_assess", lambda *_: build.assessed())
    monkeypatch.setattr(assess, "print_findings", lambda _: None)
    path = video.parent / "found.pdf"
    assert run(video, "--pdf", path).exit_code == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_what_was_not_scored_is_printed_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(width=160, record=True)
    monkeypatch.setattr(findings, "out", console)
    refused = build.score(points=None)
    findings.print_findings(build.assessed().model_copy(update={"scores": (refused,)}))
    printed = console.export_text()
    assert "not scored: off topic" in printed
    assert "off_topic" not in printed
