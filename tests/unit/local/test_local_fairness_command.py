"""``bole fairness``: what is printed, what is written, and how it refuses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from local.commands import fairness
from shared.decision.fairness.desk import FairnessDesk
from tests.builders.aws import Deployment, deployed
from tests.builders.fairness import POSITION
from tests.builders.fairness_desk import PLANTED, assessed, tenant
from tests.builders.stored import machine_in_memory

runner = CliRunner()


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def desk(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> FairnessDesk:
    monkeypatch.setattr(fairness, "find", lambda *_arguments: machine_in_memory(deployment))
    monkeypatch.setattr("local.stores.SystemClock", lambda: deployment.clock)
    return tenant(deployment)


@pytest.mark.parametrize(("language", "heading"), [("zh", "偏差审计结果"), ("en", "Results of the bias audit")])
def test_an_audit_is_printed_written_in_every_form_and_logged(
    deployment: Deployment, desk: FairnessDesk, tmp_path: Path, language: str, heading: str
) -> None:
    assessed(desk, PLANTED)
    forms = {name: tmp_path / f"audit.{name}" for name in ("json", "csv", "html", "markdown")}
    options = [text for name, path in forms.items() for text in (f"--{name}", str(path))]
    wanted = ["audit", "--tenant", "acme", "--position", POSITION, "--language", language, *options]
    done = runner.invoke(fairness.app, wanted)
    assert done.exit_code == 0, done.output
    assert json.loads(forms["json"].read_text())["assessed"] == 80
    assert heading in forms["html"].read_text()
    assert heading in forms["markdown"].read_text()
    assert "0.4" in forms["csv"].read_text()
    assert any("operator:bole" in row["link"] for row in deployment.rows("AUDIT#", "ENTRY#"))


def test_what_is_no_month_is_refused_in_words(desk: FairnessDesk) -> None:
    done = runner.invoke(fairness.app, ["audit", "--tenant", "acme", "--from", "november"])
    assert done.exit_code == 2


def test_without_a_running_cloud_it_says_how_to_start_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "find", lambda *_arguments: None)
    assert runner.invoke(fairness.app, ["audit", "--tenant", "acme"]).exit_code == 2


def test_twins_of_a_corpus_are_printed_and_written(tmp_path: Path) -> None:
    said = "Hi, I'm Priya. We were four people, and she built the rig while I planned every test of the week."
    interview = {
        "id": "one",
        "language": "en",
        "answers": [{"question": "Tell me about a project in a team.", "transcript": said}],
    }
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "twins.json"
    corpus.write_text(json.dumps(interview))
    done = runner.invoke(fairness.app, ["twins", str(corpus), "--json", str(out)])
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())
    assert told["share_overall"] == 1
    assert {row["attribute"] for row in told["rows"]} >= {"name", "gender", "age", "school", "dialect"}
