"""The commands: what is printed, what is written, and how they refuse."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import local.validation
from local.commands import calibrate, replay, validate
from local.replaying import replay_folder
from shared.assessment.local_judge import LocalJudge
from shared.assessment.replay_judges import ReplayJudges
from shared.assessment.validity.report import ValidityReport
from shared.platform.embedder import open_embedder
from tests.builders.assessed import GOOD_EN, QUESTION_EN, RAMBLING_EN, assessed


@pytest.fixture(autouse=True)
def fake_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = LocalJudge(open_embedder())
    monkeypatch.setattr(local.validation, "_judge", lambda: judge)


def corpus(folder: Path, count: int = 9, extra: str = "") -> Path:
    lines = []
    for row in range(count):
        text = GOOD_EN + " And then I checked it again with her." * row
        told: dict[str, Any] = {
            "id": f"i{row}",
            "language": "en",
            "ratings": {"overall": row},
            "groups": {"sex": "fm"[row % 2]},
        }
        lines.append(json.dumps({**told, "answers": [{"question": QUESTION_EN, "transcript": text}]}))
    path = folder / "corpus.jsonl"
    path.write_text("\n".join([*lines, extra]))
    return path


def test_agreement_is_printed_and_written(tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    told = CliRunner().invoke(validate.app, [str(corpus(tmp_path)), "--workers", "1", "--json", str(target)])
    assert told.exit_code == 0, told.output
    assert "overall" in told.output
    assert "sex: f" in told.output
    assert "9 of 9 interviews scored" in told.output
    report = ValidityReport.model_validate_json(target.read_text())
    assert report.ratings[0].overall.n == 9
    assert len(report.interviews) == 9


def test_too_few_to_calibrate_is_told_and_not_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    told = CliRunner().invoke(validate.app, [str(corpus(tmp_path)), "--workers", "1", "--calibrate", "3"])
    assert told.exit_code == 0, told.output
    assert "calibrated" in told.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.jsonl"], "There is no file none.jsonl"),
        (["{corpus}", "--pack", "astrology"], "There is no pack astrology"),
        (["{corpus}", "--json", "/nowhere/figures.json"], "cannot be written"),
    ],
)
def test_refusals_are_in_words(tmp_path: Path, arguments: list[str], words: str) -> None:
    path = corpus(tmp_path)
    told = CliRunner().invoke(validate.app, [argument.replace("{corpus}", str(path)) for argument in arguments])
    assert told.exit_code == 2
    assert words in " ".join(told.output.split())


def test_bad_lines_end_it_or_are_passed_over(tmp_path: Path) -> None:
    path = corpus(tmp_path, extra='{"id": "bad"}')
    told = CliRunner().invoke(validate.app, [str(path), "--workers", "1"])
    assert told.exit_code == 2
    assert "line 10: answers: it is missing" in " ".join(told.output.split())
    passed = CliRunner().invoke(validate.app, [str(path), "--workers", "1", "--skip-bad"])
    assert passed.exit_code == 0
    assert "passed over line 10" in passed.output


def test_calibrate_reads_documents_and_accepts_nothing(tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    lines = []
    for row in range(32):
        text = f"{GOOD_EN} " + "In 2024 I cut the cost by 12 percent with Anna. " * (row % 4)
        found = assessed(text, watched=False, competencies=("teamwork",)).model_copy(
            update={"interview_id": f"int_{row}"}
        )
        (answers / f"{row}.json").write_text(found.model_dump_json())
        rating = {
            "interview_id": f"int_{row}",
            "competency": "teamwork",
            "level": 1 + row % 4,
            "rater": "ann",
            "blind": True,
        }
        lines.append(json.dumps({**rating, "rated_at": "2026-11-02T00:00:00Z", "groups": {"sex": "fm"[row % 2]}}))
    ratings = tmp_path / "ratings.jsonl"
    ratings.write_text("\n".join(lines))
    target = tmp_path / "proposal.json"
    told = CliRunner().invoke(calibrate.app, [str(ratings), "--answers", str(answers), "--json", str(target)])
    assert told.exit_code == 0, told.output
    assert "advice:" in told.output
    [proposal] = json.loads(target.read_text())
    assert (proposal["status"], proposal["evidence"]["interviews"]) == ("proposed", 32)
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(lines[:5]))
    refused = CliRunner().invoke(calibrate.app, [str(few), "--answers", str(answers), "--competency", "teamwork"])
    assert refused.exit_code == 2
    assert "it takes 60 answers or 30 interviews" in " ".join(refused.output.split())


def test_rambling_alone_has_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        json.dumps({"id": "i", "answers": [{"question": QUESTION_EN, "transcript": RAMBLING_EN}], "ratings": {"a": 1}})
    )
    told = CliRunner().invoke(validate.app, [str(path), "--workers", "1"])
    assert told.exit_code == 0
    assert "nothing to agree with" in " ".join(told.output.split())


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_documents_are_written_and_come_out_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    folder = tmp_path / "new" / "documents"
    path = corpus(tmp_path, 3, json.dumps({"id": "../b c/1", "answers": [{"transcript": GOOD_EN}, {"transcript": ""}]}))
    told = CliRunner().invoke(validate.app, [str(path), "--workers", workers, "--documents", str(folder)])
    assert told.exit_code == 0, told.output
    names = {found.name for found in folder.iterdir()}
    assert names == {"i0-1.json", "i1-1.json", "i2-1.json", "..%2Fb c%2F1-1.json", "..%2Fb c%2F1-2.json"}
    done = replay_folder(folder, ReplayJudges(open_embedder()), lambda _name: None)
    assert (done.interviews, done.answers, done.differences, done.not_replayed) == (4, 5, (), ())
    monkeypatch.setattr(replay, "open_embedder", open_embedder)
    assert CliRunner().invoke(replay.app, ["--folder", str(folder)]).exit_code == 0


def test_a_folder_that_cannot_be_written_to_is_refused_in_words(tmp_path: Path) -> None:
    path = corpus(tmp_path, 1)
    told = CliRunner().invoke(validate.app, [str(path), "--documents", str(path / "documents")])
    assert told.exit_code == 2
    assert "cannot be a folder" in " ".join(told.output.split())
    (tmp_path / "folder" / "i0-1.json").mkdir(parents=True)
    told = CliRunner().invoke(validate.app, [str(path), "--workers", "1", "--documents", str(tmp_path / "folder")])
    assert told.exit_code == 2
    assert "cannot be written" in " ".join(told.output.split())
