"""Where the attacks get their words: the phrases beside this file, and the questions and answers of ``bench/data``."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]+\s*|[^.!?。！？]+$")


class Asked(Frozen):
    """A question of the labelled set and the competencies it is scored by."""

    key: str
    text: str
    competencies: tuple[str, ...]


class Answer(Frozen):
    """A real answer and the question it answers."""

    question: str
    text: str


@cache
def phrases(language: Language) -> dict[str, Any]:
    """Return the phrases of one language by kind of attack."""
    return tomllib.loads((HERE / f"texts.{language}.toml").read_text(encoding="utf-8"))


@cache
def questions(language: Language) -> tuple[Asked, ...]:
    """Return the labelled questions, each with its competency; every second one is scored for communication too."""
    return tuple(
        Asked(
            key=entry["key"].removesuffix(f"_{language}"),
            text=entry["text"],
            competencies=(entry["competency"], "communication")[: 1 + place % 2],
        )
        for place, entry in enumerate(_labelled(language))
    )


@cache
def answers(language: Language) -> dict[str, Answer]:
    """Return the good answers: ``conflict`` of the labelled set, ``en-08#1`` the second answer of an interview."""
    found = {
        entry["key"].removesuffix(f"_{language}"): Answer(question=entry["text"], text=entry["relevant"][0])
        for entry in _labelled(language)
    }
    for line in (DATA / "interviews.jsonl").read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        if interview["language"] == language:
            for place, answer in enumerate(interview["answers"]):
                found[f"{interview['id']}#{place}"] = Answer(question=answer["question"], text=answer["transcript"])
    return found


@cache
def rambling(language: Language) -> tuple[str, ...]:
    """Return the labelled talk beside the question."""
    return tuple(text for entry in _labelled(language) for text in entry["rambling"])


def sentences(text: str) -> list[str]:
    """Divide into sentences, the space after each kept."""
    return SENTENCE.findall(text)


def joined(parts: list[str], language: Language) -> str:
    """Put pieces together as the language writes them: English with spaces."""
    return ("" if language == "zh" else " ").join(part.strip() for part in parts)


def _labelled(language: Language) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = tomllib.loads((DATA / "relevance.toml").read_text(encoding="utf-8"))["question"]
    return [entry for entry in data if entry["language"] == language]
