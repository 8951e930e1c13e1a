"""No language, or language without sense: random characters, invented words, real answers shuffled, nonsense."""

import string
from random import Random

from bench.adversarial.model import Attempt
from bench.adversarial.sources import answers, joined, phrases, questions
from shared.kernel.language import Language

SMALL_WORDS = ("the", "of", "and then", "to", "with my", "so I", "was", "because the")


def gibberish(language: Language, rng: Random) -> list[Attempt]:
    """Return 32 answers, of each way as many as there are questions, or half of them."""
    asked = questions(language)
    ways = {
        "random": [_random(language, rng) for _ in asked[::2]],
        "invented": [_invented(language, rng) for _ in asked],
        "shuffled": [_shuffled(language, answers(language)[question.key].text, rng) for question in asked],
        "salad": [joined(rng.choices(phrases(language)["gibberish"]["common"], k=60), language) for _ in asked[::2]],
        "nonsense": [_nonsense(language, rng) for _ in asked],
    }
    return [
        Attempt(question, way, text)
        for way, texts in ways.items()
        for question, text in zip(asked[:: len(asked) // len(texts)], texts, strict=True)
    ]


def _random(language: Language, rng: Random) -> str:
    if language == "zh":
        return "".join(rng.choices(phrases("zh")["gibberish"]["characters"], k=90))
    return " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) for _ in range(50))


def _invented(language: Language, rng: Random) -> str:
    """Invented words; the small words between them are real, so that counting those is not enough."""
    said = phrases(language)["gibberish"]
    if language == "zh":
        pieces = [
            "".join(rng.choices(said["characters"], k=2)) + rng.choice(("的", "了", "在", "和", "就", "，"))
            for _ in range(40)
        ]
        return "我" + "".join(pieces).strip("，") + "。"
    parts = (said["onsets"], said["nuclei"], said["codas"])
    words = [rng.choice(SMALL_WORDS) + " " + "".join(rng.choice(part) for part in parts) for _ in range(32)]
    return "So I " + " ".join(words) + "."


def _shuffled(language: Language, text: str, rng: Random) -> str:
    """A real answer in random order: words in English, pairs of characters in Chinese."""
    pieces = [text[at : at + 2] for at in range(0, len(text), 2)] if language == "zh" else text.split()
    rng.shuffle(pieces)
    return joined(pieces, language)


def _nonsense(language: Language, rng: Random) -> str:
    """Whole sentences in the order of a story, of words that have nothing to do with one another."""
    said = phrases(language)["gibberish"]
    slots = {"%n": said["nouns"], "%v": said["verbs"], "%a": said["adjectives"]}
    told = []
    for frame in rng.sample(said["frames"], len(said["frames"])):
        text = frame
        for slot, words in slots.items():
            while slot in text:
                text = text.replace(slot, rng.choice(words), 1)
        told.append(text[0].upper() + text[1:] + ("。" if language == "zh" else "."))
    return joined(told, language)
