"""Stored interviews are judged again: the local judge says the same, and whatever was changed is named."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from functions.tenancy.create_tenant import handler as create_tenant
from local.cli import app
from local.commands import watch
from local.replaying import replay_folder, replay_interview, replay_stored
from local.stores import Stores
from shared.assessment.local_judge import LocalJudge, weights
from shared.assessment.ports import Judge
from shared.assessment.replay_interview import Replayed
from shared.assessment.replay_judges import ReplayJudges
from shared.kernel.errors import NotFound
from shared.kernel.ids import InterviewId, TenantId
from tests.builders.assessed import GOOD_EN, QUESTION_EN, RAMBLING_EN
from tests.builders.assessment import Stage
from tests.builders.aws import Deployment
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order
from tests.builders.stored import SteadyEmbedder, change, document, labelled, machine_in_memory, written_interview


def quiet(_name: str) -> None:
    """Nobody looks on."""


def judge() -> Judge:
    return LocalJudge(SteadyEmbedder())


def judges() -> ReplayJudges:
    return ReplayJudges(SteadyEmbedder())


def replayed(stage: Stage, by: ReplayJudges | None = None) -> Replayed:
    return replay_interview(stage.scope, stage.plan.interview_id, by or judges())


def fields(done: Replayed) -> list[str]:
    return [difference.field for difference in done.differences]


@pytest.fixture
def stored(deployment: Deployment) -> Stage:
    """An interview of two answers, the first of them scored."""
    question = {"language": "en", "text": QUESTION_EN, "competency": "teamwork"}
    made = written_interview(deployment, judge(), "int_1", question, (GOOD_EN, RAMBLING_EN))
    assert document(made).scores[0].score is not None
    return made


def test_an_untouched_interview_comes_out_as_it_was(stored: Stage) -> None:
    done = replayed(stored)
    assert (done.interviews, done.reports, done.answers, done.scores) == (1, 1, 2, 4)
    assert (done.differences, done.not_replayed) == ((), ())


def test_a_changed_score_is_named_with_what_it_was(stored: Stage) -> None:
    first = document(stored).scores[0]
    lowered = first.model_copy(update={"score": 12.0, "level": 1})
    change(stored, "a1", scores=(lowered, *document(stored).scores[1:]))
    found = {difference.field: difference for difference in replayed(stored).differences}
    difference = found[f"scores.{first.competency}.score"]
    assert (difference.where, difference.stored, difference.now) == ("int_1 a1", "12.0", str(first.score))
    assert f"scores.{first.competency}.level" in found


def test_a_changed_word_of_the_transcript_breaks_its_receipt(stored: Stage) -> None:
    transcript = document(stored).transcript
    word = transcript.words[3]
    words = (*transcript.words[:3], word.model_copy(update={"text": " never"}), *transcript.words[4:])
    text = "".join(each.text for each in words).strip()
    segments = (transcript.segments[0].model_copy(update={"text": text}),)
    change(stored, "a1", transcript=transcript.model_copy(update={"words": words, "text": text, "segments": segments}))
    assert "receipt.transcript" in fields(replayed(stored))


def test_a_changed_word_of_a_rubric_breaks_the_receipt_of_that_rubric_alone(stored: Stage) -> None:
    first, *others = document(stored).rubrics
    assert first.en is not None
    reworded = first.model_copy(update={"en": first.en.model_copy(update={"definition": "Sells anything to anybody."})})
    change(stored, "a1", rubrics=(reworded, *others))
    assert [field for field in fields(replayed(stored)) if field.startswith("receipt.rubrics")] == [
        f"receipt.rubrics.{first.competency}"
    ]


def test_weights_that_were_changed_under_the_same_name_are_found_out(
    stored: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    was = weights()
    other = was.model_copy(update={"default": {**was.default, "structure": 9.0}})
    monkeypatch.setattr("shared.assessment.replay_judges.weights", lambda _version: other)
    done = replayed(stored)
    assert fields(done).count("receipt.weights") == 2
    assert [field for field in fields(done) if field.startswith("scores.") and field.endswith(".score")]
    assert "report.overall" in fields(done)


def test_a_changed_feature_is_named(stored: Stage) -> None:
    features = document(stored).features
    valued = next(feature for feature in features if feature.value is not None)
    moved = valued.model_copy(update={"value": 0.123})
    change(stored, "a1", features=tuple(moved if feature is valued else feature for feature in features))
    assert f"features.{valued.name}.value" in fields(replayed(stored))


def test_a_quote_that_was_moved_is_told_by_its_place_and_never_by_its_words(stored: Stage) -> None:
    scores = document(stored).scores
    quoted = next(score for score in scores if score.evidence)
    [quote, *rest] = quoted.evidence
    later = quote.model_copy(update={"start_char": quote.start_char + 1})
    moved = quoted.model_copy(update={"evidence": (later, *rest)})
    change(stored, "a1", scores=tuple(moved if score is quoted else score for score in scores))
    [difference] = [each for each in replayed(stored).differences if each.field.endswith(".evidence")]
    assert difference.stored.startswith(f"{later.start_char}–")
    assert quote.quote not in difference.model_dump_json()


def test_a_document_of_weights_that_are_gone_is_said_plainly_and_is_no_difference(stored: Stage) -> None:
    receipt = document(stored).receipt
    assert receipt is not None
    change(stored, "a1", receipt=receipt.model_copy(update={"weights_version": "local 2019-01.1"}))
    done = replayed(stored)
    assert (done.answers, done.differences) == (1, ())
    assert [each.where for each in done.not_replayed] == ["int_1 a1", "int_1 report"]
    assert "local 2019-01.1" in done.not_replayed[0].why


def test_a_document_without_a_receipt_or_of_an_older_schema_is_said_plainly(stored: Stage, tmp_path: Path) -> None:
    body = json.loads(document(stored).model_dump_json())
    (tmp_path / "good.json").write_text(json.dumps(body))
    (tmp_path / "no_receipt.json").write_text(json.dumps({**body, "receipt": None}))
    (tmp_path / "older.json").write_text(json.dumps({**body, "schema_version": 1}))
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "half.json").write_text(json.dumps({"schema_version": 2}))
    done = replay_folder(tmp_path, judges(), quiet)
    assert (done.interviews, done.answers, done.differences) == (1, 1, ())
    why = {each.where: each.why for each in done.not_replayed}
    assert set(why) == {"no_receipt.json", "older.json", "list.json", "half.json"}
    assert "no receipt" in why["no_receipt.json"]
    assert "schema version 1" in why["older.json"]


def test_an_interview_whose_answers_were_redone_since_is_not_compared_with_its_report(stored: Stage) -> None:
    key = stored.upload("a1", "upl_2", attempt=2, body=b"Then I wrote a list of ten things.", medium="text")
    stored.prepare(key, "two", size=34)
    done = replayed(stored)
    assert (done.reports, done.answers) == (1, 1) or done.reports == 0
    assert done.differences == ()


def test_the_stores_of_a_machine_are_replayed_tenant_by_tenant_or_one_interview(
    stored: Stage, deployment: Deployment
) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex"), FakeContext())
    stores = Stores(machine_in_memory(deployment))
    seen: list[str] = []
    everything = replay_stored(stores, judges(), None, None, seen.append)
    assert (seen, everything.interviews, everything.differences) == (["int_1"], 1, ())
    assert replay_stored(stores, judges(), TenantId("globex"), None, quiet) == Replayed()
    assert replay_stored(stores, judges(), None, InterviewId("int_1"), quiet) == everything
    with pytest.raises(NotFound, match="int_9"):
        replay_stored(stores, judges(), None, InterviewId("int_9"), quiet)


def test_watching_ends_when_the_report_is_there_and_says_so_when_it_is_not(
    stored: Stage, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_tenant(order(), FakeContext())
    monkeypatch.setattr(watch, "find", lambda _home, _endpoint: machine_in_memory(deployment))
    runner = CliRunner()
    over = runner.invoke(app, ["watch", "int_1"])
    assert over.exit_code == 0, over.output
    assert "2 of 2 answers settled" in over.output
    stored.upload("a1", "upl_2", attempt=2, body=b"Then I wrote a list.", medium="text")
    stored.prepare("uploads/acme/int_1/a1/upl_2", "two", size=20)
    under_way = runner.invoke(app, ["watch", "int_1", "--limit", "0"])
    assert under_way.exit_code == 1
    assert "1 of 2 answers" in under_way.output
    assert runner.invoke(app, ["watch", "int_9"]).exit_code == 2


@pytest.mark.slow
def test_fifty_interviews_come_out_as_they_were_by_the_real_judge(deployment: Deployment) -> None:
    from shared.platform.embedder import open_embedder

    questions = labelled()
    answers = [
        (question, kind, index) for question in questions for kind in ("relevant", "rambling") for index in (0, 1)
    ]
    real = LocalJudge(open_embedder())
    stages = [
        written_interview(deployment, real, f"int_{number:02d}", question, (question[kind][index],))
        for number, (question, kind, index) in enumerate(answers)
    ]
    assert len(stages) >= 50
    open_embedder.cache_clear()
    done = sum((replayed(stage, ReplayJudges(open_embedder())) for stage in reversed(stages)), Replayed())
    assert (done.interviews, done.reports, done.not_replayed) == (len(stages), len(stages), ())
    assert done.scores > len(stages)
    assert done.differences == ()
