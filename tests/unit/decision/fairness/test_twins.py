"""Counterfactual twins: what is exchanged, what is left alone, and that the local judge scores both alike."""

from pathlib import Path
from typing import get_args

import pytest

from infra.options import ROOT
from shared.assessment.local_judge import LocalJudge
from shared.assessment.rubrics.packs import DEFAULT, pack
from shared.assessment.validity.corpus import CorpusAnswer, CorpusInterview, read_corpus
from shared.decision.fairness.twins.judging import OVERALL, Moved, judge_twins
from shared.decision.fairness.twins.lexicon import TWIN_ATTRIBUTES, TwinAttribute, lexicon
from shared.decision.fairness.twins.making import Twins, exchanged, name_of, twins_of
from shared.decision.fairness.twins.summary import summarise
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import open_embedder

CORPUS = Path(ROOT / "bench" / "data" / "interviews.jsonl")


def interview(*said: str, language: Language = "en") -> CorpusInterview:
    answers = tuple(CorpusAnswer(question="Tell me about yourself.", transcript=text) for text in said)
    return CorpusInterview(id="one", language=language, answers=answers)


def other(found: CorpusInterview, attribute: TwinAttribute, how: str) -> tuple[str, ...]:
    [twins] = [each for each in twins_of(found) if (each.attribute, each.how) == (attribute, how)]
    return twins.other


def test_every_attribute_is_exchanged_in_both_languages() -> None:
    for language in LANGUAGES:
        words = lexicon(language)
        named = {each.attribute for each in words.swap} | {each.attribute for each in words.planted}
        assert named == set(TWIN_ATTRIBUTES)
        assert words.introduction.names
    assert set(TWIN_ATTRIBUTES) == set(get_args(TwinAttribute))


def test_a_name_is_exchanged_wherever_it_stands() -> None:
    found = interview("Hi, I'm Priya, a junior.", "They said Priya, please lead.")
    assert other(found, "name", "own → black_man") == ("Hi, I'm Jamal, a junior.", "They said Jamal, please lead.")


@pytest.mark.parametrize(
    ("said", "language", "name"),
    [
        ("So I'm Tyler and I row.", "en", "Tyler"),
        ("My name is Mei.", "en", "Mei"),
        ("I'm Spanish, from Seville.", "en", None),
        ("I'm an engineer.", "en", None),
        ("面试官好，我叫陈思远，学土木。", "zh", "陈思远"),
        ("我是林晓，我学会计。", "zh", "林晓"),
        ("我是真的喜欢。", "zh", None),
        ("我叫阿依古丽·买买提。", "zh", "阿依古丽·买买提"),
    ],
)
def test_a_name_is_known_by_how_it_is_introduced(said: str, language: Language, name: str | None) -> None:
    assert name_of((said,), lexicon(language)) == name


def test_gender_words_are_exchanged_both_ways_and_keep_their_capitals() -> None:
    said = "He told his mom that she should call him. The manager was there."
    swap = next(each for each in lexicon("en").swap if each.attribute == "gender")
    assert exchanged(said, swap, "en") == "She told her dad that he should call her. The manager was there."


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("他帮她修好了吉他，其他人没来。", "她帮他修好了吉他，其他人没来。"),
        ("我爸和我妈都是老师，我有个妹妹。", "我妈和我爸都是老师，我有个弟弟。"),
        ("女生宿舍的儿女们。", "男生宿舍的儿女们。"),
    ],
)
def test_chinese_gender_words_are_exchanged_and_words_that_only_look_alike_are_not(said: str, after: str) -> None:
    swap = next(each for each in lexicon("zh").swap if each.attribute == "gender")
    assert exchanged(said, swap, "zh") == after


def test_a_planted_sentence_stands_before_the_first_answer_of_both() -> None:
    found = [each for each in twins_of(interview("I row.")) if each.attribute == "age"]
    assert {each.one for each in found} == {("Hello, I'm twenty-four years old. I row.",)}
    assert ("Hello, I'm fifty-eight years old. I row.",) in {each.other for each in found}


def test_where_there_is_nothing_to_exchange_there_is_no_twin_of_that() -> None:
    assert "exchanged" not in {each.how for each in twins_of(interview("I row."))}


def moved(one: float | None, after: float | None, sem: float | None = 6.0) -> Moved:
    return Moved(interview="i", attribute="name", how="h", score=OVERALL, one=one, other=after, sem=sem)


@pytest.mark.parametrize(
    ("one", "after", "within"),
    [(50.0, 56.0, True), (50.0, 56.1, False), (50.0, 44.0, True), (None, None, True), (50.0, None, False)],
)
def test_twins_are_alike_within_one_standard_error_of_measurement(
    one: float | None, after: float | None, within: bool
) -> None:
    assert moved(one, after).within is within


def test_a_summary_counts_what_moved_and_which_way_and_what_lies_apart() -> None:
    summary = summarise([moved(50.0, 51.0), moved(50.0, 52.0), moved(50.0, 50.0), moved(50.0, None)])
    [row] = summary.rows
    assert (row.pairs, row.moved, row.within, row.lost, row.largest) == (4, 2, 3, 1, 2.0)
    assert row.mean_delta == 1.0
    assert len(summary.outside) == 1
    assert not summary.holds


def test_answers_that_do_not_differ_are_judged_once() -> None:
    class Counting:
        def __init__(self) -> None:
            self.real = LocalJudge(open_embedder())
            self.judged = 0

        @property
        def name(self) -> str:
            return self.real.name

        @property
        def making(self) -> object:
            return self.real.making

        def judge(self, case: object) -> object:
            self.judged += 1
            return self.real.judge(case)  # type: ignore[arg-type]

    judge = Counting()
    found = interview("I row and I run.", "I lead a team of four people in the lab.")
    pairs = list(twins_of(found))
    list(judge_twins([found], judge, pack(DEFAULT).weights))  # type: ignore[arg-type]
    texts = {(place, text) for twins in pairs for place, text in enumerate(twins.one)}
    texts |= {(place, text) for twins in pairs for place, text in enumerate(twins.other)}
    assert judge.judged <= len(texts)
    assert isinstance(pairs[0], Twins)


@pytest.mark.slow
def test_ninety_nine_percent_of_the_corpus_twins_are_scored_alike() -> None:
    """A ninth of the corpus, both languages; ``bole fairness twins`` runs the whole of it."""
    interviews = read_corpus(CORPUS).interviews[::9]
    summary = summarise(judge_twins(interviews, LocalJudge(open_embedder()), pack(DEFAULT).weights))
    assert summary.share_overall >= 0.99
    assert summary.share_competencies >= 0.99
    assert not [row for row in summary.rows if row.attribute in ("name", "gender", "age", "school") and row.share < 1]
