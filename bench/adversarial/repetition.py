"""One good sentence again and again: much is said, nothing is added."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import answers, joined, phrases, questions, sentences
from shared.kernel.language import Language


def repetition(language: Language, rng: Random) -> list[Attempt]:
    """Return three answers to each question: a sentence looped, two sentences looped, a loop with fillers between."""
    fillers = phrases(language)["silence_fillers"]
    comma = "，" if language == "zh" else ", "
    found = []
    for question in questions(language):
        told = sentences(answers(language)[question.key].text)
        one, two = rng.choice(told), rng.sample(told, 2)
        eased = [
            part
            for _ in range(7)
            for part in (rng.choice(fillers["asides"]) + comma + rng.choice(fillers["fillers"]), one)
        ]
        found += [
            Attempt(question, "one", joined([one] * rng.randint(6, 12), language)),
            Attempt(question, "two", joined(two * 6, language)),
            Attempt(question, "eased", joined(eased, language)),
        ]
    return found
