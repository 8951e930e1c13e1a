"""Competency fit: how near what was told is to the behaviour that a rubric describes."""

from statistics import fmean

from shared.assessment.features.calibration import share, standings
from shared.assessment.features.reading import Reading
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.model import Rubric
from shared.kernel.language import Language

MIDDLE_Z = 1.5
SLOPE = 1.0
BEST = 3
"""Behaviour is shown in some passages, not in each: the best ones count."""
QUOTES = 2
ANCHORS_USED = slice(2, 5)
"""Anchors of levels 3 to 5: the lower ones describe what is absent, and an embedder does not see absence."""


def described(rubric: Rubric, language: Language) -> list[str]:
    """Return what passages are compared with: the rubric's definition and its upper anchors."""
    text = rubric.read_in(language)
    return [f"{text.title}：{text.definition}", *text.anchors[ANCHORS_USED]]


def competency_fit(reading: Reading, rubric: Rubric, embedder: Embedder) -> Feature:
    """Measure how near the best passages stand to a rubric's definition and its upper anchors.

    ``raw`` is their mean z-score above off-topic talk. This tells *whether* the behaviour is the subject, not how
    well it was done: the level comes from what else the answer shows. The quick encoder alone tells competencies
    apart as well as both (docs/benchmarks.md).
    """
    embedder = embedder.quick
    passages = [reading.meant(span) for span in reading.passages]
    columns = [standings(embedder, query, passages, reading.language) for query in described(rubric, reading.language)]
    scores = [fmean(row) for row in zip(*columns, strict=True)]
    ranked = sorted(zip(scores, reading.passages, strict=True), reverse=True)
    raw = fmean(z for z, _ in ranked[:BEST])
    return Feature(
        name="competency_fit",
        value=share(raw, MIDDLE_Z, SLOPE),
        raw=raw,
        unit="standard deviations above off-topic talk",
        source=f"{embedder.name}, rubric {rubric.competency} {rubric.version}",
        confidence=0.5,
        evidence=tuple(reading.evidence(span) for z, span in ranked[:QUOTES] if z > 0),
    )
