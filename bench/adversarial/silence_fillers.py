"""Um, uh, er: somebody makes sounds and says nothing."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import phrases, questions
from shared.kernel.language import Language


def silence_fillers(language: Language, rng: Random) -> list[Attempt]:
    """Return 16 answers of fillers, half of them with asides that announce an answer."""
    said = phrases(language)["silence_fillers"]
    comma = "，" if language == "zh" else ", "
    found = []
    for place, question in enumerate(questions(language) * 2):
        pieces = rng.choices(said["fillers"], k=rng.randint(25, 60))
        if place % 2:
            pieces = [rng.choice(said["asides"]) if rng.random() < 0.4 else piece for piece in pieces]
        found.append(Attempt(question, "asides" if place % 2 else "fillers", comma.join(pieces)))
    return found
