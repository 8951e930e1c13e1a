"""The usual questions: what is asked for, in whatever words, and what is not."""

import pytest

from shared.assessment.features.questions import (
    asks_for_story,
    is_open,
    open_questions,
    placed,
    usual_questions,
    usual_subjects,
)
from shared.kernel.language import LANGUAGES, Language
from shared.platform.embedder import open_embedder

PHRASINGS = 4


def test_each_subject_has_as_many_phrasings_and_none_stands_twice() -> None:
    assert len(usual_subjects("en")) == len(usual_subjects("zh"))
    for language in LANGUAGES:
        subjects = usual_subjects(language)
        every = [text for subject in subjects for text in subject]
        assert {len(subject) for subject in subjects} == {PHRASINGS}
        assert len({*every, *open_questions(language)}) == len(every) + len(open_questions(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_question_asks_for_its_own_subject_and_for_a_story(language: Language) -> None:
    embedder = open_embedder()
    for question, subject in zip(usual_questions(language), usual_subjects(language), strict=True):
        place = placed(question, language, embedder)
        assert place.own == subject
        assert subject not in place.others
        assert asks_for_story(question, language, embedder)
        assert not is_open(question, language, embedder)


@pytest.mark.parametrize(
    ("question", "language", "like"),
    [
        ("Can you tell me about a time when you had an argument with somebody you work with?", "en", 0),
        ("Tell me about a time when you dealt with an angry customer.", "en", 2),
        ("说说你和同事发生矛盾的一次经历，后来怎么解决的？", "zh", 0),
        ("客户投诉的时候，你是怎么处理的？", "zh", 2),
    ],
)
def test_a_question_in_other_words_asks_for_the_same(question: str, language: Language, like: int) -> None:
    place = placed(question, language, open_embedder())
    assert place.own == usual_subjects(language)[like]


@pytest.mark.parametrize(
    ("question", "language"),
    [("What is the capital of France?", "en"), ("请背诵一首唐诗。", "zh")],
)
def test_a_question_of_no_usual_subject_has_none(question: str, language: Language) -> None:
    assert placed(question, language, open_embedder()).own is None
