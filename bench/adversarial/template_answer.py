"""The skeleton of a good answer, with its blanks read aloud."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import phrases, questions
from shared.kernel.language import Language


def template_answer(language: Language, _rng: Random) -> list[Attempt]:
    """Return 16 answers: each skeleton with its blanks read aloud, to two questions."""
    asked = questions(language)
    whole = phrases(language)["template_answer"]["whole"]
    turned = (*asked[3:], *asked[:3])
    return [
        Attempt(question, "blanks", text)
        for order in (asked, turned)
        for question, text in zip(order, whole, strict=True)
    ]
