"""Duties of a description: those that the lexicon names, then those that are put together of action and object."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.jd.model import Filler
from shared.recruiting.questions.jd.words import Act, Entry, acts, duties, never_together, objects

MOST = 10
ENOUGH = 4
"""From so many duties of the own line of work on, words of another line are taken for chance."""
ALIKE = 70
"""Two duties whose words agree by as much (rapidfuzz's token set ratio, 0–100) are one."""
BETWEEN: dict[Language, str] = {"zh": r"[^，,。；;]{0,6}?", "en": r"\s+(?:(?:\w|-)+\s+){0,3}?"}
"""What may stand between an action and its object."""


@dataclass(frozen=True)
class _Found:
    foreign: bool
    line: int
    start: int
    end: int
    composed: bool
    filler: Filler

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        return self.foreign, self.composed, self.line, self.start


def duties_in(lines: tuple[str, ...], language: Language, industries: frozenset[str]) -> tuple[Filler, ...]:
    """Return up to ``MOST`` duties, those of the job's own lines of work first, in the order of the text."""
    found = [one for number, line in enumerate(lines) for one in _in_line(number, line, language, industries)]
    kept: list[_Found] = []
    for one in sorted(found, key=lambda each: each.rank):
        if one.foreign and sum(not other.foreign for other in kept) >= ENOUGH:
            continue
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return tuple(one.filler for one in kept[:MOST])


def _in_line(number: int, line: str, language: Language, industries: frozenset[str]) -> Iterator[_Found]:
    for entry in duties():
        if match := entry.patterns[language].search(line):
            filler = _filler(entry.text, entry.kinds, match[0])
            yield _Found(not entry.suits(industries), number, match.start(), match.end(), False, filler)
    for act, thing, patterns in _pairs():
        for pattern in patterns[language]:
            if match := pattern.search(line):
                text = LocalizedText(
                    zh=f"{thing.text.zh}{act.entry.text.zh}", en=f"{thing.text.en} {act.entry.text.en}"
                )
                filler = _filler(text, act.entry.kinds, match[0])
                yield _Found(False, number, match.start(), match.end(), True, filler)
                break


def _filler(text: LocalizedText, kinds: tuple[str, ...], words: str) -> Filler:
    return Filler(slot="duty", text=text, kinds=kinds, words=words.strip())


@cache
def _pairs() -> tuple[tuple[Act, Entry, dict[Language, tuple[re.Pattern[str], ...]]], ...]:
    """Return each action with each object that it takes, and the patterns of both orders."""
    made = []
    for act in acts():
        for thing in objects():
            if not act.takes & set(thing.kinds) or f"{thing.text.zh}{act.entry.text.zh}" in never_together():
                continue
            made.append((act, thing, {language: _orders(act.entry, thing, language) for language in LANGUAGES}))
    return tuple(made)


def _orders(act: Entry, thing: Entry, language: Language) -> tuple[re.Pattern[str], ...]:
    done, to, gap = act.patterns[language].pattern, thing.patterns[language].pattern, BETWEEN[language]
    forward = re.compile(f"(?:{done}){gap}(?:{to})", re.IGNORECASE)
    if language == "zh":
        return re.compile(f"(?:{to}){gap}(?:{done})", re.IGNORECASE), forward
    noun = re.compile(rf"(?:{to})\s+{re.escape(act.text.en or '')}\b", re.IGNORECASE)
    return forward, noun


def _same(one: _Found, other: _Found) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    if one.line == other.line and one.composed and shared >= (one.end - one.start) / 2:
        return True
    zh = fuzz.ratio(one.filler.text.zh or "", other.filler.text.zh or "")
    en = fuzz.token_set_ratio(one.filler.text.en or "", other.filler.text.en or "")
    return max(zh, en) >= ALIKE
