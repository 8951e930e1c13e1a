"""``bole competencies`` at a terminal."""

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from local.commands import competencies
from shared.assessment.local_judge.weights import weights
from shared.assessment.rubrics.catalogue import CURRENT, load
from shared.assessment.rubrics.packs import load_packs


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(competencies, "out", Console(width=400))


def run(*words: str) -> Result:
    return CliRunner().invoke(competencies.app, list(words))


def test_without_a_word_the_catalogue_is_listed() -> None:
    answer = run()
    assert answer.exit_code == 0
    assert [key for key in load() if key not in answer.stdout] == []
    assert [key for key in load_packs() if key not in answer.stdout] == []


def test_titles_are_in_the_language_that_is_asked_for() -> None:
    assert "同理心" in run("--language", "zh").stdout
    assert "Empathy" in run().stdout


@pytest.mark.parametrize("key", sorted(load()))
def test_a_rubric_is_shown_whole(key: str) -> None:
    answer = run(key, "--language", "zh")
    rubric = load()[key]
    shown = [*rubric.read_in("zh").anchors, *rubric.signals, *rubric.must_not, *rubric.sources, CURRENT]
    assert [words for words in shown if words not in answer.stdout] == []


@pytest.mark.parametrize("key", sorted(load()))
def test_a_rubric_is_shown_with_what_its_score_is_made_of(key: str) -> None:
    shares = weights().of(load()[key])
    (made,) = [line for line in run(key).stdout.splitlines() if line.startswith("shares of the score")]
    told = [part.split(" ") for part in made.partition(": ")[2].split(", ")]
    percent = [int(share) for _, share in told]
    assert {name: int(share) for name, share in told} == {
        str(name): round(100 * share / sum(shares.values())) for name, share in shares.items()
    }
    assert percent == sorted(percent, reverse=True)


def test_signals_without_a_share_are_said_to_have_no_weight() -> None:
    (line,) = [line for line in run("language_expression").stdout.splitlines() if "no weight by themselves" in line]
    assert line.partition(": ")[2].split(", ") == [
        "relevance",
        "speech_rate",
        "articulation_rate",
        "pauses",
        "fillers",
        "false_starts",
        "self_correction",
    ]


def test_a_narrow_terminal_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(competencies, "out", Console(width=60))
    assert "…" not in run("empathy", "--language", "zh").stdout


def test_a_pack_is_shown_with_its_weights_and_its_reason() -> None:
    answer = run("--pack", "medical")
    assert "18%" in answer.stdout
    assert "patients" in answer.stdout


@pytest.mark.parametrize("words", [("juggling",), ("--pack", "mining")])
def test_what_is_not_there_is_said_with_what_is(words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.exit_code == 2
    assert "hoose from" in answer.stderr


def test_a_rubric_and_a_pack_are_not_shown_together() -> None:
    answer = run("empathy", "--pack", "medical")
    assert answer.exit_code == 2
    assert "either" in answer.stderr
