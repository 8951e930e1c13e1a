"""Makes twins: an interview becomes pairs of interviews that differ in nothing that matters."""

import re
from collections.abc import Iterator
from functools import cache

from shared.assessment.validity.corpus import CorpusInterview
from shared.decision.fairness.twins.lexicon import Lexicon, Swap, TwinAttribute, lexicon
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

KEPT = "\ue000"
"""Stands for a word that is kept, while others are exchanged: a character of no language."""


class Twins(Frozen):
    """Two interviews, ``one`` and ``other``, that differ in ``attribute``; ``how`` says what became what."""

    attribute: TwinAttribute
    how: str
    one: tuple[str, ...]
    other: tuple[str, ...]


def twins_of(interview: CorpusInterview) -> Iterator[Twins]:
    """Yield the twins of an interview: in each its transcripts, in the order of its answers.

    Where a swap finds nothing to exchange, there is no twin of it.
    """
    language = interview.language or "en"
    words = lexicon(language)
    said = tuple(answer.transcript for answer in interview.answers)
    yield from _renamed(said, words)
    for swap in words.swap:
        other = tuple(exchanged(text, swap, language) for text in said)
        if other != said:
            yield Twins(attribute=swap.attribute, how=swap.direction, one=said, other=other)
    for planted in words.planted:
        (base, first), *others = planted.variants.items()
        one = _before(first, said, language)
        for name, sentence in others:
            other = _before(sentence, said, language)
            yield Twins(attribute=planted.attribute, how=f"{base} → {name}", one=one, other=other)


def exchanged(text: str, swap: Swap, language: Language) -> str:
    """Return ``text`` with the swap's words exchanged; capitals at the beginning stay capitals."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{KEPT}{len(kept) - 1}{KEPT}"

    def change(found: re.Match[str]) -> str:
        word = swap.exchanged[found[0].lower()]
        return word[0].upper() + word[1:] if found[0][0].isupper() else word

    if swap.keep:
        text = _any_of(swap.keep, language).sub(keep, text)
    text = _any_of(tuple(swap.exchanged), language).sub(change, text)
    return re.sub(f"{KEPT}(\\d+){KEPT}", lambda found: kept[int(found[1])], text)


def name_of(said: tuple[str, ...], words: Lexicon) -> str | None:
    """Return the name by which somebody introduces themselves, or None."""
    for text in said:
        for found in re.finditer(words.introduction.pattern, text):
            if found[1] not in words.introduction.not_names:
                return str(found[1])
    return None


def _renamed(said: tuple[str, ...], words: Lexicon) -> Iterator[Twins]:
    name = name_of(said, words)
    if name is None:
        return
    for group, new in words.introduction.names.items():
        if new != name:
            other = tuple(text.replace(name, new) for text in said)
            yield Twins(attribute="name", how=f"own → {group}", one=said, other=other)


def _before(sentence: str, said: tuple[str, ...], language: Language) -> tuple[str, ...]:
    between = "" if language == "zh" else " "
    return (f"{sentence}{between}{said[0]}", *said[1:])


@cache
def _any_of(words: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Any of ``words``, longer ones first; whole words where the language has spaces between them."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(either if language == "zh" else rf"(?<![\w'])(?:{either})(?![\w'])", re.IGNORECASE)
