"""What a typist wrote into a transcript and nobody said: notes, speaker tags, clock times, the interviewer's turns."""

import re
from typing import NamedTuple


class Cut(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) that are not the candidate's words."""

    start: int
    end: int


NOTE = re.compile(
    r"\[[^\[\]\n]{0,60}\]|【[^【】\n]{0,30}】|<[a-zA-Z][a-zA-Z /_-]{0,30}>"
    r"|[(（]\s*(?:(?:long|short|brief|slight|nervous|both|small|heavy|background)\s+)*"
    r"(?:pause[sd]?|laugh(?:s|ed|ing|ter)?|chuckl(?:es?|ed|ing)|giggl(?:es?|ed|ing)|sighs?|sighing|cough(?:s|ing)?"
    r"|sniff(?:s|ing)?|breath(?:s|es|ing)?|inaudible|unintelligible|unclear|indistinct|crosstalk|overlapping|silence"
    r"|noise|smil(?:es?|ing)|nods?|nodding|clears? throat|throat|music|beep|sic"
    r"|停顿|沉默|笑|笑声|大笑|苦笑|叹气|咳嗽|听不清|不清楚|模糊|杂音|噪音|点头)"
    r"(?:\s+[\d:.]+)?\s*[)）]"
    r"|\*(?:laugh|chuckl|sigh|cough|pause)\w*\*",
    re.IGNORECASE,
)
"""Square brackets always hold a note; round ones only around a word of typists: "IBM (a big firm)" was said."""

_ASKS = "interviewer|recruiter|面试官|考官|主考官|采访者|访谈者"
_ANSWERS = "interviewee|candidate|applicant|participant|respondent|应聘者|候选人|面试者|求职者|受访者|被访者"
_ASKS_BESIDES = "moderator|host|facilitator|question|questioner|主持人|问"
_ANSWERS_BESIDES = "answer|student|subject|speaker|guest|学生|答"
_NUMBER = r"(?:\s*#?\s*[\dA-Z]{1,3})?\s*[:：]"
LINE_TAG = re.compile(
    rf"(?:^|\|)\s*(?:(?P<asks>{_ASKS}|{_ASKS_BESIDES})|(?P<answers>{_ANSWERS}|{_ANSWERS_BESIDES})){_NUMBER}",
    re.IGNORECASE | re.MULTILINE,
)


def _title(names: str) -> str:
    """As a typist writes a name: with a capital, or all in capitals."""
    return "|".join(form for name in names.split("|") for form in dict.fromkeys((name.capitalize(), name.upper())))


INLINE_TAG = re.compile(rf"(?<=[\s.!?。！？”\"])(?:(?P<asks>{_title(_ASKS)})|(?P<answers>{_title(_ANSWERS)})){_NUMBER}")
"""Within a line only unmistakable names are tags, and only with a capital: "one question: why?" was said."""
LETTER_TAG = re.compile(r"^\s*(?:(?P<asks>Q)|(?P<answers>A))\s*\d{0,3}\s*[:：]", re.MULTILINE)
"""One letter is a tag only at the beginning of a line, and only where both letters are used."""
CLOCK = re.compile(r"^\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s*-->?\s*[\d:.,]+)?(?=\s|$)", re.MULTILINE)
"""A time at the beginning of a line; a typist gives them to several lines, or it was said."""
BAR = re.compile(r"\s*\|\s*")
"""Stands between turns in some corpora; nobody says it."""

NO_SPACE = re.compile(r"\s+(?=[,.!?;，。！？；])|(?<=[\u3400-\u9fff])[ \t]+(?=[\u3400-\u9fff])")
"""Space that only a cut left behind: before a stop, and between Chinese characters."""


def cuts(text: str) -> tuple[Cut, ...]:
    """Return what is to be cut from ``text``, in order and without overlap.

    From an interviewer's tag to the next tag everything goes. Where no tag says who speaks, everything was said by
    the candidate.
    """
    found = [Cut(*match.span()) for pattern in (NOTE, BAR) for match in pattern.finditer(text)]
    clocks = [Cut(*match.span()) for match in CLOCK.finditer(text)]
    found += clocks if len(clocks) > 1 else []
    tags = _tags(text)
    following = [*(start for start, _, _ in tags[1:]), len(text)]
    found += [Cut(start, after if asks else end) for (start, end, asks), after in zip(tags, following, strict=False)]
    return _joined(sorted(found))


def cleaned(text: str) -> str:
    """Return the candidate's words alone, with single spaces where something was cut out."""
    kept, place = [], 0
    for cut in cuts(text):
        kept.append(text[place : cut.start])
        place = cut.end
    kept.append(text[place:])
    joined = " ".join(piece.strip() for piece in kept if piece.strip())
    return re.sub(r"[ \t]+", " ", NO_SPACE.sub("", joined)).strip()


def _tags(text: str) -> list[tuple[int, int, bool]]:
    """Where each turn's tag starts and ends, and whether it is the interviewer's."""
    found = [*LINE_TAG.finditer(text), *INLINE_TAG.finditer(text)]
    letters = list(LETTER_TAG.finditer(text))
    if {bool(match["asks"]) for match in letters} == {True, False}:
        found += letters
    by_end = {match.end(): (match.start(), match.end(), match["asks"] is not None) for match in found}
    return sorted(by_end.values())


def _joined(found: list[Cut]) -> tuple[Cut, ...]:
    joined: list[Cut] = []
    for cut in found:
        if joined and cut.start <= joined[-1].end:
            joined[-1] = Cut(joined[-1].start, max(cut.end, joined[-1].end))
        else:
            joined.append(cut)
    return tuple(joined)
