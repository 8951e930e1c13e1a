"""The two samples that 6 RCNY 5-301 publishes, to the last figure that stands in them."""

import pytest

from shared.decision.fairness.audit import rows_of
from tests.builders.fairness import EVERYBODY, Groups, audited, people, row_of, table_of

SEX = {"male": (667, 1390, 1.00), "female": (555, 1181, 0.979)}
ETHNICITY = {
    "hispanic_or_latino": (204, 408, 0.97),
    "white": (412, 797, 1.00),
    "black_or_african_american": (170, 390, 0.84),
    "native_hawaiian_or_pacific_islander": (52, 119, 0.85),
    "asian": (302, 616, 0.95),
    "native_american_or_alaska_native": (18, 41, 0.85),
    "two_or_more_races": (96, 213, 0.87),
}
BOTH = {
    ("male", "hispanic_or_latino"): (90, 205, 0.841),
    ("female", "hispanic_or_latino"): (82, 190, 0.827),
    ("male", "white"): (215, 412, 1.000),
    ("male", "black_or_african_american"): (95, 226, 0.806),
    ("male", "native_hawaiian_or_pacific_islander"): (37, 87, 0.815),
    ("male", "asian"): (167, 321, 0.997),
    ("male", "native_american_or_alaska_native"): (11, 24, 0.878),
    ("male", "two_or_more_races"): (52, 115, 0.866),
    ("female", "white"): (197, 385, 0.981),
    ("female", "black_or_african_american"): (75, 164, 0.876),
    ("female", "native_hawaiian_or_pacific_islander"): (15, 32, 0.898),
    ("female", "asian"): (135, 295, 0.877),
    ("female", "native_american_or_alaska_native"): (7, 17, 0.789),
    ("female", "two_or_more_races"): (44, 98, 0.860),
}
SELECTIONS = (
    {(name,): found for name, found in SEX.items()},
    {(name,): found for name, found in ETHNICITY.items()},
    BOTH,
)

# (above the median, all): the printed rates are of these whole numbers.
SCORED = {
    ("male", "hispanic_or_latino"): (12, 16, 75.0, 1.00),
    ("female", "hispanic_or_latino"): (6, 12, 50.0, 0.67),
    ("male", "white"): (7, 20, 35.0, 0.47),
    ("male", "black_or_african_american"): (10, 20, 50.0, 0.67),
    ("male", "native_hawaiian_or_pacific_islander"): (3, 4, 75.0, 1.00),
    ("male", "asian"): (7, 12, 58.3, 0.78),
    ("male", "native_american_or_alaska_native"): (5, 8, 62.5, 0.83),
    ("male", "two_or_more_races"): (6, 12, 50.0, 0.67),
    ("female", "white"): (8, 20, 40.0, 0.53),
    ("female", "black_or_african_american"): (6, 12, 50.0, 0.67),
    ("female", "native_hawaiian_or_pacific_islander"): (2, 4, 50.0, 0.67),
    ("female", "asian"): (3, 12, 25.0, 0.33),
    ("female", "native_american_or_alaska_native"): (5, 8, 62.5, 0.83),
    ("female", "two_or_more_races"): (4, 8, 50.0, 0.67),
}
SCORED_SEX = {"male": (92, 54.3, 1.00), "female": (76, 44.7, 0.82)}
SCORED_ETHNICITY = {
    "hispanic_or_latino": (28, 64.3, 1.00),
    "white": (40, 37.5, 0.58),
    "black_or_african_american": (32, 50.0, 0.78),
    "native_hawaiian_or_pacific_islander": (8, 62.5, 0.97),
    "asian": (24, 41.7, 0.65),
    "native_american_or_alaska_native": (16, 62.5, 0.97),
    "two_or_more_races": (20, 50.0, 0.78),
}
"""The rule prints 64.2 for 18 of 28, which is 64.29: it cuts off there where it rounds elsewhere."""


@pytest.mark.parametrize("sample", SELECTIONS)
def test_the_impact_ratios_of_the_selection_sample_come_out_as_printed(
    sample: dict[tuple[str, ...], tuple[int, int, float]],
) -> None:
    rows = rows_of({name: (selected, n) for name, (selected, n, _) in sample.items()}, least_share=0)
    for row in rows:
        selected, n, printed = sample[row.category]
        digits = 2 if printed == round(printed, 2) else 3
        assert (row.selected, row.n) == (selected, n)
        assert row.impact_ratio is not None
        assert round(row.impact_ratio, digits) == printed


def test_the_scoring_sample_comes_out_as_printed_by_sex_by_ethnicity_and_by_both() -> None:
    groups: Groups = {who: (above, n) for who, (above, n, _, _) in SCORED.items()}
    audit = audited(*people(groups), EVERYBODY)
    for sex, (n, rate, ratio) in SCORED_SEX.items():
        row = row_of(audit, "scored", "sex", sex)
        assert (row.n, round(row.rate * 100, 1), round(row.impact_ratio or 0, 2)) == (n, rate, ratio)
    for ethnicity, (n, rate, ratio) in SCORED_ETHNICITY.items():
        row = row_of(audit, "scored", "ethnicity", ethnicity)
        assert (row.n, round(row.rate * 100, 1), round(row.impact_ratio or 0, 2)) == (n, rate, ratio)
    for (sex, ethnicity), (above, n, rate, ratio) in SCORED.items():
        row = row_of(audit, "scored", "sex_and_ethnicity", sex, ethnicity)
        assert (row.selected, row.n) == (above, n)
        assert (round(row.rate * 100, 1), round(row.impact_ratio or 0, 2)) == (rate, ratio)


def test_the_fifteen_of_unknown_category_are_counted_and_in_no_row() -> None:
    known: Groups = {who: (above, n) for who, (above, n, _, _) in SCORED.items()}
    groups: Groups = {**known, (None, None): (7, 15)}
    audit = audited(*people(groups), EVERYBODY)
    table = table_of(audit, "scored", "sex_and_ethnicity")
    assert (table.n, table.unknown) == (168, 15)
    assert sum(row.n for row in table.rows) == 168
