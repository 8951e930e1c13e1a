"""Weather, food, football, pets: talk that answers nobody's question."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import joined, phrases, questions, rambling
from shared.kernel.language import Language


def off_topic_talk(language: Language, rng: Random) -> list[Attempt]:
    """Return 20 answers about weather, food, football, pets; a third of them go on from one subject to the next."""
    own = phrases(language)["off_topic_talk"]["talk"]
    both = rng.sample(rambling(language), 8)
    asked = questions(language)
    found = [Attempt(asked[place % len(asked)], "talk", text) for place, text in enumerate(own)]
    return found + [
        Attempt(question, "wandering", joined([text, rng.choice(own)], language))
        for question, text in zip(asked, both, strict=True)
    ]
