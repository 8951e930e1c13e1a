"""A base that changes for months that were paid: the differences, month by month, item by item."""

from hypothesis import given
from hypothesis import strategies as st

from shared.payroll.social.contributions import Declared, contributions
from shared.payroll.social.rebase import differences, rebase

MONTHS = ["2026-07", "2026-08"]
fen = st.integers(0, 60_000_00)


def declared(base: int) -> Declared:
    return Declared(social_base_fen=base, fund_base_fen=base)


def test_a_higher_base_is_settled_by_a_line_for_each_month_item_and_side() -> None:
    lines = rebase("Shanghai", MONTHS, declared(10_000_00), declared(12_000_00))
    found = {(line.for_period, line.code): line.amount_fen for line in lines}
    assert len(found) == len(lines) == 2 * 9
    for month in MONTHS:
        assert found[month, "pension_employee"] == 160_00
        assert found[month, "fund_employer"] == 140_00
    line = lines[0]
    assert line.basis.inputs["paid_fen"] == "80000"
    assert line.basis.inputs["due_fen"] == "96000"
    assert line.basis.base_fen == 12_000_00
    assert line.basis.note is not None
    assert "changed for an earlier month" in line.basis.note.read_in("en")


def test_a_lower_base_is_paid_back() -> None:
    lines = rebase("Shanghai", ["2026-07"], declared(12_000_00), declared(10_000_00))
    assert all(line.amount_fen < 0 for line in lines)


def test_where_both_bases_end_at_the_same_floor_nothing_is_settled() -> None:
    assert rebase("Shanghai", MONTHS, declared(2_000_00), declared(2_500_00)) == ()


def test_an_insurance_joined_after_all_is_due_whole_and_one_left_is_paid_back_whole() -> None:
    without = Declared(social_base_fen=10_000_00, without=frozenset({"pension"}))
    joined = rebase("Shanghai", ["2026-07"], without, Declared(social_base_fen=10_000_00))
    left = rebase("Shanghai", ["2026-07"], Declared(social_base_fen=10_000_00), without)
    assert {line.code: line.amount_fen for line in joined} == {"pension_employee": 800_00, "pension_employer": 1_600_00}
    assert [line.amount_fen for line in left] == [-800_00, -1_600_00]


@given(first=fen, second=fen, third=fen)
def test_paid_and_settled_together_are_always_what_is_due(first: int, second: int, third: int) -> None:
    """Also when the base changes a second time, after the first change was settled."""
    paid = contributions("Guangzhou", "2026-07", declared(first)).lines
    due = contributions("Guangzhou", "2026-07", declared(second)).lines
    settled = differences(paid, due, "2026-07")
    again = contributions("Guangzhou", "2026-07", declared(third)).lines
    last = differences((*paid, *settled), again, "2026-07")
    sums: dict[str, int] = {}
    for line in (*paid, *settled, *last):
        sums[line.code] = sums.get(line.code, 0) + line.amount_fen
    assert sums == {line.code: line.amount_fen for line in again}
    assert differences((*paid, *settled, *last), again, "2026-07") == ()
