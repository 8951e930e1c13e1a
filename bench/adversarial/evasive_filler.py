"""Fluent sentences with no act and no fact in them."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import joined, phrases, questions
from shared.kernel.language import Language


def evasive_filler(language: Language, rng: Random) -> list[Attempt]:
    """Return 24 answers in fluent sentences with no act and no fact in them."""
    said = phrases(language)["evasive_filler"]
    asked = questions(language)
    found = [Attempt(question, "whole", text) for question, text in zip(asked[::2], said["whole"], strict=True)]
    return found + [
        Attempt(
            asked[place % len(asked)], "sentences", joined(rng.sample(said["sentences"], rng.randint(6, 12)), language)
        )
        for place in range(20)
    ]
