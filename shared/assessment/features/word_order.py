"""Does anybody speak in this order? A trigram model of small words, learned from the project's own texts.

Words in random order, or shuffled pieces of a real answer, keep every word and lose the places of the small ones. So
all but the commonest characters (zh) or words (en, by their ending) become one symbol, and what is left can be learned
from little text: some 28,000 characters and 25,000 words. ``python -m local.word_order`` writes ``word_order.json``.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log
from typing import Any, NamedTuple

from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import CLAUSE_END, SENTENCE_END, TOKEN
from shared.kernel.language import Language

ORDER = 3
SYMBOLS = {"zh": 120, "en": 150}
"""Characters or words that keep their own symbol: the commonest ones of the learned texts."""
BREAK = "^"
ENDINGS = ("ing", "ed", "ly", "s")
FEWEST_SYMBOLS = 20
"""Under which nothing is said of the order."""
ALIKE = 5
SHORTEST_WORD = 3
FEWEST_WORDS = 15
TRUST = 4.0
"""How often a context must have been seen before its own counts weigh half (Witten & Bell 1991, simplified)."""

Gram = tuple[str, ...]


class OrderModel(NamedTuple):
    """``symbols`` keep themselves; ``counts`` of n-grams up to ``ORDER``, ``contexts`` of what stands before."""

    symbols: frozenset[str]
    counts: Mapping[Gram, int]
    contexts: Mapping[Gram, int]

    def gain(self, symbols: Sequence[str]) -> float:
        """Return by how much order makes each symbol likelier than its mere frequency, natural log, on the average.

        About 0.4 for speech; under 0 where the order tells nothing, or against it.
        """
        padded = [BREAK] * (ORDER - 1) + list(symbols)
        size, total = len(self.symbols) + 1, self.contexts[()]
        gained = 0.0
        for place in range(ORDER - 1, len(padded)):
            likely = 1.0 / size
            for length in range(ORDER):
                context = tuple(padded[place - length : place])
                seen = self.contexts.get(context, 0)
                share = self.counts.get((*context, padded[place]), 0) / seen if seen else 0.0
                trust = seen / (seen + TRUST)
                likely = trust * share + (1 - trust) * likely
            alone = (self.counts.get((padded[place],), 0) + 0.5) / (total + 0.5 * size)
            gained += log(likely) - log(alone)
        return gained / max(1, len(symbols))


def order_gain(text: str, language: Language) -> float | None:
    """Return how much the order of ``text`` is that of speech; None where it is too short to tell."""
    model = order_model(language)
    symbols = reduced(spoken(text, language), model.symbols)
    return model.gain(symbols) if len(symbols) >= FEWEST_SYMBOLS else None


def unknown_share(tokens: Sequence[str], language: Language) -> float | None:
    """Return the share of words (en, of three letters or more) that are like no word of the learned texts, 0–1.

    Words are alike by their first ``ALIKE`` letters. None for Mandarin, and where there are too few to tell.
    """
    known = _data(language)["stems"]
    words = [token[:ALIKE] for token in tokens if token.isalpha() and len(token) >= SHORTEST_WORD]
    return sum(word not in known for word in words) / len(words) if known and len(words) >= FEWEST_WORDS else None


@cache
def _data(language: Language) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files(__package__) / "word_order.json").read_text(encoding="utf-8"))[language]
    return {**data, "stems": frozenset(data["stems"])}


@cache
def order_model(language: Language) -> OrderModel:
    """Return the learned model of ``language``."""
    data = _data(language)
    counts = {tuple(gram.split(" ")): count for gram, count in data["counts"].items()}
    return model_of(frozenset(data["symbols"]), counts)


def model_of(symbols: frozenset[str], counts: Mapping[Gram, int]) -> OrderModel:
    """Return the model of n-gram counts; the contexts follow from them."""
    contexts: dict[Gram, int] = {}
    for gram, count in counts.items():
        contexts[gram[:-1]] = contexts.get(gram[:-1], 0) + count
    return OrderModel(symbols, counts, contexts)


def counted(symbols: Sequence[str]) -> Iterable[Gram]:
    """Yield every n-gram of ``symbols`` up to ``ORDER``, as they are counted when the model is learned."""
    padded = [BREAK] * (ORDER - 1) + list(symbols)
    for place in range(ORDER - 1, len(padded)):
        for length in range(ORDER):
            yield tuple(padded[place - length : place + 1])


def spoken(text: str, language: Language) -> list[str]:
    """Return characters or words in lower case with a break at each clause, without hesitation sounds."""
    sounds = frozenset(lexicon(language)["fluency"]["hesitations"])
    breaks = {match.end() for pattern in (SENTENCE_END, CLAUSE_END) for match in pattern.finditer(text)}
    ends = sorted(breaks, reverse=True)
    found: list[str] = [BREAK]
    for match in TOKEN.finditer(text):
        while ends and ends[-1] <= match.start():
            ends.pop()
            if found[-1] != BREAK:
                found.append(BREAK)
        token = match.group().lower().replace("’", "'")
        if token not in sounds:
            found.append(token)
    return found


def reduced(tokens: Sequence[str], symbols: frozenset[str]) -> list[str]:
    """Return the symbol of each token: itself, the class of its ending, a number, or one of all others."""
    return [token if token == BREAK or token in symbols else _class_of(token) for token in tokens]


def _class_of(token: str) -> str:
    if token[0].isdigit():
        return "#"
    if "\u3400" <= token[0] <= "\u9fff":
        return "X"
    return next((f"X{ending}" for ending in ENDINGS if token.endswith(ending) and len(token) > len(ending) + 2), "X")
