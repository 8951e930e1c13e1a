"""From an analysis to a position's standard: weights from effect sizes, cuts from findings. Pure.

A competency's weight is ``1 + e / 0.2``, at most 5, to one decimal. ``e`` is its effect, in standard deviations: the
mean over its findings of |h| or |d|, each shrunk by how much of the difference was left in people who had no part in
finding the cut. So a small effect by Cohen (0.2) counts twice what no known effect counts, a medium one (0.5) 3.5
times, and no competency more than five times: history says what went together so far, not that nothing else matters. A
competency of which nothing was found keeps weight 1, and has no cut: no evidence is not evidence of nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words
from shared.recruiting.contracts import Competency
from shared.recruiting.requirements.contracts import CutFinding, RequirementAnalysis, StandardCompetency
from shared.recruiting.requirements.evidence import CAUTIONS, LEVEL
from shared.recruiting.requirements.history import job_key

SMALL_EFFECT = 0.2
GREATEST_WEIGHT = 5.0
BASIC_WEIGHT = 1.0


@dataclass(frozen=True)
class Proposal:
    """What a standard would be. ``thin`` says what speaks against it; empty: nothing. ``usable``: it has a finding."""

    competencies: tuple[StandardCompetency, ...]
    not_in_position: tuple[str, ...]
    thin: tuple[LocalizedText, ...]
    usable: bool

    def applied_to(self, competencies: Sequence[Competency]) -> tuple[Competency, ...]:
        """Return the position's competencies with the weights and cuts of this standard."""
        new = {one.name: one for one in self.competencies}
        return tuple(
            old.model_copy(update={"weight": new[old.name].weight, "cut": new[old.name].cut}) for old in competencies
        )


def proposal_of(
    analysis: RequirementAnalysis, competencies: Sequence[Competency], position_titles: Sequence[str]
) -> Proposal:
    """Return the standard that ``analysis`` gives a position with these competencies.

    Findings that are supported count; those that are only indicated count where nothing of the position's is supported,
    and then the evidence is thin.
    """
    own = {competency.name for competency in competencies}
    supported = [one for one in analysis.findings if one.grade == "supported"]
    indicated = [one for one in analysis.findings if one.grade == "indicated"]
    admitted = [one for one in supported if one.competency in own] or [
        one for one in indicated if one.competency in own
    ]
    thin: list[LocalizedText] = []
    if admitted and admitted[0].grade == "indicated":
        thin.append(
            words(
                "该岗位的能力没有得到充分支持的结论，只有线索。",
                "No finding about this position's competencies is supported; there are indications only.",
            )
        )
        told = dict.fromkeys(caution for one in admitted for caution in one.cautions)
        thin += [CAUTIONS[caution] for caution in told if caution not in ("range_restricted", "range_unknown")]
    if not {job_key(title) for title in position_titles} & {job_key(title) for title in analysis.order.job_titles}:
        jobs = "、".join(analysis.order.job_titles)
        thin.append(
            words(
                f"分析的职位是{jobs}，与本岗位名称不同。",
                f"The analysis is of {jobs}, which is not this position's title.",
            )
        )
    thin += _opposed(analysis.findings, {one.competency for one in admitted})
    return Proposal(
        competencies=tuple(
            _standard_of(one, [f for f in admitted if f.competency == one.name]) for one in competencies
        ),
        not_in_position=tuple(dict.fromkeys(one.competency for one in supported if one.competency not in own)),
        thin=tuple(thin),
        usable=bool(admitted),
    )


def _opposed(findings: Sequence[CutFinding], competencies: set[str]) -> list[LocalizedText]:
    """Return what runs the other way, beyond chance, in competencies that the standard would ask for."""
    return [
        words(
            f"同一能力在另一结果上方向相反：{one.sentence.read_in('zh')}",
            f"The same competency runs the other way for another outcome: {one.sentence.read_in('en')}",
        )
        for one in findings
        if one.competency in competencies and one.p_adjusted < LEVEL and one.difference.value < 0
    ]


def weight_of(findings: Sequence[CutFinding]) -> tuple[float, float]:
    """Return the weight that findings of one competency give it, and the effect that it rests on."""
    if not findings:
        return BASIC_WEIGHT, 0.0
    effect = round(sum(_shrunk(finding) for finding in findings) / len(findings), 3)
    return min(GREATEST_WEIGHT, round(BASIC_WEIGHT + effect / SMALL_EFFECT, 1)), effect


def _shrunk(finding: CutFinding) -> float:
    seen = finding.difference.value
    if finding.held_out is None or seen <= 0:
        return abs(finding.effect_size)
    return abs(finding.effect_size) * min(1.0, max(0.0, finding.held_out / seen))


def _standard_of(competency: Competency, findings: Sequence[CutFinding]) -> StandardCompetency:
    weight, effect = weight_of(findings)
    strongest = min(findings, key=lambda one: (one.p_adjusted, -one.effect_size), default=None)
    return StandardCompetency(
        name=competency.name,
        weight=weight,
        cut=None if strongest is None else strongest.cut,
        weight_before=competency.weight,
        cut_before=competency.cut,
        outcomes=tuple(dict.fromkeys(one.outcome for one in findings)),
        effect=effect,
        reason=words(
            "历史数据中没有发现相关规律，保留基本权重 1，不设分数线。",
            "Nothing was found about it: it keeps the basic weight 1, without a cut.",
        )
        if strongest is None
        else strongest.sentence,
    )
