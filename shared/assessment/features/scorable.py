"""May this answer be scored at all? Abstaining with a reason comes before any number."""

import zlib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading
from shared.kernel.language import Language

NotScored = Literal[
    "nothing_said",
    "too_little_said",
    "unclear_speech",
    "language_not_accepted",
    "question_repeated",
    "not_language",
    "repetition",
    "off_topic",
]
"""Why a competency has no score. The wording for people is in ``shared/assessment/report/wording``."""

FEWEST_TOKENS = {"zh": 25, "en": 18}
"""Characters and words under which there is nothing to judge."""
LOWEST_PROBABILITY = 0.45
"""Mean word probability under which the recogniser guessed."""
LEAST_FUNCTION_WORDS = {"zh": 0.16, "en": 0.2}
"""Share of function words. Natural speech has 0.3–0.5 in both languages; noise, word salad and keyword lists less."""
MOST_IMPOSSIBLE = 0.06
"""Share of small English words followed by one that cannot follow; natural speech has next to none,
and a single slip is never held against anybody."""
FEWEST_SMALL_WORDS = 8
STOP = "."
FEWEST_COMMON_PAIRS = 0.09
"""Share of Chinese characters that stand in a common pair; the 32 answers of bench/data have
0.12 to 0.43, the same characters shuffled 0.03 in the middle and 0.11 at most."""
MOST_COMPRESSIBLE = 0.34
"""Compressed over plain size, under which text of 400 bytes or more repeats itself; natural answers stay over 0.4."""
SHORTEST_TO_COMPRESS = 400
MOST_FROM_QUESTION = 0.6
"""Share of the answer's token triples that the question has too."""
LEAST_DISTINCT = 0.3
"""Distinct tokens over tokens in any answer of up to 100 tokens; the rest of natural speech has more."""


def why_not(reading: Reading, question: str, accepted: Sequence[Language]) -> NotScored | None:
    """Return the first reason why this answer cannot be scored, or None when it can be.

    Needs no embedder; ``off_topic`` is found later. An empty ``accepted`` accepts every language.
    """
    transcript = reading.transcript
    if accepted and _in_other_language(reading, accepted):
        return "language_not_accepted"
    if not reading.tokens:
        return "nothing_said"
    if transcript.mean_probability < LOWEST_PROBABILITY:
        return "unclear_speech"
    if len(reading.tokens) < FEWEST_TOKENS[reading.language]:
        return "too_little_said"
    if _shared_with(question, reading) > MOST_FROM_QUESTION:
        return "question_repeated"
    if _repeats(reading):
        return "repetition"
    if function_share(reading) < LEAST_FUNCTION_WORDS[reading.language]:
        return "not_language"
    return "not_language" if out_of_order(reading) else None


def function_share(reading: Reading) -> float:
    """Return the share of function words (en) or function characters (zh) among the tokens, 0–1."""
    known = set(lexicon(reading.language)["language"]["function"])
    tokens = [reading.said(span).lower() for span in reading.tokens]
    return sum(token.split("'")[0] in known for token in tokens) / max(1, len(tokens))


def out_of_order(reading: Reading) -> bool:
    """Whether characters (zh) or small words (en) stand in an order that nobody speaks."""
    if reading.language == "zh":
        tokens = [reading.said(span) for span in reading.tokens]
        common = set(lexicon("zh")["language"]["common_pairs"])
        return 2 * sum(first + second in common for first, second in pairwise(tokens)) < FEWEST_COMMON_PAIRS * len(
            tokens
        )
    classes, forbidden = _word_classes()
    followed = [
        (classes[first], classes.get(second))
        for first, second in pairwise(_with_stops(reading))
        if first in classes and second not in (STOP, first)  # "I, I": a stammer, not disorder
    ]
    impossible = sum((before, after) in forbidden for before, after in followed)
    return len(followed) >= FEWEST_SMALL_WORDS and impossible >= 2 and impossible > MOST_IMPOSSIBLE * len(followed)


def _with_stops(reading: Reading) -> list[str]:
    """The tokens, with a stop between sentences: across one anything may follow anything."""
    stops = {span.start for span in reading.sentences[1:]}
    tokens: list[str] = []
    for span in reading.tokens:
        tokens += [STOP] * (span.start in stops) + [reading.said(span).lower()]
    return tokens


@cache
def _word_classes() -> tuple[dict[str, str], set[tuple[str, str | None]]]:
    """The class of each small English word, and the pairs of classes that do not follow one another."""
    order = lexicon("en")["order"]
    names = [name for name in order if not name.startswith("not_after_")]
    classes = {word: name for name in names for word in order[name]}
    return classes, {(name, after) for name in names for after in order[f"not_after_{name}"]}


def _in_other_language(reading: Reading, accepted: Sequence[Language]) -> bool:
    heard, used = reading.transcript.detected_language, reading.language
    return used not in accepted or (heard != used and heard not in accepted)


def _shared_with(question: str, reading: Reading) -> float:
    asked = Reading(reading.transcript.model_copy(update={"text": question, "words": ()}))
    theirs, ours = _triples(asked), _triples(reading)
    return sum(triple in set(theirs) for triple in ours) / max(1, len(ours))


def _triples(reading: Reading) -> list[tuple[str, ...]]:
    tokens = [reading.said(span).lower() for span in reading.tokens]
    return list(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _repeats(reading: Reading) -> bool:
    tokens = [reading.said(span).lower() for span in reading.tokens]
    head = tokens[:100]
    if len(set(head)) / len(head) < LEAST_DISTINCT:
        return True
    data = reading.text.encode()
    return len(data) >= SHORTEST_TO_COMPRESS and len(zlib.compress(data)) / len(data) < MOST_COMPRESSIBLE
