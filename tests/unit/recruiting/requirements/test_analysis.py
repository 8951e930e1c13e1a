"""Patterns that are there are found with the figures that were planted; patterns that are not there are not."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from shared.kernel.errors import Invalid
from shared.platform.tabular.model import words
from shared.recruiting.requirements.analysis import Analysed, analyse
from shared.recruiting.requirements.contracts import AnalysisOrder, CutFinding
from shared.recruiting.requirements.history import HistoryRecord
from shared.recruiting.requirements.search import held_out, search
from shared.recruiting.requirements.statistics import fisher
from tests.builders.history import noise_history, planted_history

TITLES = {
    "stress_tolerance": words("抗压能力", "Stress tolerance"),
    "logical_thinking": words("逻辑思维", "Logical thinking"),
}


def analysed(records: list[HistoryRecord], **order: Any) -> Analysed:
    return analyse(records, AnalysisOrder(**{"job_titles": ("生产经理",), **order}), TITLES, permutations=999)


@cache
def planted() -> Analysed:
    return analysed(planted_history())


def of(found: Analysed, competency: str, outcome: str) -> CutFinding:
    return next(one for one in found.findings if (one.competency, one.outcome) == (competency, outcome))


def test_most_hired_production_managers_stood_stress_and_those_were_promoted_more_often() -> None:
    finding = of(planted(), "stress_tolerance", "promoted")
    assert (finding.grade, finding.cut) == ("supported", 75)
    assert finding.share_above == pytest.approx(0.80, abs=0.005)
    assert finding.applicants_above is not None
    assert finding.applicants_above < finding.share_above
    assert finding.difference.value == pytest.approx(0.15, abs=0.005)
    assert finding.held_out == pytest.approx(0.15, abs=0.01)
    assert "80% 的抗压能力得分不低于 75 分" in str(finding.sentence.zh)
    assert "高 15 个百分点" in str(finding.sentence.zh)
    assert "80 % of the people hired as 生产经理 scored at least 75 in stress tolerance" in str(finding.sentence.en)
    assert "15 percentage points more" in str(finding.sentence.en)


def test_logical_thinking_goes_with_reaching_the_target() -> None:
    finding = of(planted(), "logical_thinking", "target_reached")
    assert (finding.grade, finding.cut) == ("supported", 85)
    assert finding.difference.value == pytest.approx(0.22, abs=0.005)
    assert "高 22 个百分点" in str(finding.sentence.zh)
    assert finding.ratio is not None
    assert finding.ratio.value == pytest.approx(1.55, abs=0.01)


def test_nothing_else_of_the_planted_history_is_called_a_pattern() -> None:
    named = {(one.competency, one.outcome) for one in planted().findings if one.grade != "unsupported"}
    assert named == {("stress_tolerance", "promoted"), ("logical_thinking", "target_reached")}


def test_figures_of_a_finding_fit_together() -> None:
    finding = of(planted(), "stress_tolerance", "promoted")
    yes, no = finding.above.positives or 0, finding.above.n - (finding.above.positives or 0)
    below = finding.below.positives or 0
    assert finding.n == finding.above.n + finding.below.n == 1500
    assert finding.sensitivity == pytest.approx(yes / (yes + below), abs=1e-4)
    assert finding.specificity == pytest.approx((finding.below.n - below) / (finding.below.n - below + no), abs=1e-4)
    assert finding.precision == pytest.approx(yes / (yes + no), abs=1e-4)
    assert finding.p < finding.p_search <= finding.p_adjusted
    assert finding.difference.low is not None
    assert finding.difference.low > 0


def test_the_restricted_range_of_hires_is_seen_and_corrected_for() -> None:
    finding = of(planted(), "logical_thinking", "target_reached")
    assert "range_restricted" in finding.cautions
    assert finding.correlation_corrected is not None
    assert finding.correlation_corrected > finding.correlation.value


def test_where_only_hires_are_known_the_range_is_unknown_unless_a_person_states_it() -> None:
    hires = [record for record in planted_history(200) if record.hired]
    assert "range_unknown" in of(analysed(hires), "logical_thinking", "target_reached").cautions
    stated = of(analysed(hires, applicant_sd={"logical_thinking": 12.0}), "logical_thinking", "target_reached")
    assert "range_unknown" not in stated.cautions
    assert stated.correlation_corrected is not None


def test_the_same_history_gives_the_same_figures() -> None:
    records = planted_history(200)
    assert analysed(records) == analysed(records)


def noise(seed: int, people: int = 150) -> tuple[Any, Any]:
    """Scores in four competencies and two outcomes that have nothing to do with them; one in ten is not known."""
    rng = np.random.default_rng(seed)
    outcomes = (rng.random((people, 2)) < 0.4).astype(float)
    outcomes[rng.random((people, 2)) < 0.1] = np.nan
    return rng.normal(75, 10, (people, 4)), outcomes


def test_noise_is_called_a_pattern_no_more_often_than_it_is_said() -> None:
    """Family-wise error at 0.05 over cuts, competencies and outcomes: of 200 histories 10 are expected, 18 allowed."""
    wrong = 0
    for seed in range(200):
        found = search(*noise(seed), 5, permutations=199, seed=seed)
        wrong += any(pair.p_adjusted < 0.05 for pair in found.pairs)
    assert wrong <= 18


def test_the_best_cut_by_itself_would_have_called_noise_a_pattern_often() -> None:
    """Why the search is corrected for: more than a third of such histories have some cut with p < 0.05."""
    wrong = 0
    for seed in range(60):
        scores, outcomes = noise(seed)
        for pair in search(scores, outcomes, 5, permutations=19).pairs:
            known = ~np.isnan(outcomes[:, pair.outcome])
            high, yes = scores[known, pair.competency] >= pair.cut, outcomes[known, pair.outcome]
            p = fisher((int(yes[high].sum()), int(high.sum())), (int(yes[~high].sum()), int((~high).sum())))
            if p < 0.05:
                wrong += 1
                break
    assert wrong > 60 / 3


def test_a_history_without_patterns_has_no_supported_finding() -> None:
    assert [one for one in analysed(noise_history(200, 1, job="生产经理")).findings if one.grade == "supported"] == []


def test_people_who_had_no_part_in_finding_a_cut_show_nothing_where_there_is_nothing() -> None:
    rng = np.random.default_rng(3)
    differences = []
    for _ in range(30):
        scores, outcome = rng.normal(75, 10, 120), (rng.random(120) < 0.4).astype(float)
        [pair] = search(scores[:, None], outcome[:, None], 5, permutations=99).pairs
        left, _stability = held_out(scores, outcome, pair.cuts, pair.cut)
        differences.append(left or 0.0)
    assert abs(float(np.mean(differences))) < 0.05


def test_few_hires_are_not_tested_and_it_is_said_why() -> None:
    found = analysed(planted_history(25))
    assert found.findings == ()
    assert all("30" in str(count.why_not and count.why_not.zh) for count in found.outcomes)


def test_a_pattern_in_few_people_is_at_best_an_indication() -> None:
    strong = [
        record.model_copy(update={"target_reached": record.scores["logical_thinking"] >= 85})
        for record in planted_history(60)
    ]
    finding = of(analysed(strong), "logical_thinking", "target_reached")
    assert finding.grade == "indicated"
    assert "small_n" in finding.cautions
    assert "仅为线索" in str(finding.sentence.zh)


def test_a_relation_that_runs_the_other_way_is_never_a_pattern_to_use() -> None:
    turned = [
        record
        if record.target_reached is None
        else record.model_copy(update={"target_reached": not record.target_reached})
        for record in planted_history(600)
    ]
    finding = of(analysed(turned), "logical_thinking", "target_reached")
    assert finding.p_adjusted < 0.05
    assert (finding.grade, "runs_the_other_way" in finding.cautions) == ("unsupported", True)


def test_ratings_are_compared_by_their_means() -> None:
    rng = np.random.default_rng(5)
    rated = [
        record.model_copy(
            update={"performance": round(3 + 0.6 * (record.scores["communication"] >= 80) + rng.normal(0, 0.5), 1)}
        )
        for record in planted_history(300)
        if record.hired
    ]
    finding = of(analysed(rated), "communication", "performance")
    assert (finding.grade, finding.cut, finding.effect_measure) == ("supported", 80, "cohen_d")
    assert finding.difference.value == pytest.approx(0.6, abs=0.15)
    assert finding.sensitivity is None
    assert "平均绩效评分" in str(finding.sentence.zh)


def test_what_successful_hires_have_in_common_is_told_beside_the_others() -> None:
    told = next(
        one
        for one in planted().commonalities
        if (one.competency, one.outcome) == ("logical_thinking", "target_reached")
    )
    assert told.n + told.others == 1500
    assert told.mean > told.others_mean
    assert told.quartiles[0] < told.quartiles[1] < told.quartiles[2]


def test_a_job_that_nobody_was_hired_for_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="没有该职位的录用人员"):
        analysed(planted_history(40), job_titles=("宇航员",))
