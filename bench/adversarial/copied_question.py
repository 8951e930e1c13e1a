"""The question given back: word for word, again and again, in other words, with fillers between."""

from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import joined, phrases, questions
from shared.kernel.language import Language


def copied_question(language: Language, rng: Random) -> list[Attempt]:
    """Return four answers to each question: 32."""
    said = phrases(language)["copied_question"]
    found = []
    for question in questions(language):
        before, after = rng.choice(said["before"]), rng.choice(said["after"])
        found += [
            Attempt(question, "repeated", joined([question.text] * rng.randint(2, 4), language)),
            Attempt(question, "framed", joined([before, question.text, after], language)),
            Attempt(question, "paraphrased", said["paraphrased"][question.key]),
            Attempt(
                question, "with-fillers", joined([before, _between(question.text, language, rng), after], language)
            ),
        ]
    return found


def _between(text: str, language: Language, rng: Random) -> str:
    """The question with a filler after every third word (English) or fourth character."""
    fillers = phrases(language)["copied_question"]["fillers"]
    pieces = [text[at : at + 4] for at in range(0, len(text), 4)] if language == "zh" else text.split()
    step = 1 if language == "zh" else 3
    for at in range(len(pieces) - 1, 0, -step):
        pieces.insert(at, rng.choice(fillers) + ("，" if language == "zh" else ","))
    return joined(pieces, language)
