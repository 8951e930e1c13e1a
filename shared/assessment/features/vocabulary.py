"""Vocabulary richness by MTLD, which unlike the type–token ratio does not fall with length (McCarthy & Jarvis 2010)."""

from collections.abc import Sequence
from statistics import fmean

from shared.assessment.features.cues import found, per_hundred
from shared.assessment.features.lexicon import lexicon
from shared.assessment.features.reading import Reading
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Feature

FACTOR_TTR = 0.72
"""The type–token ratio at which a factor is complete (McCarthy & Jarvis 2010)."""
RELIABLE_TOKENS = 100
"""From which MTLD is stable (McCarthy & Jarvis 2010); under it the confidence falls."""
LONG_WORD = 7


def mtld(tokens: Sequence[str]) -> float:
    """Return the measure of textual lexical diversity: mean tokens a factor, forwards and backwards.

    0 for no tokens; the number of tokens where no type is ever repeated.
    """
    if not tokens:
        return 0.0
    return fmean((_one_way(tokens), _one_way(tokens[::-1])))


def _one_way(tokens: Sequence[str]) -> float:
    factors, seen, count = 0.0, set[str](), 0
    for token in tokens:
        seen.add(token)
        count += 1
        if len(seen) / count <= FACTOR_TTR:
            factors, seen, count = factors + 1, set(), 0
    if count:
        factors += (1 - len(seen) / count) / (1 - FACTOR_TTR)
    return len(tokens) / factors if factors > 0 else float(len(tokens))


def vocabulary(reading: Reading) -> Feature:
    """Measure the richness of vocabulary; ``raw`` is MTLD over words (en) or characters (zh).

    ``parts`` carry the shares of small classes of words a hundred tokens, which describe a style and which a tenant's
    own ratings may give a weight.
    """
    tokens = reading.spoken
    richness = mtld(tokens)
    styles = {
        name: per_hundred(len(found(reading, "style", name)), reading) for name in lexicon(reading.language)["style"]
    }
    return Feature(
        name="vocabulary",
        value=scaled("vocabulary", richness, reading.language),
        raw=richness,
        unit="MTLD",
        source="transcript",
        confidence=min(1.0, len(tokens) / RELIABLE_TOKENS),
        parts={
            "distinct": float(len(set(tokens))),
            "long_words": per_hundred(sum(len(token) >= LONG_WORD for token in tokens), reading),
            "mean_length": fmean(map(len, tokens)) if tokens else 0.0,
            **styles,
        },
    )
