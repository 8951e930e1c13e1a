"""Coherence: does each thought follow from the one before?"""

from itertools import pairwise
from statistics import fmean

from shared.assessment.features.cues import found, per_hundred
from shared.assessment.features.reading import Reading
from shared.assessment.features.scales import scaled
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder

KINDS = ("causal", "contrast", "temporal", "additive")
SIMILARITY_SHARE = 0.6


def coherence(reading: Reading, embedder: Embedder) -> Feature:
    """Measure coherence 0–1: how near neighbouring passages are in meaning, and how they are tied by connectives.

    ``raw`` is the mean similarity of neighbours, in the embedder's standard scores (Foltz, Kintsch & Landauer 1998);
    one passage alone has only its connectives. ``parts``: connectives of each kind a hundred tokens.
    """
    passages = [reading.meant(span) for span in reading.passages]
    quick = embedder.quick
    near = [quick.similarities(before, [after])[0] for before, after in pairwise(passages)]
    ties = {kind: per_hundred(len(found(reading, "connective", kind)), reading) for kind in KINDS}
    tied = scaled("connection", sum(ties.values()), reading.language)
    meaning = scaled("coherence", fmean(near), reading.language) if near else tied
    return Feature(
        name="coherence",
        value=SIMILARITY_SHARE * meaning + (1 - SIMILARITY_SHARE) * tied,
        raw=fmean(near) if near else 0.0,
        unit="mean similarity of neighbouring passages, standard scores",
        source=quick.name,
        confidence=min(1.0, 0.3 + 0.1 * len(passages)),
        parts=ties,
    )
