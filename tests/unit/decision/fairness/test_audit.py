import random
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from shared.decision.fairness import measuring
from shared.decision.fairness.audit import rows_of
from shared.kernel.ids import CandidateId
from tests.builders.fairness import EVERYBODY, Groups, audited, fact, people, row_of, table_of, told


def test_a_category_under_two_percent_is_counted_and_has_a_rate_but_no_ratio() -> None:
    rows = rows_of({("a",): (300, 600), ("b",): (200, 390), ("c",): (9, 10)})
    small = rows[-1]
    assert (small.category, small.n, small.rate) == (("c",), 10, 0.9)
    assert (small.impact_ratio, small.note) == (None, "small_share")
    assert rows[1].note == "reference"


def test_four_fifths_are_flagged_below_and_not_at() -> None:
    at, below = rows_of({("a",): (100, 200), ("b",): (80, 200)})[1], rows_of({("a",): (100, 200), ("b",): (79, 200)})[1]
    assert (at.impact_ratio, at.flagged) == (0.8, False)
    assert (below.impact_ratio, below.flagged) == (0.79, True)


def test_where_nobody_is_selected_there_is_no_ratio_and_it_says_so() -> None:
    assert {row.note for row in rows_of({("a",): (0, 50), ("b",): (0, 60)})} == {"nobody_selected"}


def test_a_single_category_is_compared_with_nothing() -> None:
    [row] = rows_of({("a",): (10, 50)})
    assert (row.rate, row.impact_ratio, row.note) == (0.2, None, "alone")


def test_p_is_fishers_exact_test_as_fisher_gave_it() -> None:
    """Fisher 1935, 24: of 13 identical twins 10 convicted, of 17 fraternal 2."""
    found = measuring.impact(2, 17, 10, 13)
    assert found.p == pytest.approx(0.00053672, rel=1e-4)
    assert found.ratio == pytest.approx((2 / 17) / (10 / 13))


def test_the_interval_is_the_bootstrap_of_scipy() -> None:
    own, best = np.array([1] * 30 + [0] * 70), np.array([1] * 50 + [0] * 50)
    by_scipy = stats.bootstrap(
        (own, best),
        lambda a, b, axis: np.mean(a, axis=axis) / np.mean(b, axis=axis),
        n_resamples=4999,
        method="percentile",
        rng=np.random.default_rng(5),
    ).confidence_interval
    found = measuring.impact(30, 100, 50, 100)
    assert found.low == pytest.approx(by_scipy.low, abs=0.02)
    assert found.high == pytest.approx(by_scipy.high, abs=0.02)


def test_the_same_people_give_the_same_interval() -> None:
    assert measuring.impact(3, 40, 10, 40) == measuring.impact(3, 40, 10, 40)


def test_the_interval_holds_the_true_ratio_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(7)
    held = 0
    for _ in range(300):
        own, best = chance.binomial(150, 0.35), chance.binomial(150, 0.5)
        found = measuring.impact(int(own), 150, int(best), 150)
        held += found.low is not None and found.high is not None and found.low <= 0.7 <= found.high
    assert 0.91 <= held / 300 <= 0.98


def test_adjusted_p_values_are_those_of_benjamini_and_hochberg() -> None:
    """Benjamini and Hochberg 1995, 3.2: the fifteen p values of their example; four are found at 0.05."""
    found = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = [*found, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(value <= 0.05 for value in measuring.adjusted(p)) == 4


def test_who_waits_for_a_decision_is_in_no_selection_rate() -> None:
    facts, identities = people({("male", None): (10, 20), ("female", None): (10, 20)})
    facts += [fact(100, decision=None), fact(101, decision="hold")]
    table = table_of(audited(facts, identities), "advanced", "sex")
    assert (table.n, table.unknown, table.waiting) == (40, 0, 2)


def test_what_the_breaker_stopped_or_no_cut_could_decide_is_in_no_proposals_rate() -> None:
    facts, identities = people({("male", None): (10, 20), ("female", None): (10, 20)})
    facts += [fact(100, rule="proposals_stopped"), fact(101, rule="no_cut")]
    table = table_of(audited(facts, identities), "proposed", "sex")
    assert (table.n, table.waiting) == (40, 2)


def test_the_median_is_of_all_who_were_scored_also_of_unknown_category() -> None:
    facts = [fact(number, overall=float(number)) for number in range(11)]
    identities = {CandidateId(f"cnd_{number}"): told(number, "female") for number in range(5, 11)}
    audit = audited(facts, identities)
    assert audit.median == 5.0
    assert row_of(audit, "scored", "sex", "female").selected == 5


def test_who_has_no_score_is_counted_and_in_no_scoring_rate() -> None:
    facts, identities = people({("male", None): (10, 20)})
    audit = audited([*facts, fact(100, overall=None, standard_error=None, rule="nothing_scored")], identities)
    assert (audit.assessed, audit.without_score, table_of(audit, "scored", "sex").waiting) == (21, 1, 1)


def test_only_the_period_counts() -> None:
    facts, identities = people({("male", None): (10, 20)})
    early = [one.model_copy(update={"assessed_at": one.assessed_at.replace(year=2025)}) for one in facts[:5]]
    assert audited([*early, *facts[5:]], identities).assessed == 15


def test_age_is_a_band_at_the_time_of_the_assessment() -> None:
    facts, _ = people({("male", None): (20, 40)})
    identities = {
        CandidateId(f"cnd_{number}"): told(number, birth="2000-2004" if number % 2 else "1980-1984")
        for number in range(40)
    }
    rows = table_of(audited(facts, identities), "scored", "age").rows
    assert {row.category for row in rows} == {("under_30",), ("40_49",)}


def test_a_difference_of_scores_comes_with_its_error_its_d_and_the_error_of_measurement() -> None:
    chance = random.Random(3)
    facts, identities = [], {}
    for number in range(400):
        sex = "male" if number % 2 else "female"
        facts.append(fact(number, overall=chance.gauss(60 if sex == "male" else 55, 10), standard_error=6.0))
        identities[CandidateId(f"cnd_{number}")] = told(number, sex)
    audit = audited(facts, identities)
    [female] = [row for row in audit.differences if row.category == ("female",)]
    assert female.difference == pytest.approx(-5, abs=2)
    assert female.standard_error == pytest.approx(1.0, abs=0.1)
    assert female.d == pytest.approx(-0.5, abs=0.2)
    assert female.low is not None
    assert female.high is not None
    assert female.low < (female.difference or 0) < female.high < 0
    assert (audit.measurement_error, female.within_measurement) == (6.0, True)


def test_fewer_than_five_are_not_told_apart_from_who_said_nothing() -> None:
    audit = audited(*people({("male", None): (30, 60), ("female", None): (30, 60), ("another", None): (2, 4)}))
    table = table_of(audit, "advanced", "sex")
    assert [row.category for row in table.rows] == [("female",), ("male",)]
    assert table.unknown == 4
    assert ("another",) not in {row.category for row in audit.differences}


def test_a_small_cell_of_the_grid_is_not_found_by_subtraction() -> None:
    groups: Groups = {
        ("male", "white"): (30, 60),
        ("female", "white"): (30, 60),
        ("male", "asian"): (10, 20),
        ("female", "asian"): (1, 2),
        ("male", "two_or_more_races"): (10, 20),
        ("female", "two_or_more_races"): (10, 20),
    }
    audit = audited(*people(groups))
    shown = {row.category for row in table_of(audit, "advanced", "sex_and_ethnicity").rows}
    assert ("female", "asian") not in shown
    # With the other cell of the column shown, the table by ethnicity would give the two away.
    assert ("male", "asian") not in shown
    hidden = [n for who, (_, n) in groups.items() if who[0] == "female" and who not in shown]
    assert sum(hidden) >= 5


def test_no_figure_of_an_audit_is_of_fewer_than_five() -> None:
    chance = random.Random(11)
    for _ in range(20):
        groups: Groups = {
            (sex, ethnicity): (chance.choice([0, 1]), chance.choice([1, 3, 4, 5, 8, 30]))
            for sex in ("male", "female", "another")
            for ethnicity in ("white", "asian", "two_or_more_races")
        }
        audit = audited(*people(groups))
        assert all(row.n >= 5 for table in audit.tables for row in table.rows)
        assert all(row.n >= 5 for row in audit.differences)


def test_larger_categories_stand_first() -> None:
    rows = table_of(audited(*people({("male", None): (5, 10), ("female", None): (5, 30)})), "advanced", "sex").rows
    assert all(first.n >= second.n for first, second in pairwise(rows))


def test_nobody_at_all_is_an_audit_without_rows() -> None:
    audit = audited([], {}, EVERYBODY)
    assert (audit.assessed, audit.median) == (0, None)
    assert all(table.rows == () for table in audit.tables)
