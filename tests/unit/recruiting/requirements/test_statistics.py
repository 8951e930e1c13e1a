"""Figures that are published elsewhere come out the same here."""

import pytest

from shared.recruiting.requirements import statistics


def test_newcombes_interval_is_that_of_his_paper() -> None:
    """Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339."""
    told = statistics.difference_of_shares((56, 70), (48, 80))
    assert [told.low, told.high] == pytest.approx([0.0524, 0.3339], abs=5e-5)


def test_newcombes_interval_holds_where_nobody_has_the_outcome() -> None:
    """Newcombe 1998, table II, method 10: 0/10 against 0/10 gives -0.2775 to 0.2775."""
    told = statistics.difference_of_shares((0, 10), (0, 10))
    assert [told.low, told.high] == pytest.approx([-0.2775, 0.2775], abs=5e-5)


def test_cohens_h_is_that_of_his_table() -> None:
    """Cohen 1988, 6.2.2: .40 and .30 make .21."""
    assert statistics.cohen_h(0.4, 0.3) == pytest.approx(0.21, abs=0.005)


def test_thorndikes_correction_is_that_of_a_textbook_case() -> None:
    """r = .30 among people who spread half as widely as applicants is .53 among applicants."""
    assert statistics.corrected_for_range(0.3, 0.5) == pytest.approx(0.532, abs=0.001)
    assert statistics.corrected_for_range(0.3, 1.0) == pytest.approx(0.3)


def test_a_ratio_needs_somebody_below_with_the_outcome() -> None:
    assert statistics.ratio_of_shares((5, 10), (0, 10)) is None
    told = statistics.ratio_of_shares((20, 40), (10, 40))
    assert told is not None
    assert told.value == pytest.approx(2.0)
    assert told.low is not None
    assert told.low > 1


def test_groups_that_do_not_vary_have_no_effect_and_no_error() -> None:
    assert statistics.cohen_d([1.0, 1.0], [1.0, 1.0]) == 0
    assert statistics.correlation([1, 2, 3, 4], [1, 1, 1, 1]).value == 0
