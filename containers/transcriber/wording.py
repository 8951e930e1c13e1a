"""Writes recognised words as text: Simplified characters, Chinese punctuation, sentences."""

import re
from collections.abc import Sequence
from functools import cache

from opencc import OpenCC

from shared.assessment.model.transcript import Segment, Word
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_AFTER_HAN = re.compile(rf"(?<=[{_HAN}])[,?!:;.]")
_FULL_WIDTH = str.maketrans(",?!:;.", "，？！：；。")
_NEEDLESS_SPACE = re.compile(rf"(?<=[{_HAN}，。？！：；、]) +(?=[{_HAN}])")
_SENTENCE_END = re.compile(r"[.。!！?？…][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"^\W*(?:mr|mrs|ms|dr|prof|st|vs|no|e\.g|i\.e|[a-z])\.$", re.IGNORECASE)

PAUSE = Milliseconds(1500)
"""A silence this long ends a segment, whatever the punctuation says."""
LONGEST = Milliseconds(30_000)


def hint(hotwords: Sequence[str], language: Language) -> str | None:
    """Return the position's vocabulary as the recogniser is told of it; None where there is none.

    It continues in the style of what it is told: a list without a full stop makes it write Mandarin without any
    punctuation.
    """
    if not hotwords:
        return None
    return "、".join(hotwords) + "。" if language == "zh" else ", ".join(hotwords) + "."


def write(words: Sequence[Word], language: Language, *, simplified: bool) -> tuple[Word, ...]:
    """Return the words as they are shown. Joined, they are the transcript's text, with no space at either end.

    Mandarin gets full-width punctuation behind characters and no space between them. A word that becomes empty is
    left out; times and probabilities stay.
    """
    texts = [word.text.replace("\ufffd", "") for word in words]  # half a character, cut off at a window's end
    if language == "zh":
        texts = _chinese(texts, simplified=simplified)
    written = [word.model_copy(update={"text": text}) for word, text in zip(words, texts, strict=True) if text.strip()]
    if written:
        written[0] = written[0].model_copy(update={"text": written[0].text.lstrip()})
        written[-1] = written[-1].model_copy(update={"text": written[-1].text.rstrip()})
    return tuple(written)


def segments(words: Sequence[Word]) -> tuple[Segment, ...]:
    """Split words into sentences: at a full stop, at a pause of 1.5 s, and where a sentence outgrows 30 s."""
    found: list[Segment] = []
    first = 0
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        ends = (
            last
            or (_SENTENCE_END.search(word.text) is not None and _ABBREVIATION.match(word.text) is None)
            or words[index + 1].start_ms - word.end_ms >= PAUSE
            or word.end_ms - words[first].start_ms >= LONGEST
        )
        if ends:
            found.append(
                Segment(
                    first_word=first,
                    end_word=index + 1,
                    start_ms=words[first].start_ms,
                    end_ms=word.end_ms,
                    text="".join(one.text for one in words[first : index + 1]),
                )
            )
            first = index + 1
    return tuple(found)


def _chinese(texts: list[str], *, simplified: bool) -> list[str]:
    if simplified:
        texts = _simplified(texts)
    text = "".join(texts)
    text = _AFTER_HAN.sub(lambda match: match[0].translate(_FULL_WIDTH), text)
    gone = {at for match in _NEEDLESS_SPACE.finditer(text) for at in range(*match.span())}
    return _apportion(text, texts, gone)


def _simplified(texts: list[str]) -> list[str]:
    """Convert all words at once, because a character's right form can depend on its neighbours."""
    converted = _to_simplified().convert("".join(texts))
    if len(converted) != len("".join(texts)):
        return [_to_simplified().convert(text) for text in texts]
    return _apportion(converted, texts, set())


def _apportion(text: str, like: list[str], without: set[int]) -> list[str]:
    """Cut ``text`` into pieces as long as those of ``like``, leaving out the positions ``without``."""
    pieces: list[str] = []
    at = 0
    for piece in like:
        pieces.append("".join(text[i] for i in range(at, at + len(piece)) if i not in without))
        at += len(piece)
    return pieces


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
