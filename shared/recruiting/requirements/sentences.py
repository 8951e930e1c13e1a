"""Findings as sentences that somebody in HR can read, in Chinese and English. Pure.

A difference of shares is said in percentage points and as "times as often": "15 % more" alone could mean either.
"""

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words
from shared.recruiting.requirements.contracts import AnalysisOrder, Bounded, CutFinding
from shared.recruiting.requirements.outcomes import outcome_title


def sentence_of(finding: CutFinding, title: LocalizedText, order: AnalysisOrder) -> LocalizedText:
    """Return what a finding says, and what it is worth."""
    body_zh, body_en = _means(finding, order) if finding.outcome == "performance" else _shares(finding, order)
    job = "、".join(order.job_titles), ", ".join(order.job_titles)
    cut = f"{finding.cut:g}"
    start_zh = f"录用的{job[0]}中，{_percent(finding.share_above)} 的{title.read_in('zh')}得分不低于 {cut} 分；"
    start_en = (
        f"{_percent(finding.share_above, ' ')} of the people hired as {job[1]} scored at least {cut} in "
        f"{title.read_in('en').lower()}. "
    )
    worth = _worth(finding)
    return words(
        f"{start_zh}{body_zh}（n={finding.n}）。{worth.zh}", f"{start_en}{body_en} (n = {finding.n:,}). {worth.en}"
    )


def _shares(finding: CutFinding, order: AnalysisOrder) -> tuple[str, str]:
    told = outcome_title(finding.outcome, order)
    one, two = finding.above.rate.value, finding.below.rate.value
    points = finding.difference.value * 100
    more_zh, more_en = ("高", "more") if points >= 0 else ("低", "fewer")
    zh = (
        f"其中 {_percent(one)} {told.zh}，其余人员为 {_percent(two)}，{more_zh} {abs(points):.0f} 个百分点"
        f"{_interval_zh(finding.difference)}"
    )
    en = (
        f"Of these, {_percent(one, ' ')} {told.en}, of the others {_percent(two, ' ')}: {abs(points):.0f} percentage "
        f"points {more_en}{_interval_en(finding.difference)}"
    )
    times = 0.0 if finding.ratio is None else round(finding.ratio.value, 1)
    if times not in (0.0, 1.0):
        zh += f"，是其余人员的 {times:g} 倍"
        en += f", {times:g} times as often"
    return zh, en


def _means(finding: CutFinding, order: AnalysisOrder) -> tuple[str, str]:
    told = outcome_title(finding.outcome, order)
    one, two, more = finding.above.rate.value, finding.below.rate.value, finding.difference
    more_zh, more_en = ("高", "more") if more.value >= 0 else ("低", "less")
    bounds = "" if more.low is None else f"（95% 置信区间 {more.low:.2f} 至 {more.high:.2f}）"
    bounds_en = "" if more.low is None else f" (95 % CI {more.low:.2f} to {more.high:.2f})"
    return (
        f"其{told.zh}为 {one:.2f}，其余人员为 {two:.2f}，{more_zh} {abs(more.value):.2f}{bounds}",
        f"Their {told.en} is {one:.2f}, that of the others {two:.2f}: {abs(more.value):.2f} {more_en}{bounds_en}",
    )


def _worth(finding: CutFinding) -> LocalizedText:
    p = f"{finding.p_adjusted:.4f}" if finding.p_adjusted < 0.01 else f"{finding.p_adjusted:.2f}"
    if finding.grade == "supported":
        held_zh, held_en = _held_out(finding)
        return words(
            f"计入全部尝试过的组合后，偶然出现的可能性很小（校正后 p={p}）。{held_zh}",
            f"With everything that was tried taken into account this is hardly chance (corrected p = {p}). {held_en}",
        )
    if finding.grade == "indicated":
        return words(
            f"仅为线索，证据不足以作为标准（校正后 p={p}，错误发现率 q={finding.q:.2f}）。",
            f"An indication, not enough for a standard (corrected p = {p}, false discovery rate {finding.q:.2f}).",
        )
    if finding.difference.value <= 0:
        return words(
            "得分高者并未表现更好，不构成规律。", "Higher scores do not go with more of it: no pattern to use."
        )
    return words(
        f"尝试这么多组合时，这样的差异会偶然出现（校正后 p={p}），不构成规律。",
        f"A difference like this turns up by chance when so much is tried (corrected p = {p}): no pattern.",
    )


def _held_out(finding: CutFinding) -> tuple[str, str]:
    if finding.held_out is None:
        return "", ""
    if finding.outcome == "performance":
        return (
            f"在未参与寻找分数线的人员中，差异为 {finding.held_out:.2f}。",
            f"In people who had no part in finding the cut the difference is {finding.held_out:.2f}.",
        )
    points = finding.held_out * 100
    return (
        f"在未参与寻找分数线的人员中，差异为 {points:.0f} 个百分点。",
        f"In people who had no part in finding the cut the difference is {points:.0f} points.",
    )


def _percent(share: float, blank: str = "") -> str:
    return f"{share * 100:.0f}{blank}%"


def _interval_zh(of: Bounded) -> str:
    low, high = _points(of)
    return "" if low is None else f"（95% 置信区间 {low} 至 {high}）"


def _interval_en(of: Bounded) -> str:
    low, high = _points(of)
    return "" if low is None else f" (95 % CI {low} to {high})"


def _points(of: Bounded) -> tuple[int | None, int | None]:
    low, high = of.low, of.high
    return (None, None) if low is None or high is None else (round(low * 100), round(high * 100))
