"""Which words fill a gap, and which of the same words say something."""

import pytest

from shared.assessment.features.reading import Reading
from shared.assessment.scoring import text_transcript
from shared.assessment.speech import speech_features
from shared.assessment.speech.fillers import fillers
from shared.assessment.speech.stream import Stream
from shared.kernel.language import Language
from tests.builders.assessed import transcript


def said(text: str, language: Language) -> list[str]:
    stream = Stream(Reading(text_transcript(text, (language,))))
    return [stream.reading.said(stream.span(*run)) for run in fillers(stream)]


ENGLISH_FILLERS = [
    ("Um, I led the team.", ["Um"]),
    ("I led, uhh, the umm team.", ["uhh", "umm"]),
    ("Uhm, erm, hmm, er, we won.", ["Uhm", "erm", "hmm", "er"]),
    ("It was, like, really hard.", ["like"]),
    ("Like, nobody came.", ["Like"]),
    ("We met for like ten minutes.", ["like"]),
    ("There were like 30 of us.", ["like"]),
    ("And like nobody knew.", ["like"]),
    ("It was like super late.", ["like"]),
    ("We were tired, you know, and it was late.", ["you know"]),
    ("So you know we got better.", ["you know"]),
    ("I mean, we tried.", ["I mean"]),
    ("It was kind of hard and sort of sad.", ["kind of", "sort of"]),
    ("I basically rebuilt it.", ["basically"]),
    ("it was um you know hard", ["um", "you know"]),
]
ENGLISH_WORDS = [
    "I like my team.",
    "I would like to lead.",
    "I'd like this job.",
    "Like this one, it failed.",
    "It looks like rain.",
    "It felt like, well, home.",
    "Things like that happen.",
    "We use tools like Excel.",
    "People like him stay.",
    "What do you know about it?",
    "As you know, we sell shoes.",
    "Let you know by Friday.",
    "You know what the answer is.",
    "If you know, tell me.",
    "I know what I mean.",
    "That is what I mean by quality.",
    "I mean to finish it.",
    "It is a kind of glue.",
    "What kind of work is it?",
    "This sort of person stays.",
    "All sorts of tools.",
    "The gap was 5 mm wide.",
    "He was taken to the ER at night.",
    "I was like, no way.",
    "The umbrella is here.",
]
CHINESE_FILLERS = [
    ("嗯，我带过团队。", ["嗯"]),
    ("我呃做过两年。", ["呃"]),
    ("那个，那个，我想想。", ["那个", "那个"]),
    ("那个那个项目很难。", ["那个"]),
    ("我们，那个，开会。", ["那个"]),
    ("那个我觉得可以。", ["那个"]),
    ("就是，就是说我们慢。", ["就是", "就是说"]),
    ("我们，就是，比较忙。", ["就是"]),
    ("然后然后我们走了。", ["然后"]),
    ("我们，然后，嗯，走了。", ["然后", "嗯"]),
    ("这个，这个，不好说。", ["这个", "这个"]),
    ("怎么说呢，很难。", ["怎么说呢"]),
    ("我，怎么说，有想法。", ["怎么说"]),
    ("啊，我叫小刘。", ["啊"]),
    ("那个什么，我忘了。", ["那个什么"]),
    ("Emm，我想一下。", ["Emm"]),
    ("额，没有。", ["额"]),
]
CHINESE_WORDS = [
    "那个项目很难。",
    "我喜欢那个，不喜欢这个。",
    "就是因为他不来。",
    "这就是问题。",
    "我的任务就是，把它做完。",
    "也就是说，成本降了。",
    "就是说明书没写清楚。",
    "首先我问了客户，然后，我改了方案。",
    "先开会，然后再写。",
    "首先查日志。然后，重启。",
    "然后我们上线了。",
    "这个方案很好。",
    "那个客户很满意。",
    "那个我负责的模块。",
    "金额不大，额度也够。",
    "好啊，我来做。",
    "是啊是啊，我同意。",
    "那么我们开始吧。",
    "那天下雨。",
    "我不知道怎么说服他。",
    "他知道怎么讲故事。",
    "就是那个项目让我成长。",
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH_FILLERS)
def test_english_fillers_are_found(text: str, expected: list[str]) -> None:
    assert said(text, "en") == expected


@pytest.mark.parametrize("text", ENGLISH_WORDS)
def test_english_words_that_say_something_are_no_fillers(text: str) -> None:
    assert said(text, "en") == []


@pytest.mark.parametrize(("text", "expected"), CHINESE_FILLERS)
def test_chinese_fillers_are_found(text: str, expected: list[str]) -> None:
    assert said(text, "zh") == expected


@pytest.mark.parametrize("text", CHINESE_WORDS)
def test_chinese_words_that_say_something_are_no_fillers(text: str) -> None:
    assert said(text, "zh") == []


def test_a_pause_sets_a_word_apart_as_a_comma_does() -> None:
    together = Stream(Reading(transcript("我们那个开会", "zh", pause_ms=20)))
    halting = Stream(Reading(transcript("我们那个开会", "zh", pause_ms=20)))
    words = halting.reading.transcript.words
    moved = [word.model_copy(update=_later(index, word.start_ms, word.end_ms)) for index, word in enumerate(words)]
    paused = Stream(Reading(halting.reading.transcript.model_copy(update={"words": tuple(moved)})))
    assert fillers(together) == []
    assert fillers(paused) == [(2, 4)]


def _later(index: int, start_ms: int, end_ms: int) -> dict[str, int]:
    shift = 600 * (index >= 2) + 600 * (index >= 4)
    return {"start_ms": start_ms + shift, "end_ms": end_ms + shift}


def test_what_a_typist_noted_is_not_spoken() -> None:
    assert said("I laughed [um, laughter] a lot (hmm).", "en") == []


def test_the_rate_is_counted_a_hundred_words_and_quoted() -> None:
    text = "Um, " + "we built the new tool together and it worked " * 3 + "uh, well."
    feature = next(f for f in speech_features(Reading(text_transcript(text, ("en",)))) if f.name == "fillers")
    assert feature.raw == pytest.approx(100 * 2 / 30)
    assert [(quote.quote, quote.label) for quote in feature.evidence] == [("Um", "filler"), ("uh", "filler")]
    assert feature.value == pytest.approx((10 - feature.raw) / 9)


DIALECTS = [
    ("zh", "嗯，我带过团队，那个，三年。", "嗯呐，我带过团队，那啥，三年。"),
    ("zh", "嗯，我带过团队，那个，三年。", "嗯嘞，我带过团队，那个嘞，三年。"),
    ("zh", "嗯，我带过团队，那个，三年。", "唔，我带过团队，伊个，三年。"),
    ("zh", "呃，我们，怎么说，慢。", "啷个嘞，我们，咋个说，慢。"),
    ("zh", "呃，我们，怎么说，慢。", "哎，我们，咋说，慢。"),
    ("zh", "那，我们，这个，慢。", "咁，我们，呢个，慢。"),
    ("zh", "我们，就是，慢。", "我们，即系，慢。"),
    ("en", "We were, um, late, you know, and it was uh hard.", "We were, erm, late, innit, and it was er hard."),
    ("en", "We were, um, late, you know, and tired.", "We were, uhm, late, you know what I mean, and tired."),
    ("en", "So you know we got better.", "So you know what I'm saying we got better."),
    ("en", "It was uh kind of hard.", "It was ah kinda hard."),
    ("en", "It was like um super late.", "It was like erm super late."),
]


@pytest.mark.parametrize(("language", "plain", "dialect"), DIALECTS)
def test_who_hesitates_in_a_dialect_hesitates_as_much(language: Language, plain: str, dialect: str) -> None:
    assert said(plain, language)
    assert len(said(dialect, language)) == len(said(plain, language))


@pytest.mark.parametrize(
    "text",
    ["我唔知道。", "伊个项目很难。", "即系我负责。", "You know what I mean by quality.", "What kinda work is it?"],
)
def test_words_of_a_dialect_that_say_something_are_no_fillers(text: str) -> None:
    assert said(text, "en" if text.isascii() else "zh") == []


@pytest.mark.parametrize(("language", "plain", "dialect"), DIALECTS)
def test_meanings_are_compared_without_fillers_in_any_dialect(language: Language, plain: str, dialect: str) -> None:
    one, other = (Reading(text_transcript(text, (language,))) for text in (plain, dialect))
    assert [one.meant(span) for span in one.passages] == [other.meant(span) for span in other.passages]


def test_who_says_nothing_but_fillers_is_compared_by_what_was_said() -> None:
    reading = Reading(text_transcript("嗯，那个，呃。", ("zh",)))
    assert [reading.meant(span) for span in reading.passages] == ["嗯，那个，呃。"]
