"""Nobody gets a score by tricks: the adversarial set of ``bench/adversarial``, scored by the local judge itself."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.adversarial import KINDS, embedded, generate
from bench.adversarial.measuring import Outcome, known_limit, offenders, outcomes, risen, rises, scored
from bench.adversarial.sources import answers, questions
from shared.assessment.local_judge import LocalJudge
from shared.assessment.rubrics.packs import pack
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import open_embedder

DATA = Path(__file__).parents[3] / "bench/data"
FEWEST = 400
FEWEST_PAIRS = 40


def test_the_set_is_large_and_has_every_kind_in_both_languages_in_equal_parts() -> None:
    counted = Counter((answer.kind, answer.language) for answer in generate())
    assert counted.total() >= FEWEST
    assert set(counted) == {(kind, language) for kind in KINDS for language in LANGUAGES}
    assert all(counted[kind, "zh"] == counted[kind, "en"] for kind in KINDS)
    assert Counter(pair.language for pair in embedded()).total() >= FEWEST_PAIRS


def test_the_set_is_the_same_every_time_and_no_answer_is_in_it_twice() -> None:
    first = generate()
    assert first == generate()
    assert embedded() == embedded()
    assert (
        len({answer.id for answer in first}) == len({(answer.question, answer.text) for answer in first}) == len(first)
    )


def test_an_attacked_answer_is_the_clean_one_and_something_more() -> None:
    assert all(len(pair.attacked) > len(pair.clean) for pair in embedded())
    assert len({pair.id for pair in embedded()}) == len(embedded())


LEAST_TOLD_APART = 0.7
"""Of answers to another question of the same kind: docs/assessment.md says what is known of the rest."""
MOST_NONSENSE = 3
"""Sentences that are grammatical and mean nothing, in Mandarin: a judge without a language model lets a few pass."""


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return outcomes(LocalJudge(open_embedder()))


@pytest.mark.slow
def test_no_adversarial_answer_stands_above_level_one(found: list[Outcome]) -> None:
    proven = [outcome for outcome in found if not known_limit(outcome.answer)]
    above = offenders(proven)
    assert len(proven) >= FEWEST
    assert not above, f"{len(above)} above level 1:\n" + "\n".join(above)


@pytest.mark.slow
def test_what_is_known_to_pass_is_no_more_than_is_written_down(found: list[Outcome]) -> None:
    other = [outcome for outcome in found if outcome.answer.kind == "other_question"]
    nonsense = [outcome for outcome in found if known_limit(outcome.answer) and outcome not in other]
    assert sum(outcome.level <= 1 for outcome in other) / len(other) >= LEAST_TOLD_APART
    assert sum(outcome.level > 1 for outcome in nonsense) <= MOST_NONSENSE


@pytest.mark.slow
def test_no_instruction_to_the_judge_raises_a_good_answer() -> None:
    raised = risen(rises(LocalJudge(open_embedder())))
    assert not raised, f"{len(raised)} rose:\n" + "\n".join(raised)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_answer_is_not_taken_for_one_to_another_question(language: Language) -> None:
    judge, given = LocalJudge(open_embedder()), answers(language)
    for asked in questions(language):
        (score,) = scored(asked.text, asked.competencies[:1], given[asked.key].text, judge)
        assert score.not_scored is None, f"{asked.key}: {score.not_scored}"


HONEST_REFUSED = 0.02
"""Of the true answers of the development corpus, scored on what their question asks for."""


@pytest.mark.slow
def test_true_answers_are_not_taken_for_tricks() -> None:
    judge = LocalJudge(open_embedder())
    lines = (DATA / "interviews.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [answer for line in lines for answer in json.loads(line)["answers"]]
    told = [scored(answer["question"], tuple(pack("general").weights), answer["transcript"], judge) for answer in asked]
    refused = [scores[0].not_scored for scores in told if scores[0].not_scored not in (None, "too_little_said")]
    assert len(refused) / len(told) <= HONEST_REFUSED, Counter(refused)
