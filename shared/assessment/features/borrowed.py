"""Words that are not an answer of one's own: the question said again, one sentence over and over, a recited rubric,
a skeleton with blanks."""

import re
import zlib
from collections.abc import Sequence
from functools import cache

from shared.assessment.features.cues import found
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import TOKEN, Reading
from shared.assessment.features.relevance import bounds
from shared.assessment.features.specificity import specificity
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric
from shared.kernel.language import Language

MOST_COMPRESSIBLE = 0.34
"""Compressed over plain size of the first bytes, under which text repeats itself; natural answers stay over 0.4."""
SHORTEST_TO_COMPRESS, LONGEST_TO_COMPRESS = 400, 3000
"""Bytes. Longer text, whoever speaks, compresses ever better."""
LEAST_DISTINCT = 0.3
"""Distinct tokens over tokens in any answer of up to 100 tokens; the rest of natural speech has more."""
MOST_FROM_QUESTION = 0.6
"""Share of the answer's token triples that the question has too."""
MOST_RETOLD = {"zh": 0.36, "en": 0.3}
"""Share of the answer's content words that are the question's, in another order, in an answer with few facts; true
answers of bench/data have 0.29 (zh) and 0.17 (en) at the most, and most retold questions more than this. The others
tell nothing done, and stay at the bottom level for that."""
SHORTEST_RETOLD = 4
MOST_RECITED = 0.14
"""Share of the answer's token triples that stand in the words of rubrics; true answers of bench/data have 0.12 at the
most, and half of them none."""
MOST_BLANKS = 2
"""Words for a blank that honest speech may use."""
STAR_LABELS = 4
LETTERED = re.compile(
    r"\b(?:person|people|company|department|project|product|problem|issue|task|skill|action|result|option|date|level|"
    r"tool|method|team|client|customer|colleague|goal|thing|year|N|X) ?(?:percent|[A-HJ-Z]|[xyz])\b"
)
"""A letter for a name: "company X", "skill Y"; single letters alone are ordinary in a technical answer."""
STEM = {"zh": 1, "en": 5}
"""Letters by which two words are the same word in another form."""


def repeats_question(reading: Reading, question: str) -> bool:
    """Whether the answer is the question said again, word for word or retold."""
    asked = _tokens(question)
    ours = _triples(reading.lowered)
    if ours and sum(triple in set(_triples(asked)) for triple in ours) / len(ours) > MOST_FROM_QUESTION:
        return True
    known = set(_content(asked, reading.language))
    content = _content(reading.spoken, reading.language)
    if len(known) < SHORTEST_RETOLD or not content or not _tells_little(reading):
        return False
    return sum(stem in known for stem in content) / len(content) > MOST_RETOLD[reading.language]


def repeats_itself(reading: Reading) -> bool:
    """Whether the same words come over and over."""
    head = reading.lowered[:100]
    if len(set(head)) / max(1, len(head)) < LEAST_DISTINCT:
        return True
    data = reading.text.encode()[:LONGEST_TO_COMPRESS]
    return len(data) >= SHORTEST_TO_COMPRESS and len(zlib.compress(data)) / len(data) < MOST_COMPRESSIBLE


def recites(reading: Reading, rubrics: Sequence[Rubric]) -> bool:
    """Whether the answer recites what rubrics look for, these or the catalogue's, instead of telling what was done."""
    ours = _triples(reading.spoken)
    if not ours:
        return False
    known = _catalogue_triples(reading.language) | _triples_of(rubrics, reading.language)
    return sum(triple in known for triple in ours) / len(ours) > MOST_RECITED


@cache
def _catalogue_triples(language: Language) -> frozenset[tuple[str, ...]]:
    return _triples_of(tuple(load().values()), language)


def _triples_of(rubrics: Sequence[Rubric], language: Language) -> frozenset[tuple[str, ...]]:
    texts = [rubric.read_in(language) for rubric in rubrics]
    lines = [line for text in texts for line in (text.definition, *text.anchors)]
    return frozenset(triple for line in lines for triple in _triples(_tokens(line)))


def has_blanks(reading: Reading) -> bool:
    """Whether the answer is a skeleton: blanks where facts should stand, or the four names of STAR and no story."""
    blanks = len(found(reading, "act", "placeholder")) + len(LETTERED.findall(reading.text))
    if blanks > MOST_BLANKS:
        return True
    labels = {reading.said(span).lower() for span in found(reading, "act", "star_label")}
    return len(labels) >= STAR_LABELS and _tells_little(reading)


def _tells_little(reading: Reading) -> bool:
    """Whether few facts are told: who tells more tells something of his or her own."""
    return specificity(reading).raw < bounds(reading.language).thin_facts


def _tokens(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in TOKEN.finditer(text)]


def _triples(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(tokens, tokens[1:], tokens[2:], strict=False))


def _content(tokens: Sequence[str], language: Language) -> list[str]:
    small = set(lexicon(language)["language"]["function"])
    stem = STEM[language]
    return [token[:stem] for token in tokens if token.split("'")[0] not in small]
