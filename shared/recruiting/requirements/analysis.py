"""The analysis: records of history → what goes with doing well, and how sure that is.

Needs NumPy, and SciPy through ``statistics``: it runs in a handler of its own and in the command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words
from shared.recruiting.requirements import statistics
from shared.recruiting.requirements.contracts import (
    OUTCOMES,
    AnalysisOrder,
    Bounded,
    Caution,
    Commonality,
    CutFinding,
    CutSide,
    Outcome,
    OutcomeCount,
    ScoreRange,
)
from shared.recruiting.requirements.evidence import (
    APPLICANTS_NEEDED,
    FEW_EVENTS,
    FEWEST_EVENTS,
    FEWEST_HIRES,
    INDICATION,
    RESTRICTED,
    SHRUNK,
    SMALL_HIRES,
    STABLE,
    grade_of,
)
from shared.recruiting.requirements.history import HistoryRecord, job_key
from shared.recruiting.requirements.outcomes import Known, outcome_of
from shared.recruiting.requirements.search import SEED, Searched, held_out, search
from shared.recruiting.requirements.sentences import sentence_of

Array = Any


class Analysed(Frozen):
    """What came out. ``findings`` in order of evidence."""

    applicants: int
    hires: int
    outcomes: tuple[OutcomeCount, ...]
    ranges: tuple[ScoreRange, ...]
    commonalities: tuple[Commonality, ...]
    findings: tuple[CutFinding, ...]
    tests: int
    cuts: int
    permutations: int
    notes: tuple[LocalizedText, ...]
    seed: int = SEED


def analyse(
    records: Iterable[HistoryRecord],
    order: AnalysisOrder,
    titles: Mapping[str, LocalizedText],
    *,
    permutations: int | None = None,
) -> Analysed:
    """Return what the history of these jobs says. ``titles`` say what competencies are called.

    Raises:
        Invalid: nobody was hired for the job, or no score is known.
    """
    jobs = {job_key(title) for title in order.job_titles}
    applicants = [record for record in records if record.job in jobs]
    hires = [record for record in applicants if record.hired]
    if not hires:
        raise Invalid(
            f"The history holds nobody hired as {', '.join(order.job_titles)}. 历史数据中没有该职位的录用人员。",
            "Choose a job title that the history has, or import its history. "
            "请选择已有的职位名称，或先导入该职位的历史数据。",
        )
    names = sorted({name for record in hires for name in record.scores})
    names = [name for name in names if not order.competencies or name in order.competencies]
    if not names:
        raise Invalid(
            "No scores are known of the people who were hired. 录用人员没有任何能力得分。",
            "Import a history with a column for each competency. 请导入包含各项能力得分列的历史数据。",
        )
    scores = _scores(hires, names)
    told = {outcome: [outcome_of(record, outcome, order) for record in hires] for outcome in OUTCOMES}
    counts = tuple(_count(outcome, known) for outcome, known in told.items() if _is_asked(outcome, known, order))
    tested = [count.outcome for count in counts if count.tested]
    values = np.array([[_value(known) for known in told[outcome]] for outcome in tested], dtype=float).T
    ranges = tuple(_range(name, hires, applicants, order) for name in names)
    if not tested:
        return Analysed(
            applicants=len(applicants),
            hires=len(hires),
            outcomes=counts,
            ranges=ranges,
            commonalities=(),
            findings=(),
            tests=0,
            cuts=0,
            permutations=0,
            notes=_notes(0, 0, 0),
        )
    found = search(scores, values, order.cut_step, permutations=permutations)
    q = statistics.false_discovery([pair.p_search for pair in found.pairs])
    columns = [
        _Column(scores[:, place], _applied(name, applicants), ranges[place], titles.get(name))
        for place, name in enumerate(names)
    ]
    findings = [
        _finding(pair, q[place], columns[pair.competency], values[:, pair.outcome], tested[pair.outcome], order)
        for place, pair in enumerate(found.pairs)
    ]
    rank = {"supported": 0, "indicated": 1, "unsupported": 2}
    findings.sort(key=lambda one: (rank[one.grade], one.p_adjusted, one.p_search, -abs(one.effect_size)))
    return Analysed(
        applicants=len(applicants),
        hires=len(hires),
        outcomes=counts,
        ranges=ranges,
        commonalities=tuple(_commonalities(names, tested, scores, values)),
        findings=tuple(findings),
        tests=len(found.pairs),
        cuts=found.cuts,
        permutations=found.permutations,
        notes=_notes(len(found.pairs), found.cuts, found.permutations),
    )


def _scores(hires: Sequence[HistoryRecord], names: Sequence[str]) -> Array:
    return np.array([[record.scores.get(name, np.nan) for name in names] for record in hires], dtype=float)


def _value(known: Known) -> float:
    return np.nan if known.value is None else known.value


def _is_asked(outcome: Outcome, known: Sequence[Known], order: AnalysisOrder) -> bool:
    if outcome == "good_performance":
        return order.good_performance is not None
    return any(one.value is not None or one.too_recent for one in known)


def _count(outcome: Outcome, known: Sequence[Known]) -> OutcomeCount:
    values = [one.value for one in known if one.value is not None]
    binary = outcome != "performance"
    positives = int(sum(values)) if binary else None
    why: LocalizedText | None = None
    if len(values) < FEWEST_HIRES:
        why = words(
            f"已知该结果的录用人员不足 {FEWEST_HIRES} 人，未做检验。",
            f"It is known of fewer than {FEWEST_HIRES} hires, so it was not tested.",
        )
    elif positives is not None and min(positives, len(values) - positives) < FEWEST_EVENTS:
        why = words(
            f"有或没有该结果的人数不足 {FEWEST_EVENTS} 人，未做检验。",
            f"Fewer than {FEWEST_EVENTS} people have it, or do not have it, so it was not tested.",
        )
    elif not binary and len(set(values)) < 2:
        why = words("所有人评分相同，未做检验。", "Everybody has the same rating, so it was not tested.")
    return OutcomeCount(
        outcome=outcome,
        known=len(values),
        positives=positives,
        too_recent=sum(1 for one in known if one.too_recent),
        tested=why is None,
        why_not=why,
    )


def _range(
    name: str, hires: Sequence[HistoryRecord], applicants: Sequence[HistoryRecord], order: AnalysisOrder
) -> ScoreRange:
    of_hires = [record.scores[name] for record in hires if name in record.scores]
    of_all = [record.scores[name] for record in applicants if name in record.scores]
    others = sum(1 for record in applicants if not record.hired and name in record.scores)
    stated = order.applicant_sd.get(name)
    spread = stated if stated is not None else _sd(of_all) if others >= APPLICANTS_NEEDED else None
    sd = _sd(of_hires)
    return ScoreRange(
        competency=name,
        hires=len(of_hires),
        hires_mean=_rounded(float(np.mean(of_hires))),
        hires_sd=_rounded(sd),
        applicants=len(of_all),
        applicants_sd=None if spread is None else _rounded(spread),
        stated=stated is not None,
        ratio=_rounded(sd / spread) if spread else None,
    )


@dataclass(frozen=True)
class _Column:
    """A competency: scores of hires (NaN where not known), of all who applied where those say something, its spread."""

    scores: Array
    applied: Array | None
    spread: ScoreRange
    title: LocalizedText | None


def _applied(name: str, applicants: Sequence[HistoryRecord]) -> Array | None:
    others = sum(1 for record in applicants if not record.hired and name in record.scores)
    if others < APPLICANTS_NEEDED:
        return None
    return np.array([record.scores[name] for record in applicants if name in record.scores])


def _finding(
    pair: Searched, q: float, column: _Column, outcome: Array, name: Outcome, order: AnalysisOrder
) -> CutFinding:
    scores, applied, spread = column.scores, column.applied, column.spread
    there = ~np.isnan(scores) & ~np.isnan(outcome)
    x, y = scores[there], outcome[there]
    high = x >= pair.cut
    above, below = y[high], y[~high]
    # No finding with a greater p can be more than unsupported, so nobody asks how its cut does elsewhere.
    left, stability = held_out(scores, outcome, pair.cuts, pair.cut) if pair.p_search < INDICATION else (None, None)
    r = statistics.correlation(x, y)
    binary = name != "performance"
    figures = _of_shares(above, below) if binary else _of_means(above, below)
    finding = CutFinding(
        competency=spread.competency,
        outcome=name,
        cut=pair.cut,
        n=len(x),
        share_above=_rounded(len(above) / len(x)),
        applicants_above=_rounded(float(np.mean(applied >= pair.cut))) if applied is not None else None,
        **figures,
        **(_accuracy(x, y, pair) if binary else dict.fromkeys(ACCURACY)),
        correlation=_bounded(r),
        correlation_corrected=_corrected(r.value, spread),
        p_search=pair.p_search,
        p_adjusted=pair.p_adjusted,
        q=q,
        held_out=None if left is None else _rounded(left),
        cut_stability=stability,
        grade="unsupported",
        cautions=(),
        sentence=words("—", "—"),
    )
    finding = finding.model_copy(update={"cautions": _cautions(finding, y, spread, binary)})
    finding = finding.model_copy(update={"grade": grade_of(finding)})
    named = column.title or words(spread.competency, spread.competency.replace("_", " "))
    return finding.model_copy(update={"sentence": sentence_of(finding, named, order)})


ACCURACY = ("sensitivity", "specificity", "precision", "youden", "youden_cut")


def _of_shares(above: Array, below: Array) -> dict[str, Any]:
    one, two = (int(above.sum()), len(above)), (int(below.sum()), len(below))
    ratio = statistics.ratio_of_shares(one, two)
    return {
        "above": CutSide(n=one[1], positives=one[0], rate=_bounded(statistics.share(*one))),
        "below": CutSide(n=two[1], positives=two[0], rate=_bounded(statistics.share(*two))),
        "difference": _bounded(statistics.difference_of_shares(one, two)),
        "ratio": None if ratio is None else _bounded(ratio),
        "effect_size": _rounded(statistics.cohen_h(one[0] / one[1], two[0] / two[1])),
        "effect_measure": "cohen_h",
        "p": statistics.fisher(one, two),
    }


def _of_means(above: Array, below: Array) -> dict[str, Any]:
    difference, p = statistics.difference_of_means(above, below)
    return {
        "above": CutSide(n=len(above), positives=None, rate=_bounded(statistics.mean_with_interval(above))),
        "below": CutSide(n=len(below), positives=None, rate=_bounded(statistics.mean_with_interval(below))),
        "difference": _bounded(difference),
        "ratio": None,
        "effect_size": _rounded(statistics.cohen_d(above, below)),
        "effect_measure": "cohen_d",
        "p": p,
    }


def _accuracy(x: Array, y: Array, pair: Searched) -> dict[str, Any]:
    """Return how a cut sorts people (Youden 1950: sensitivity + specificity - 1), and the cut that does it best."""

    def at(cut: float) -> tuple[float, float, float]:
        high, yes = x >= cut, y == 1
        return (high & yes).sum() / yes.sum(), (~high & ~yes).sum() / (~yes).sum(), (high & yes).sum() / high.sum()

    sensitivity, specificity, precision = at(pair.cut)
    return {
        "sensitivity": _rounded(sensitivity),
        "specificity": _rounded(specificity),
        "precision": _rounded(precision),
        "youden": _rounded(sensitivity + specificity - 1),
        "youden_cut": max(pair.cuts, key=lambda cut: sum(at(cut)[:2])),
    }


def _cautions(finding: CutFinding, y: Array, spread: ScoreRange, binary: bool) -> tuple[Caution, ...]:
    told: list[Caution] = []
    if finding.n < SMALL_HIRES:
        told.append("small_n")
    if binary and min(y.sum(), len(y) - y.sum()) < FEW_EVENTS:
        told.append("few_positives")
    if spread.ratio is None:
        told.append("range_unknown")
    elif spread.ratio < RESTRICTED:
        told.append("range_restricted")
    if finding.difference.value <= 0:
        told.append("runs_the_other_way")
    elif finding.held_out is not None and finding.held_out < SHRUNK * finding.difference.value:
        told.append("held_out_smaller")
    if finding.cut_stability is not None and finding.cut_stability < STABLE:
        told.append("unstable_cut")
    return tuple(told)


def _commonalities(
    names: Sequence[str], tested: Sequence[Outcome], scores: Array, values: Array
) -> Iterable[Commonality]:
    for place, outcome in enumerate(tested):
        if outcome == "performance":
            continue
        for column, name in enumerate(names):
            x, y = scores[:, column], values[:, place]
            there = ~np.isnan(x) & ~np.isnan(y)
            with_it, without = x[there & (y == 1)], x[there & (y == 0)]
            if min(len(with_it), len(without)) < 2:
                continue
            low, middle, high = np.percentile(with_it, (25, 50, 75))
            yield Commonality(
                competency=name,
                outcome=outcome,
                n=len(with_it),
                mean=_rounded(float(with_it.mean())),
                sd=_rounded(float(with_it.std(ddof=1))),
                quartiles=(_rounded(low), _rounded(middle), _rounded(high)),
                others=len(without),
                others_mean=_rounded(float(without.mean())),
                cohen_d=_rounded(statistics.cohen_d(with_it, without)),
            )


def _corrected(r: float, spread: ScoreRange) -> float | None:
    if spread.ratio is None or spread.ratio <= 0:
        return None
    return _rounded(statistics.corrected_for_range(r, spread.ratio))


def _notes(tests: int, cuts: int, permutations: int) -> tuple[LocalizedText, ...]:
    return (
        words(
            f"共检验 {tests} 组“能力×结果”，尝试 {cuts} 条分数线；"
            f"校正后的 p 由 {permutations} 次置换得出，已计入全部尝试。",
            f"{tests} pairs of competency and outcome were tested at {cuts} cuts; corrected p come from {permutations} "
            "permutations and take everything that was tried into account.",
        ),
        words(
            "结果来自已录用人员，说明相关，不说明因果；用于筛选前请确认其与岗位要求相关，并检查对各群体的影响。",
            "The figures are of people who were hired. They show what goes together, not what causes what; before they "
            "choose among people, make sure that the job needs it, and look at what the cut does to groups.",
        ),
    )


def _sd(values: Sequence[float]) -> float:
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _bounded(of: Bounded) -> Bounded:
    low, high = (None if bound is None else _rounded(bound) for bound in (of.low, of.high))
    return Bounded(value=_rounded(of.value), low=low, high=high)
