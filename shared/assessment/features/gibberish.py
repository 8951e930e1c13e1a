"""Is this language that somebody speaks? Function words, usual pairs, and the order of small words."""

from itertools import pairwise

from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading
from shared.assessment.features.word_order import order_gain, unknown_share

LEAST_FUNCTION_WORDS = {"zh": 0.16, "en": 0.2}
"""Share of function words. Natural speech has 0.3–0.5 in both languages; noise, word salad and keyword lists less."""
FEWEST_COMMON_PAIRS = 0.05
"""Share of Chinese characters that stand in a common pair; the true answers of bench/data have 0.06 to 0.56, the same
characters in random order 0.03 in the middle."""
MOST_UNKNOWN = 0.53
"""Share of English content words that are like none of some 2,000 known ones. True answers of bench/data, each left
out of the learning, have 0.11 in the middle and 0.40 at the most; invented words 0.9."""
LEAST_ORDER = {"zh": -0.5, "en": -1.1}
"""``order_gain`` under which nobody speaks. Each true answer of bench/data, the model learned without it, is over
−0.48 (zh) and −1.0 (en, a broken stammer of 40 words); shuffled ones are under −0.56 and −1.2."""
LEAST_ORDER_OF_LONG = {"zh": -0.27, "en": -0.75}
LONG = 60
"""Symbols from which the figure is steadier, and the bound higher."""


def is_gibberish(reading: Reading) -> bool:
    """Whether the words are not language: noise, invented words, lists, or real words in an order nobody speaks."""
    if function_share(reading) < LEAST_FUNCTION_WORDS[reading.language]:
        return True
    if reading.language == "zh" and common_pairs(reading) < FEWEST_COMMON_PAIRS:
        return True
    unknown = unknown_share(content(reading), reading.language)
    if unknown is not None and unknown > MOST_UNKNOWN:
        return True
    gain = order_gain(reading.text, reading.language)
    if gain is None:
        return False
    bounds = LEAST_ORDER_OF_LONG if len(reading.tokens) >= LONG else LEAST_ORDER
    return gain < bounds[reading.language]


def function_share(reading: Reading) -> float:
    """Return the share of function words (en) or function characters (zh) among the tokens, 0–1."""
    known = set(lexicon(reading.language)["language"]["function"])
    return sum(token.split("'")[0] in known for token in reading.lowered) / max(1, len(reading.tokens))


def content(reading: Reading) -> list[str]:
    """Return what was said without function words."""
    known = set(lexicon(reading.language)["language"]["function"])
    return [token for token in reading.spoken if token.split("'")[0] not in known]


def common_pairs(reading: Reading) -> float:
    """Return the share of Chinese characters that stand in one of the commonest pairs, 0–1."""
    known = set(lexicon("zh")["language"]["common_pairs"])
    tokens = reading.spoken
    return 2 * sum(first + second in known for first, second in pairwise(tokens)) / max(1, len(tokens))
