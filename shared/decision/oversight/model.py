"""The oversight table: figures of people who decide and rate, and how reliable ratings are. Pure."""

from collections.abc import Mapping
from math import sqrt

from shared.decision.oversight.counting import EDGES, THOUSAND
from shared.decision.oversight.rules import Flag, flag, flag_rules
from shared.kernel.frozen import Frozen

LEVELS = range(1, 6)
FEWEST_INTERVIEWS = 10
"""Interviews under which no reliability is shown."""
T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Two-sided 95 % quantiles of Student's t for 1–30 degrees of freedom; above, the normal's is close enough."""
Z_95 = 1.96
Counters = Mapping[str, int]


class Severity(Frozen):
    """A rater's mean difference to others in levels (1–5), with its 95 % interval; negative: rates lower."""

    n: int
    mean: float
    low: float | None
    high: float | None


class Overseen(Frozen):
    """One person over the period. Shares are 0–1, null where there is nothing to divide by.

    ``override_rate``: decisions that departed from a proposal to pass or fail. ``median_seconds`` on the evidence is
    interpolated within a class of the histogram. ``hasty_share``: decided in under the rule's seconds.
    """

    user_id: str
    decisions: int
    advanced: int
    rejected: int
    held: int
    proposals: int
    override_rate: float | None
    median_seconds: float | None
    hasty_share: float | None
    bulk_share: float | None
    early: int
    corrections: int
    rated: int
    to_others: Severity | None
    to_machine: Severity | None
    flags: tuple[Flag, ...]


class Reliability(Frozen):
    """How ratings of one competency agree over interviews; null figures: under ten interviews, or no variance.

    ``icc_single`` and ``icc_mean`` are ICC(1,1) and ICC(1,k) of Shrout & Fleiss (1979): each interview has its own
    raters, so who rates is nested in what is rated, and ICC(2,k) cannot be told apart. ``k`` is the mean number of
    raters. ``kappa`` is the quadratically weighted kappa (Cohen 1968) of pairs of people, ``kappa_machine`` that of
    people and the machine.
    """

    competency: str
    interviews: int
    k: float
    icc_single: float | None
    icc_mean: float | None
    kappa: float | None
    kappa_machine: float | None
    n_machine: int


def overseen(user_id: str, counters: Counters) -> Overseen:
    """Return the figures of one person."""
    n, proposals = counters.get("decisions", 0), counters.get("proposals", 0)
    times = [counters.get(f"time_{place:02d}", 0) for place in range(len(EDGES))]
    hasty = sum(count for edge, count in zip(EDGES, times, strict=True) if edge < flag_rules()["hasty"].seconds)
    figures = Overseen(
        user_id=user_id,
        decisions=n,
        advanced=counters.get("outcome_advance", 0),
        rejected=counters.get("outcome_reject", 0),
        held=counters.get("outcome_hold", 0),
        proposals=proposals,
        override_rate=_share(counters.get("departed", 0), proposals),
        median_seconds=_median(times),
        hasty_share=_share(hasty, n),
        bulk_share=_share(counters.get("bulk", 0), n),
        early=counters.get("early", 0),
        corrections=counters.get("corrections", 0),
        rated=counters.get("rated", 0),
        to_others=_severity("others", counters),
        to_machine=_severity("machine", counters),
        flags=(),
    )
    return figures.model_copy(update={"flags": _flags(figures)})


def reliability(competency: str, counters: Counters) -> Reliability:
    """Return how reliable the ratings of a competency are."""
    n, ratings = counters.get("interviews", 0), counters.get("ratings", 0)
    enough = n >= FEWEST_INTERVIEWS
    single, mean = _icc(counters) if enough else (None, None)
    pairs = {(a, b): counters.get(f"pair_{a}{b}", 0) for a in LEVELS for b in LEVELS}
    both = {(a, b): pairs[a, b] + pairs[b, a] for a, b in pairs}  # nobody is the first of a pair
    machine = {(a, b): counters.get(f"machine_{a}{b}", 0) for a in LEVELS for b in LEVELS}
    return Reliability(
        competency=competency,
        interviews=n,
        k=round(ratings / n, 2) if n else 0.0,
        icc_single=single,
        icc_mean=mean,
        kappa=_kappa(both) if enough else None,
        kappa_machine=_kappa(machine) if enough and sum(machine.values()) >= FEWEST_INTERVIEWS else None,
        n_machine=sum(machine.values()),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _median(times: list[int]) -> float | None:
    total, passed = sum(times), 0
    if not total:
        return None
    for place, count in enumerate(times):
        if passed + count >= total / 2:
            last = place == len(EDGES) - 1
            width = 0 if last else EDGES[place + 1] - EDGES[place]
            return round(EDGES[place] + width * (total / 2 - passed) / count, 1)
        passed += count
    raise AssertionError  # half of a whole is reached


def _severity(what: str, counters: Counters) -> Severity | None:
    n = counters.get(f"{what}_n", 0)
    if not n:
        return None
    total, square = counters.get(f"{what}_sum", 0) / THOUSAND, counters.get(f"{what}_square", 0) / THOUSAND**2
    mean = total / n
    if n < 2:
        return Severity(n=n, mean=round(mean, 3), low=None, high=None)
    variance = max(0.0, (square - n * mean**2) / (n - 1))
    half = (T_95[n - 2] if n - 1 <= len(T_95) else Z_95) * sqrt(variance / n)
    return Severity(n=n, mean=round(mean, 3), low=round(mean - half, 3), high=round(mean + half, 3))


def _flags(found: Overseen) -> tuple[Flag, ...]:
    rules, marks = flag_rules(), []
    if found.override_rate is not None and found.proposals >= rules["follows_always"].least:
        if found.override_rate < rules["follows_always"].bound:
            marks.append(flag("follows_always", found.proposals))
        if found.override_rate > rules["departs_often"].bound:
            marks.append(flag("departs_often", found.proposals))
    if (found.hasty_share or 0) > rules["hasty"].bound and found.decisions >= rules["hasty"].least:
        marks.append(flag("hasty", found.decisions))
    if (found.bulk_share or 0) > rules["in_bulk"].bound and found.decisions >= rules["in_bulk"].least:
        marks.append(flag("in_bulk", found.decisions))
    to = found.to_others
    if to is not None and to.low is not None and to.high is not None and to.n >= rules["severe"].least:
        if to.mean < -rules["severe"].bound and to.high < 0:
            marks.append(flag("severe", to.n))
        if to.mean > rules["lenient"].bound and to.low > 0:
            marks.append(flag("lenient", to.n))
    return tuple(marks)


def _icc(counters: Counters) -> tuple[float | None, float | None]:
    n, ratings = counters["interviews"], counters["ratings"]
    total, square = counters["sum"], counters["square"]
    between_sum = counters["between"] / THOUSAND
    if ratings <= n:
        return None, None
    between = (between_sum - total**2 / ratings) / (n - 1)
    within = (square - between_sum) / (ratings - n)
    k0 = (ratings - counters["ratings_square"] / ratings) / (n - 1)
    below = between + (k0 - 1) * within
    if between <= 0 or below <= 0:
        return (None, None) if between <= 0 and within <= 0 else (0.0, 0.0)
    return round((between - within) / below, 3), round((between - within) / between, 3)


def _kappa(cells: Mapping[tuple[int, int], int]) -> float | None:
    n = sum(cells.values())
    if not n:
        return None
    rows = {level: sum(cells[level, other] for other in LEVELS) for level in LEVELS}
    columns = {level: sum(cells[other, level] for other in LEVELS) for level in LEVELS}
    observed = sum((a - b) ** 2 * count for (a, b), count in cells.items())
    expected = sum((a - b) ** 2 * rows[a] * columns[b] / n for a in LEVELS for b in LEVELS)
    return round(1 - observed / expected, 3) if expected else None
