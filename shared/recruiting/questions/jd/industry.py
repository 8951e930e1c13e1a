"""To which lines of work a job belongs."""

from shared.assessment.rubrics.packs import DEFAULT
from shared.recruiting.questions.jd import words
from shared.recruiting.questions.jd.model import LineOfWork
from shared.recruiting.questions.jd.text import Described

IN_TITLE = 4
FEWEST = 2
"""Points below which nothing is known: a chance word or two."""
BESIDE = 0.45
"""A second line of work counts where it has as much of the first one's points."""
BY_ROLE = frozenset({"campus", "management"})
"""Packs for how somebody works, not for what they work in: they stand beside a line of work."""
ROLE_FROM = 3


def lines_of_work(job: Described) -> tuple[LineOfWork, ...]:
    """Return one to three packs with their shares, the weightiest first; the general one where nothing is known.

    A word counts once, however often it is said, and ``IN_TITLE`` times in the title.
    """
    points = {key: _points(key, job) for key in words.industries()}
    trades = sorted((key for key in points if key not in BY_ROLE), key=lambda key: (-points[key][0], key))
    best = points[trades[0]][0]
    chosen = [key for key in trades[:2] if points[key][0] >= max(FEWEST, BESIDE * best)] or [DEFAULT]
    chosen += [key for key in sorted(BY_ROLE) if points[key][0] >= ROLE_FROM]
    weights = {key: max(points[key][0], 1.0) for key in chosen}
    # A role says how to work, the trade in what: each has its half.
    trade = sum(weight for key, weight in weights.items() if key not in BY_ROLE)
    role = sum(weight for key, weight in weights.items() if key in BY_ROLE)
    shares = {
        key: (weight / role / 2 if key in BY_ROLE else weight / trade / (2 if role else 1))
        for key, weight in weights.items()
    }
    return tuple(LineOfWork(industry=key, share=round(shares[key], 4), words=points[key][1]) for key in chosen)


def _points(key: str, job: Described) -> tuple[float, tuple[str, ...]]:
    pattern = words.industries()[key][job.language]
    said = {match[0].lower() for match in pattern.finditer("\n".join(job.of("intro", "duties", "requirements")))}
    titled = {match[0].lower() for match in pattern.finditer(job.title or "")}
    return len(said | titled) + (IN_TITLE - 1) * len(titled), tuple(sorted(titled) + sorted(said - titled))[:8]
