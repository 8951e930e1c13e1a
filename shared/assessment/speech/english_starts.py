"""False starts in English: where one begins, and how many tokens it has until the speaker is back on the way."""

import re
from collections.abc import Iterator

from shared.assessment.features.reading import Span
from shared.assessment.speech.line import Line
from shared.assessment.speech.start_lists import EnglishLists
from shared.assessment.speech.stream import NONE, SOFT

LONGEST = 4
"""Tokens of a repeated phrase."""
STUTTER = re.compile(
    r"\b(?!(?:re|co|de)-|t-tests?\b)([a-z]{1,2})-(?=\1[a-z])|\b(i|we|the|he|she|they|my|and|to|but)-\2\b", re.I
)
""""w-was", "I-I"; not "re-read", "t-test", "so-so"."""
CUT_OFF = re.compile(r"\b(?<![-–])[a-z]+-(?=[\s,.]|$)(?!,?\s+(?:and|or|to|nor)\b)", re.I)
""""bec- because", "the pro-"; not "short- and long-term"."""

NEXT_WORD = re.compile(r"[\s,.]*[\w']+")


def english_start(line: Line, at: int, lists: EnglishLists) -> tuple[int, int] | None:
    """Return how many tokens a false start at ``at`` has in all, and how many of them are left behind."""
    for length in range(LONGEST, 0, -1):
        if line.repeats(at, length) and _stumbles(line, at, length, lists):
            return 2 * length, length
    hung = _hangs(line, at, lists)
    if hung:
        return hung + 1, hung
    edit = next((phrase for phrase in lists.editing if line.says(at, phrase)), None)
    return (len(edit), len(edit)) if edit else None


def cut_off(text: str) -> Iterator[Span]:
    """Yield words that were cut off, each with what follows it."""
    for pattern in (STUTTER, CUT_OFF):
        for match in pattern.finditer(text):
            rest = NEXT_WORD.match(text, match.end()) if match[0].endswith("-") else None
            yield Span(match.start(), rest.end() if rest else match.end())


def _stumbles(line: Line, at: int, length: int, lists: EnglishLists) -> bool:
    said = line.texts[at : at + length]
    if all(word in lists.twice or word[0].isdigit() for word in said):
        return False
    if length == 1:
        return line.breaks[at + 1] == NONE or said[0] in lists.across
    linked = (said[1] in lists.links and line.text(at + 4) == said[0]) or (
        said[0] in lists.links and line.text(at - 1) == said[1]
    )
    return not (length == 2 and linked)


def _hangs(line: Line, at: int, lists: EnglishLists) -> int:
    """Return the length of a clause that is dropped for a new one with the same subject, or article; 0 for none."""
    first = line.texts[at]
    subject = first.split("'")[0]
    if first in lists.openers and line.breaks[at + 1] == SOFT and line.text(at + 1) in lists.openers:
        return 1
    if subject not in lists.subjects or line.beside(at) not in ("", *lists.clause_after):
        return 0
    if "'" in first:
        return 1 if line.breaks[at + 1] == SOFT and _same(line.text(at + 1), subject) else 0
    for phrase in lists.hanging:
        end = at + 1 + len(phrase)
        if line.says(at, (first, *phrase)) and line.breaks[end] == SOFT and _same(line.text(end), subject):
            return 1 + len(phrase)
    return 0


def _same(word: str, subject: str) -> bool:
    return word.split("'")[0] == subject
