"""What ``bole watch`` and ``bole replay`` show."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from local.cli import app
from local.commands import replay
from local.commands.watch import running_view
from shared.assessment.differences import Difference
from shared.assessment.local_judge import LocalJudge
from shared.assessment.replay_interview import NotReplayed, Replayed
from shared.assessment.running import RunningCompetency, RunningReport
from shared.kernel.ids import InterviewId, PositionId, TenantId
from tests.builders.assessed import assessed
from tests.builders.stored import SteadyEmbedder


def printed(renderable: object) -> str:
    console = Console(width=160)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()


def report(overall: float | None) -> RunningReport:
    low, high = (None, None) if overall is None else (overall - 20, overall + 20)
    teamwork = RunningCompetency(
        competency="teamwork", score=overall, low=low, high=high, confidence=0.5, answers=0 if overall is None else 1
    )
    return RunningReport(
        tenant_id=TenantId("acme"),
        interview_id=InterviewId("int_1"),
        position_id=PositionId("pos_1"),
        revision=0 if overall is None else 1,
        answers_settled=0 if overall is None else 1,
        answers_assessed=0 if overall is None else 1,
        answers_scored=0 if overall is None else 1,
        answers_total=3,
        competencies=(teamwork,),
        overall=overall,
        low=low,
        high=high,
        updated_at=None,
    )


def test_a_running_report_shows_each_score_with_its_interval_and_says_that_it_is_provisional() -> None:
    text = printed(running_view(report(61.4), "open"))
    assert "1 of 3 answers settled" in text
    assert "teamwork" in text
    assert "41–81" in text
    assert "Provisional" in text


def test_before_the_first_answer_there_are_dashes() -> None:
    assert "–" in printed(running_view(report(None), "open"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(replay, "open_embedder", SteadyEmbedder)
    document = assessed(judge=LocalJudge(SteadyEmbedder()))
    (tmp_path / "answer.json").write_text(document.model_dump_json())
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["replay", *arguments], env={"COLUMNS": "200"})
    return done.exit_code, done.output


def test_a_folder_that_comes_out_as_it_was_ends_with_nought(folder: Path) -> None:
    code, text = run("--folder", str(folder))
    assert code == 0, text
    assert "differences" in text


def test_a_changed_score_ends_with_one_and_is_written_whole_into_a_file(folder: Path, tmp_path: Path) -> None:
    body = json.loads((folder / "answer.json").read_text())
    body["scores"][0]["score"] = 1.5
    (folder / "answer.json").write_text(json.dumps(body))
    out = tmp_path / "found.txt"
    code, text = run("--folder", str(folder), "--json", str(out))
    assert code == 1
    assert "scores.teamwork.score" in text
    found = Replayed.model_validate_json(out.read_text())
    assert found.differences[0].stored == "1.5"


def test_what_was_not_replayed_is_said(folder: Path) -> None:
    (folder / "older.json").write_text('{"schema_version": 1}')
    code, text = run("--folder", str(folder))
    assert code == 0
    assert "older.json was not replayed" in text


@pytest.mark.parametrize("arguments", [("--folder", "/nowhere"), ("--folder", ".", "--tenant", "acme")])
def test_what_cannot_be_replayed_is_refused_in_words(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_folder_with_nothing_in_it_is_no_success(folder: Path) -> None:
    (folder / "answer.json").unlink()
    assert run("--folder", str(folder))[0] == 1


def test_more_differences_than_fit_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    one = Difference(where="int_1 a1", field="scores.teamwork.score", stored="1", now="2")
    why = NotReplayed(where="int_2 a1", why="It has no receipt.")
    replay.print_replay(Replayed(interviews=1, answers=1, differences=(one,) * 201, not_replayed=(why,)))
    text = capsys.readouterr().out
    assert "and 1 more" in text
    assert "int_2 a1 was not replayed." in text
