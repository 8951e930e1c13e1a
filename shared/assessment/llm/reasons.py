"""A model's reasons, fit to be read by people: few, short, and without the position's secret right answers."""

from collections.abc import Iterable

from shared.assessment.features.reading import TOKEN
from shared.assessment.llm.plain import plain
from shared.assessment.model.reference import Reference
from shared.assessment.model.score import ScoreReason

MOST = 2
LONGEST = 400
"""Characters."""
GIVES_AWAY = 6
"""A run of so many tokens (words, Chinese characters, numbers) of a right answer that the candidate did not say."""


def readable(said: Iterable[str], reference: Reference | None, transcript: str) -> tuple[ScoreReason, ...]:
    """Return the first ``MOST`` reasons, cut to ``LONGEST``; one that gives away the reference is left out."""
    secret = _runs(*(reference.answers if reference else ())) - _runs(transcript)
    kept = [reason for reason in dict.fromkeys(said) if not _runs(reason) & secret]
    return tuple(ScoreReason(code="said", detail=reason[:LONGEST]) for reason in kept[:MOST])


def _runs(*texts: str) -> set[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        tokens = TOKEN.findall(plain(text).text)
        runs |= {tuple(tokens[at : at + GIVES_AWAY]) for at in range(len(tokens) - GIVES_AWAY + 1)}
    return runs
