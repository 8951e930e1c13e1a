"""Reading a labelled corpus: tolerant of more, strict about less, and in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.assessment.validity.corpus import CorpusAnswer, CorpusWord, read_corpus, read_lines
from shared.assessment.validity.transcripts import transcript_of
from shared.kernel.errors import Invalid, NotFound

ANSWER = {"question": "Why us?", "transcript": "Because of the team."}


def line(**changed: Any) -> str:
    return json.dumps({"id": "i1", "language": "en", "answers": [ANSWER], "ratings": {"overall": 4}, **changed})


def bad(text: str) -> list[str]:
    return [problem for _, problem in read_lines([text])[1]]


def test_a_line_is_an_interview() -> None:
    [read], none_bad = read_lines([line(groups={"sex": "f"}, more="than is read")])
    assert none_bad == ()
    assert (read.id, read.language, read.ratings, read.groups) == ("i1", "en", {"overall": 4.0}, {"sex": "f"})


def test_what_may_be_missing() -> None:
    [read], _ = read_lines([json.dumps({"id": 7, "answers": [{"transcript": "Yes."}]})])
    assert (read.id, read.language, read.answers[0].question, read.ratings) == ("7", None, "", {})


def test_null_says_nothing() -> None:
    answer = {"question": None, "transcript": "Yes.", "words": None, "audio": None}
    [read], bad_lines = read_lines([line(answers=[answer], language=None, groups=None)])
    assert (bad_lines, read.answers[0].question, read.language) == ((), "", None)


def test_a_missing_rating_is_left_out() -> None:
    [read], _ = read_lines([line(ratings={"a": None, "b": "nan", "c": "3.5", "d": 2}).replace("2}", "NaN}")])
    assert read.ratings == {"c": 3.5}


@pytest.mark.parametrize("told", ["zh-CN", "ZH", "zh_TW"])
def test_languages_are_understood(told: str) -> None:
    assert read_lines([line(language=told)])[0][0].language == "zh"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "it is no JSON"),
        ("[1]", "it is no object"),
        (line(answers=[]), "answers: it is empty; give at least one"),
        (line(language="fr"), 'language: write "zh" or "en"'),
        (line(ratings={"overall": "good"}), "ratings.overall: it must be a number"),
        (line(answers=[{**ANSWER, "words": [{"text": "a", "start": "soon", "end": 1}]}]), "answers.1.words.1.start"),
        (json.dumps({"answers": [ANSWER]}), "id: it is missing; add it"),
    ],
)
def test_a_bad_line_says_the_field_and_what_to_do(text: str, problem: str) -> None:
    [told] = bad(text)
    assert told.startswith(problem)


def test_all_bad_lines_are_listed_and_end_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join([line(), "", "{", line(), line(id="i2", answers=[])]))
    with pytest.raises(Invalid) as raised:
        read_corpus(path)
    assert [number for number in (3, 4, 5) if f"line {number}:" in raised.value.problem] == [3, 4, 5]
    assert "--skip-bad" in raised.value.remedy
    assert [one.id for one in read_corpus(path, skip_bad=True).interviews] == ["i1"]


def test_no_file_and_no_interview_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_corpus(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(Invalid, match="no interview"):
        read_corpus(tmp_path / "empty.jsonl")


def words(*told: tuple[str, float, float]) -> tuple[CorpusWord, ...]:
    return tuple(CorpusWord(text=text, start=start, end=end, probability=0.8) for text, start, end in told)


def test_a_plain_transcript_has_words_without_times() -> None:
    heard = transcript_of(CorpusAnswer(transcript="Interviewee: We won [laughs] in May."), None)
    assert (heard.text, heard.language, heard.words[0].end_ms, heard.model) == ("We won in May.", "en", 0, "corpus")


def test_words_give_their_times_to_the_typists_text() -> None:
    answer = CorpusAnswer(
        transcript="We won, in May.", words=words(("we", 0.5, 0.7), ("won", 0.8, 1.1), ("may", 2, 2.3))
    )
    heard = transcript_of(answer, "en")
    assert heard.text == "We won, in May."
    assert [(word.start_ms, word.end_ms) for word in heard.words] == [
        (500, 700),
        (800, 1100),
        (1100, 1100),
        (2000, 2300),
    ]
    assert "".join(word.text for word in heard.words).strip() == heard.text


def test_words_alone_are_a_transcript_without_the_interviewer() -> None:
    told = words(("Interviewer:", 0, 1), ("Why?", 1, 2), ("Interviewee:", 2, 3), ("Well,", 3, 3.5), ("stars.", 4, 5))
    heard = transcript_of(CorpusAnswer(words=told), None)
    assert (heard.text, heard.words[0].start_ms, heard.duration_ms) == ("Well, stars.", 3000, 5000)


def test_chinese_words_are_joined_without_spaces() -> None:
    heard = transcript_of(CorpusAnswer(words=words(("我们", 0, 1), ("赢了。", 1, 2))), "zh")
    assert (heard.text, heard.language, heard.words[0].end_ms > 0) == ("我们赢了。", "zh", True)


def test_an_empty_answer_is_a_transcript_without_words() -> None:
    heard = transcript_of(CorpusAnswer(transcript="[silence]"), "zh")
    assert (heard.text, heard.words, heard.detected_language) == ("", (), "zh")
