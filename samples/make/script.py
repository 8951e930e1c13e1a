"""Reads ``samples/interview.toml``: what is said, and what the face does when."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

SAMPLES = Path(__file__).resolve().parent.parent
EventKind = Literal["blink", "turn_left", "turn_right", "smile", "glance"]


@dataclass(frozen=True)
class Event:
    """Something the face does, in seconds from the first frame."""

    kind: EventKind
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Answer:
    """One recording to make. ``text`` has a sentence or two a line; ``path`` is where the recording goes."""

    id: str
    path: Path
    language: Literal["zh", "en"]
    text: str
    events: tuple[Event, ...]


def read_answers(path: Path = SAMPLES / "interview.toml") -> tuple[Answer, ...]:
    """All answers of the script, in its order."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Answer(
            id=entry["id"],
            path=path.parent / entry["file"],
            language=entry["language"],
            text=entry["text"].strip(),
            events=tuple(
                Event(kind=cast(EventKind, event["kind"]), start_s=event["start_s"], end_s=event["end_s"])
                for event in entry["event"]
            ),
        )
        for entry in document["answer"]
    )
