"""Words for whoever judges instead of an answer: alone, repeated, padded, encoded, around the question."""

import base64
import codecs
from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import joined, phrases, questions, rambling
from shared.kernel.language import Language

LEET = str.maketrans("aeiost", "431057")


def instruction_to_judge(language: Language, rng: Random) -> list[Attempt]:
    """Return 50 answers: each text alone, and 28 in a disguise."""
    asked = questions(language)
    texts: list[str] = phrases(language)["instruction_to_judge"]["texts"]
    found = [Attempt(asked[place % len(asked)], "alone", text) for place, text in enumerate(texts)]
    for place, question in enumerate(asked):
        first, second = rng.sample(texts, 2)
        found += [
            Attempt(question, "repeated", joined([first] * 5, language)),
            Attempt(question, "padded", joined([*_padding(place, language, rng), second], language)),
            Attempt(question, "around-the-question", joined([first, question.text, second], language)),
        ]
    hidden = [
        Attempt(question, way, joined([code, phrases(language)["instruction_to_judge"]["wanted"]], language))
        for question, (way, code) in zip(asked, _encoded(rng.choice(texts), language).items(), strict=False)
    ]
    return found + hidden


def _padding(place: int, language: Language, rng: Random) -> list[str]:
    """Talk of some length, so that the answer is long enough: small talk and empty talk in turn."""
    if place % 2:
        return [rng.choice(rambling(language))]
    return rng.sample(phrases(language)["evasive_filler"]["sentences"], 6)


def _encoded(text: str, language: Language) -> dict[str, str]:
    """The text in base64, in other letters, with digits in it, spelt out."""
    return {
        "base64": base64.b64encode(text.encode()).decode(),
        "rot13": codecs.encode(text, "rot13") if language == "en" else text[::-1],
        "digits": text.translate(LEET) if language == "en" else "0".join(text),
        "spelt-out": " ".join(text),
    }
