"""Fillers: words and sounds that fill a gap. Found in any transcript; times, if any, show what stands apart."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from shared.assessment.speech.stream import HARD, NONE, Phrase, Stream, phrases_of
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

Apart = Literal["always", "left", "right", "both", "either"]
EARLIER = 40
"""Tokens back in which ``unless_earlier`` is looked for."""


class Rule(Frozen):
    """When some phrases are fillers; ``fillers.toml`` says what each field means."""

    says: tuple[Phrase, ...]
    when: Apart
    unless_after: tuple[Phrase, ...]
    unless_before: tuple[Phrase, ...]
    also_after: tuple[Phrase, ...]
    also_before: tuple[Phrase, ...]
    only_before: tuple[Phrase, ...]
    unless_earlier: tuple[Phrase, ...]
    repeats: bool


class Rules(Frozen):
    """All rules of one language."""

    sounds: re.Pattern[str]
    not_sounds_after: tuple[Phrase, ...]
    not_sounds: frozenset[str]
    tails: tuple[Phrase, ...]
    rules: tuple[Rule, ...]


@cache
def rules_of(language: Language) -> Rules:
    """Return the rules of a language."""
    data = tomllib.loads((files(__package__) / "fillers.toml").read_text(encoding="utf-8"))[language]
    lists = ("says", "unless_after", "unless_before", "also_after", "also_before", "only_before", "unless_earlier")
    rules = (
        Rule(
            when=rule["when"],
            repeats=rule.get("repeats", False),
            **{name: phrases_of(rule.get(name, ())) for name in lists},
        )
        for rule in data["rule"]
    )
    return Rules(
        sounds=re.compile("|".join(data["sounds"])),
        not_sounds_after=phrases_of(data["not_sounds_after"]),
        not_sounds=frozenset(data["not_sounds"]),
        tails=phrases_of(data["tails"]),
        rules=tuple(rules),
    )


def fillers(stream: Stream) -> list[tuple[int, int]]:
    """Return the fillers in order, each as its first token and the one behind its last."""
    found, at = [], 0
    while at < len(stream.texts):
        length = _filler_at(stream, at)
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def _filler_at(stream: Stream, at: int) -> int:
    """Return how many tokens the filler at ``at`` has; 0 where there is none."""
    rules = rules_of(stream.reading.language)
    if rules.sounds.fullmatch(stream.texts[at]):
        letters = stream.reading.said(stream.spans[at]) in rules.not_sounds
        return 0 if letters or stream.precedes(at, rules.not_sounds_after) else 1 + _tail(stream, at + 1, rules)
    for rule in rules.rules:
        said = next((phrase for phrase in rule.says if stream.says(at, phrase)), None)
        if said and _holds(stream, rule, at, said):
            return len(said)
    return 0


def _tail(stream: Stream, at: int, rules: Rules) -> int:
    """Return 1 where a particle stands at ``at`` that belongs to the sound before it, else 0."""
    return int(stream.follows(at, rules.tails) and stream.breaks[at + 1] > NONE)


def _holds(stream: Stream, rule: Rule, at: int, said: Phrase) -> bool:
    end = at + len(said)
    if stream.precedes(at, rule.unless_after):
        return False
    if rule.only_before and not stream.follows(end, rule.only_before):
        return False
    if rule.unless_earlier and _earlier(stream, rule, at):
        return False
    if rule.repeats and stream.breaks[end] < HARD and stream.says(end, said):
        return True
    if stream.follows(end, rule.also_before):
        return True
    if stream.follows(end, rule.unless_before):
        return False
    return stream.precedes(at, rule.also_after) or _apart(stream, rule.when, at, end)


def _apart(stream: Stream, when: Apart, at: int, end: int) -> bool:
    left, right = stream.breaks[at] > NONE, stream.breaks[end] > NONE
    return {"always": True, "left": left, "right": right, "both": left and right, "either": left or right}[when]


def _earlier(stream: Stream, rule: Rule, at: int) -> bool:
    return any(
        stream.says(place, phrase) for place in range(max(0, at - EARLIER), at) for phrase in rule.unless_earlier
    )
