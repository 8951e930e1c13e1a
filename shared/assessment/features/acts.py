"""Acts: what the speaker says to have done. The difference between an account and an opinion."""

import re
from functools import cache
from typing import NamedTuple

from shared.assessment.features.cues import found
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading, Span

FINISHED = re.compile(r"[^，。,.！？!?；;]{0,8}?(?:了|过|出来|完|好|成|到)")
ADVERB = frozenset(
    {"then", "just", "also", "really", "still", "even", "always", "never", "sometimes", "often", "usually"}
)
REACH = 4
"""Words after "I" or "we" in which the verb must stand: adverbs and "had to" may come between."""
SUBJECTS = frozenset({"i", "we", "i've", "we've"})
NEW_SUBJECTS = frozenset({"you", "he", "she", "they", "it", "that", "who", "which", "if", "not", "didn't", "never"})
"""Behind them the verb is somebody else's, or was not done."""

CLAUSE = r"(?:^|(?<=[，。,.！？!?；;：:\s]))"
ADVERBS = (
    r"(?:就|先|再|又|还|也|都|马上|主动|直接|自己|当时|那天|当天|后来|然后|于是|接着|最后|一起|赶紧|立刻|每天"
    r"|第一时间){0,3}"
)
NOT_DONE = r"(?![^，。,.！？!?；;]{0,3}(?:没|不|会|要|想|能|可以|应该|希望|愿意|打算|需要|必须|可能|如果))"
DONE = r"[^，。,.！？!?；;]{0,5}?(?:了|过|出|完|成|到|好|给|掉|上|下来|起来|[0-9一两三四五六七八九十几])"


class Act(NamedTuple):
    """One act and where it is told; ``deed`` is by what two mentions of the same one are known.

    ``done``: told as done once (simple past, 了); what somebody does as a rule is told, but less to be checked.
    """

    deed: str
    span: Span
    done: bool = True


def acts(reading: Reading) -> list[Act]:
    """Return the different acts of the speaker, alone or with others, in order; the same deed counts once."""
    told = _chinese(reading) if reading.language == "zh" else _english(reading)
    first: dict[str, Act] = {}
    for act in told:
        first.setdefault(act.deed, act)
    return sorted(first.values(), key=lambda act: act.span)


def _english(reading: Reading) -> list[Act]:
    past, no_acts = _verbs()
    tokens, spans = reading.lowered, reading.tokens
    told: list[Act] = []
    for index, token in enumerate(tokens):
        if token not in SUBJECTS:
            continue
        for place in range(index + 1, min(len(tokens), index + 1 + REACH)):
            word = tokens[place]
            if word in SUBJECTS or word in NEW_SUBJECTS:
                break
            if word in no_acts or word.endswith("ly"):
                continue
            done = word in past or (word.endswith("ed") and len(word) > 4)
            if done or (place == index + 1 and word not in ADVERB):
                told.append(Act(word, Span(spans[index].start, spans[place].end), done))
                break
    return told


@cache
def _verbs() -> tuple[frozenset[str], frozenset[str]]:
    section = lexicon("en")["act"]
    return frozenset(section["past"]), frozenset(section["not_acts"])


def _chinese(reading: Reading) -> list[Act]:
    """Mandarin drops its subject: a verb counts behind 我 or 我们, and where a clause begins with it and ends it."""
    told = [
        Act(match.group("verb"), Span(*match.span()), bool(FINISHED.match(reading.text, match.end())))
        for match in _chinese_act().finditer(reading.text)
    ]
    named = [Act(reading.said(span), span) for span in found(reading, "specificity", "agency")]
    taken = [act.span for act in told]
    return [*told, *(act for act in named if not any(span.start <= act.span.start < span.end for span in taken))]


@cache
def _chinese_act() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, lexicon("zh")["act"]["past"]), key=len, reverse=True))
    mine = rf"我们?{NOT_DONE}{ADVERBS}"
    begun = rf"{CLAUSE}{NOT_DONE}{ADVERBS}(?=(?:{verbs}){DONE})"
    return re.compile(rf"(?:{mine}|{begun})(?P<verb>{verbs})(?!得|的话)")
