"""Several samples become one level, one spread and one confidence."""

from collections.abc import Sequence

import pytest

from shared.assessment.llm.sampling import Agreed, Ordering, agreed
from shared.assessment.llm.trust import trust
from shared.assessment.local_judge import level_of


@pytest.mark.parametrize(
    ("levels", "level", "score"),
    [
        ([1, 1, 1], 1.0, 10.0),
        ([5, 5, 5], 5.0, 90.0),
        ([2, 4, 5], 4.0, 70.0),
        ([3, 4, 1, 5], 3.5, 60.0),
        ([3], 3.0, 50.0),
    ],
)
def test_the_median_level_gives_the_middle_of_its_band(levels: Sequence[int], level: float, score: float) -> None:
    found = agreed(levels, asked=len(levels))
    assert found is not None
    assert (found.level, found.score) == (level, score)
    assert level_of(found.score) in (int(level), int(level + 0.5))


@pytest.mark.parametrize(("levels", "asked"), [([], 3), ([4], 3), ([4, 4], 4), ([], 1)])
def test_half_or_less_is_no_majority(levels: Sequence[int], asked: int) -> None:
    assert agreed(levels, asked) is None


def test_every_rubric_is_first_once_before_one_is_first_again() -> None:
    orders = [Ordering(sample=sample).rubrics(["a", "b", "c"]) for sample in range(4)]
    assert [order[0] for order in orders] == ["a", "b", "c", "a"]
    assert all(sorted(order) == ["a", "b", "c"] for order in orders)


def test_every_second_sample_reads_the_levels_downwards() -> None:
    anchors = ("low", "mid", "high")
    assert Ordering(sample=0).anchors(anchors) == ((1, "low"), (2, "mid"), (3, "high"))
    assert Ordering(sample=1).anchors(anchors) == ((3, "high"), (2, "mid"), (1, "low"))


def test_spread_and_lost_samples_lower_confidence_and_raise_the_error() -> None:
    calm, torn = Agreed(level=4, spread=0.0), Agreed(level=4, spread=1.0)
    assert trust().confidence([0.8] * 3, calm, 3) == 0.8
    assert trust().confidence([0.8] * 3, torn, 3) == 0.4
    assert trust().confidence([0.8] * 2, calm, 3) == pytest.approx(0.533)
    assert trust().standard_error(0.8, torn) > trust().standard_error(0.8, calm) >= 9.0


def test_a_model_that_is_certain_is_not_believed_so_far() -> None:
    assert trust().confidence([1.0] * 3, Agreed(level=4, spread=0.0), 3) == 0.9
