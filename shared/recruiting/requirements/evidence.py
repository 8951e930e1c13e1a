"""When evidence is thin: the rules, each with its reason, and how a finding is graded. Pure.

They are conventions; what they lead to is stated with every finding, so that a reader can judge otherwise.
"""

from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words
from shared.recruiting.requirements.contracts import Caution, CutFinding, Grade

FEWEST_HIRES = 30
"""Under this nothing is tested: a difference of 15 points would need to be 35 to be seen at all."""
SMALL_HIRES = 100
"""Under this a finding is at best an indication: validity estimates from fewer swing by ±0.2 (Schmidt, Hunter & Urry
1976, on sample sizes of validation)."""
FEWEST_EVENTS = 10
"""People with the outcome, and without it: the rule of ten events (Peduzzi et al. 1996)."""
FEW_EVENTS = 20
"""Under this on a side the rates rest on few people."""
RESTRICTED = 0.8
"""Hires' spread under this part of applicants' (r shrinks by a fifth and more)."""
APPLICANTS_NEEDED = 30
"""People who were not hired, for their scores to say how widely applicants spread."""
STABLE = 0.5
SHRUNK = 0.5
"""Held-out difference under this part of the one that was seen: most of it was the search."""
LEVEL, INDICATION = 0.05, 0.10

CAUTIONS: dict[Caution, LocalizedText] = {
    "small_n": words(
        f"录用人数不足 {SMALL_HIRES} 人，样本偏小，结果可能随新数据明显变化。",
        f"Fewer than {SMALL_HIRES} hires: with more people the figures may move a lot.",
    ),
    "few_positives": words(
        f"有或没有该结果的人数不足 {FEW_EVENTS} 人，比例不稳定。",
        f"Fewer than {FEW_EVENTS} people with the outcome, or without it: the rates rest on few.",
    ),
    "range_restricted": words(
        "录用者的分数离散度明显小于应聘者（范围受限），相关性被低估；同时只能说明录用者之间的差异。",
        "Hires' scores spread much less than applicants' (restriction of range): the relation looks weaker than it is, "
        "and holds among those who were hired.",
    ),
    "range_unknown": words(
        "没有未录用者的分数，无法判断录用筛选造成的范围受限。",
        "There are no scores of people who were not hired: how much selection restricts the range is not known.",
    ),
    "held_out_smaller": words(
        "在未参与寻找分数线的人员中，差异不到一半，所见差异大多来自寻找过程。",
        "In people who had no part in finding the cut less than half of the difference is left: most was the search.",
    ),
    "unstable_cut": words(
        "换一部分人员会得到不同的分数线，该分数线不稳定。",
        "Another part of the people would give another cut: it is not stable.",
    ),
    "runs_the_other_way": words(
        "方向相反：得分高者反而较少出现该结果，不能作为分数线。",
        "It runs the other way: people with higher scores have the outcome less often. It is no reason for a cut.",
    ),
}


def grade_of(finding: CutFinding) -> Grade:
    """Return what a finding is worth.

    ``supported``: p for everything that was tried is under 0.05, no caution says that it rests on few people or on the
    search, and higher is better. ``indicated``: so, but with such a caution, or a false discovery rate under 0.10.
    """
    if finding.difference.value <= 0:
        return "unsupported"
    weak = {"small_n", "few_positives", "held_out_smaller", "unstable_cut"} & set(finding.cautions)
    if finding.p_adjusted < LEVEL and not weak:
        return "supported"
    held = finding.held_out is None or finding.held_out > 0
    return "indicated" if held and (finding.p_adjusted < LEVEL or finding.q < INDICATION) else "unsupported"
