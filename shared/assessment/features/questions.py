"""The usual questions of interviews: which of them a question is like, and which any story may answer."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.assessment.ports import Embedder
from shared.kernel.language import LANGUAGES, Language

UNLIKE = 3.5
"""Similarity (the quick encoder's standard scores) under which two questions ask for different things; the same
question in other words has 4.5 to 12."""
LIKE_OPEN = 3.0


@cache
def usual_questions(language: Language) -> tuple[str, ...]:
    """Return the questions that interviews usually ask, each of a subject of its own."""
    return tuple(_data()[language]["usual"])


@cache
def open_questions(language: Language) -> tuple[str, ...]:
    """Return questions about the person: any story or statement may answer them, only idle talk is beside them."""
    return tuple(_data()[language]["open"])


def is_open(question: str, language: Language, embedder: Embedder) -> bool:
    """Return whether ``question`` is nearer to an open one than to any other usual one."""
    openness = max(embedder.quick.similarities(question, open_questions(language)))
    return openness >= LIKE_OPEN and openness > max(embedder.quick.similarities(question, usual_questions(language)))


def asks_for_story(question: str, language: Language, embedder: Embedder) -> bool:
    """Return whether ``question`` asks for something that was done: near a usual one, and not about the person."""
    if not question.strip():
        return False
    alike = max(embedder.quick.similarities(question, usual_questions(language)))
    return alike >= UNLIKE and alike > max(embedder.quick.similarities(question, open_questions(language)))


def unlike(question: str, language: Language, embedder: Embedder) -> list[str]:
    """Return the usual questions that ask for something else than ``question``."""
    usual = usual_questions(language)
    alike = embedder.quick.similarities(question, usual)
    return [text for text, near in zip(usual, alike, strict=True) if near < UNLIKE]


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    data = tomllib.loads((files(__package__) / "questions.toml").read_text(encoding="utf-8"))
    return {language: data[language] for language in LANGUAGES}
