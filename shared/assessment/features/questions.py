"""The usual questions of interviews: which of them a question is like, and which any story may answer."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from shared.assessment.ports import Embedder
from shared.kernel.language import LANGUAGES, Language

USUAL = 3.5
"""Similarity (the quick encoder's standard scores) under which a question is none of the usual ones."""
LIKE_OPEN = 3.0
ASKS, MAY_ASK = 6.5, 4.5
"""From the first on a question asks for the subject of its nearest phrasing (those of bench/data have 6.3 to 12 there),
and may ask for every other one that stands as near. Where it asks for none, it may ask for those over the second."""
Subject = tuple[str, ...]
"""Phrasings that ask for the same."""


class Placed(NamedTuple):
    """A question among the usual subjects: its own, or None, and those that it does not ask for."""

    own: Subject | None
    others: tuple[Subject, ...]


@cache
def usual_subjects(language: Language) -> tuple[Subject, ...]:
    """Return what interviews usually ask for, each subject in its phrasings."""
    return tuple(tuple(subject) for subject in _data()[language]["usual"])


@cache
def usual_questions(language: Language) -> tuple[str, ...]:
    """Return the plainest question of each usual subject."""
    return tuple(subject[0] for subject in usual_subjects(language))


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
    return alike >= USUAL and alike > max(embedder.quick.similarities(question, open_questions(language)))


def placed(question: str, language: Language, embedder: Embedder) -> Placed:
    """Return the subject of ``question`` and those that it does not ask for, as its nearest phrasing of each has it."""
    subjects = usual_subjects(language)
    alike = [max(embedder.quick.similarities(question, subject)) for subject in subjects]
    nearest = alike.index(max(alike))
    own, bound = (subjects[nearest], ASKS) if alike[nearest] >= ASKS else (None, MAY_ASK)
    others = tuple(subject for subject, near in zip(subjects, alike, strict=True) if near < bound)
    return Placed(own, others)


@cache
def _data() -> dict[str, dict[str, Sequence[Any]]]:
    data = tomllib.loads((files(__package__) / "questions.toml").read_text(encoding="utf-8"))
    return {language: data[language] for language in LANGUAGES}
