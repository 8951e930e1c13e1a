"""What is begun and begun again, and what is said twice on purpose."""

import pytest

from shared.assessment.features.reading import Reading
from shared.assessment.scoring import text_transcript
from shared.assessment.speech.false_starts import false_starts
from shared.assessment.speech.fillers import fillers
from shared.assessment.speech.stream import Stream
from shared.kernel.language import Language


def begun(text: str, language: Language) -> list[str]:
    stream = Stream(Reading(text_transcript(text, (language,))))
    return [stream.reading.said(span) for span in false_starts(stream, fillers(stream))]


ENGLISH_STARTS = [
    ("I I went home.", ["I I"]),
    ("And then the the team left.", ["the the"]),
    ("I, um, I went home.", ["I, um, I"]),
    ("I was, I was going there.", ["I was, I was"]),
    ("I I I went.", ["I I", "I I"]),
    ("We were, we had no plan.", ["We were, we"]),
    ("I just, I made a calendar.", ["I just, I"]),
    ("I'm, I was late.", ["I'm, I"]),
    ("I w- was late.", ["w- was"]),
    ("It was bec- because of me.", ["bec- because"]),
    ("I w-was late.", ["w-was"]),
    ("I-I think so.", ["I-I"]),
    ("We rebuilt the pro-, the program.", ["pro-, the"]),
    ("I mean, no, it failed.", []),
    ("It was March, no wait, it was May.", ["no wait"]),
    ("I mean no it failed.", ["I mean no"]),
    ("Scratch that.", ["Scratch that"]),
    ("They wrote the, a report.", ["the, a"]),
    ("to be, uh, to be honest", ["to be, uh, to be"]),
]
ENGLISH_ON_PURPOSE = [
    "It was very very late.",
    "I know that that is true.",
    "He had had enough.",
    "No, no, that is fine.",
    "It got more and more and more complex.",
    "We went step by step by step.",
    "We fixed it, it worked.",
    "She told me. Me too.",
    "I said so. So I left.",
    "We need short- and long-term plans.",
    "A well-known re-release.",
    "We ran a t-test on it.",
    "The team was so-so.",
    "Where I was, I learned a lot.",
    "If it was, it broke.",
    "I asked, and I listened.",
    "The plan - a good one - worked.",
    "A long, long time ago.",
    "In 2019 2019 units were sold.",
    "I was tired. I was sad.",
]
CHINESE_STARTS = [
    ("我我觉得可以。", ["我我"]),
    ("我们我们当时很忙。", ["我们我们"]),
    ("我，我觉得可以。", ["我，我"]),
    ("我是，我是说可以。", ["我是，我是"]),
    ("因为因为他没来。", ["因为因为"]),
    ("因为，嗯，因为他没来。", ["因为，嗯，因为"]),
    ("我觉得我觉得可以。", ["我觉得我觉得"]),
    ("我就，我先问他。", ["我就，我"]),
    ("我也，也想去。", ["也，也"]),
    ("有一个，有一个客户来了。", ["有一个，有一个"]),
    ("那是，不对，是三月。", ["不对"]),
    ("说错了，是三月。", ["说错了"]),
    ("他在在开会。", ["在在"]),
    ("这是我的的项目。", ["的的"]),
]
CHINESE_ON_PURPOSE = [
    "我看看，慢慢来。",
    "我想想。",
    "我们天天开会。",
    "我们讨论讨论再说。",
    "大家研究研究方案。",
    "我们一步一步做。",
    "一个一个地问。",
    "但是是他做的。",
    "我现在在公司。",
    "其他他都会。",
    "我的目的的确是这样。",
    "客户找到我，我马上去。",
    "他来找我们，我们就改了。",
    "不，不是我。",
    "是，是的。",
    "是是是，我同意。",
    "谢谢谢谢。",
    "非常非常好。",
    "问题越来越多。",
    "常常刚刚好。",
    "我负责这个项目，这个项目很难。",
    "他没有没有办法。",
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH_STARTS)
def test_english_false_starts_are_found(text: str, expected: list[str]) -> None:
    assert begun(text, "en") == expected


@pytest.mark.parametrize("text", ENGLISH_ON_PURPOSE)
def test_english_said_twice_on_purpose_is_none(text: str) -> None:
    assert begun(text, "en") == []


@pytest.mark.parametrize(("text", "expected"), CHINESE_STARTS)
def test_chinese_false_starts_are_found(text: str, expected: list[str]) -> None:
    assert begun(text, "zh") == expected


@pytest.mark.parametrize("text", CHINESE_ON_PURPOSE)
def test_chinese_doubling_is_none(text: str) -> None:
    assert begun(text, "zh") == []


def test_a_repeated_filler_is_not_counted_a_second_time() -> None:
    assert begun("那个，那个，我们开会。", "zh") == []
    assert begun("It was like, like, hard.", "en") == []
