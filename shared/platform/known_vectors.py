"""Vectors of the texts that come with the system: the rubrics' levels and the off-topic anchors.

Every judgement compares an answer with them, and encoding them takes a new process four seconds. They are kept in
``known_vectors.npz``, written by ``python -m local.known_vectors``; a test compares them with what the encoders say.
A text that is not there, such as a tenant's own rubric, is simply encoded.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

Role = Literal["query", "passage"]
FILE = "known_vectors.npz"


def text_key(text: str) -> str:
    """Return the name of a text in the file: the begin of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@cache
def known_vectors(encoder: str, role: Role) -> Mapping[str, Any]:
    """Return ``text_key`` → vector (float32, length one) for an encoder and the side it compares from."""
    numpy = import_module("numpy")
    with (files(__package__) / FILE).open("rb") as file, numpy.load(file, allow_pickle=False) as stored:
        return dict(zip(stored[f"{encoder}/{role}/keys"].tolist(), stored[f"{encoder}/{role}"], strict=True))


def packed(texts: Mapping[tuple[str, Role], Sequence[str]], vectors: Mapping[tuple[str, Role], Any]) -> dict[str, Any]:
    """Return the arrays of the file: for each encoder and side the keys of its texts, and one row a text."""
    numpy = import_module("numpy")
    keys = {f"{encoder}/{role}/keys": [text_key(text) for text in known] for (encoder, role), known in texts.items()}
    rows = {f"{encoder}/{role}": numpy.asarray(given) for (encoder, role), given in vectors.items()}
    return {**{name: numpy.array(given) for name, given in keys.items()}, **rows}
