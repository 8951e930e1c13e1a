"""Reference match: how near an answer comes to what the position itself calls right, for technical ability."""

from shared.assessment.features.calibration import share, standings
from shared.assessment.features.reading import Reading
from shared.assessment.model.reference import Reference
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder

MIDDLE_Z, SLOPE = 2.2, 1.0
"""Standard deviations above off-topic talk at which half the mark is earned: a paraphrase of a right answer has
about 3, another answer of the same field about 1.5."""
MEANING_SHARE = 0.6
QUOTES = 3
SOUGHT_TERMS = 5
"""Terms of the glossary that make a full mark: nobody has to say them all."""


def reference_match(reading: Reading, reference: Reference, embedder: Embedder) -> Feature | None:
    """Measure nearness to the best reference answer and the use of the position's terms, 0–1.

    The meaning of the passages counts 60 %, the glossary 40 %, each alone where the other is not given; None where
    neither is. A term counts once, whatever the case. Evidence: the nearest passages.
    """
    if not reference.answers and not reference.glossary:
        return None
    passages = [reading.meant(span) for span in reading.passages]
    nearest = [standings(embedder, answer, passages, reading.language) for answer in reference.answers]
    best = max(nearest, key=lambda row: sum(row) / len(row), default=[])
    meaning = share(sum(best) / len(best), MIDDLE_Z, SLOPE) if best else None
    text = reading.text.lower()
    terms = [term for term in dict.fromkeys(reference.glossary) if term.lower() in text]
    wanted = min(SOUGHT_TERMS, len(reference.glossary))
    used = min(1.0, len(terms) / wanted) if wanted else None
    ranked = sorted(zip(best, reading.passages, strict=True), reverse=True)[:QUOTES] if best else []
    return Feature(
        name="reference_match",
        value=_mixed(meaning, used),
        raw=sum(best) / len(best) if best else float(len(terms)),
        unit="standard deviations above off-topic talk" if best else "terms of the position",
        source=embedder.name if best else "transcript",
        confidence=0.6 if best else 0.4,
        evidence=tuple(reading.evidence(span, "reference") for z, span in ranked if z > 0),
        parts={"terms": float(len(terms))},
    )


def _mixed(meaning: float | None, used: float | None) -> float:
    if meaning is None or used is None:
        return meaning if meaning is not None else used or 0.0
    return MEANING_SHARE * meaning + (1 - MEANING_SHARE) * used
