"""What differs between our books and theirs."""

from shared.finance.reconciliation.model import Entry, compare
from shared.kernel.ids import VoucherId

A, B, C, D = (VoucherId(name) for name in ("vch_a", "vch_b", "vch_c", "vch_d"))


def test_the_same_on_both_sides_is_no_difference() -> None:
    assert compare({A: 1, B: 2}, [Entry(voucher_id=B, total_fen=2), Entry(voucher_id=A, total_fen=1)]) == ()


def test_every_kind_of_difference_is_listed() -> None:
    theirs = [
        Entry(voucher_id=B, total_fen=9, number="记-2"),
        Entry(voucher_id=C, total_fen=3, number="记-3"),
        Entry(voucher_id=D, total_fen=4, number="记-4"),
        Entry(voucher_id=D, total_fen=4, number="记-5"),
    ]
    found = [
        (each.kind, each.voucher_id, each.ours_fen, each.theirs_fen, each.number)
        for each in compare({A: 1, B: 2, D: 4}, theirs)
    ]
    assert found == [
        ("missing_there", A, 1, None, ""),
        ("amounts_differ", B, 2, 9, "记-2"),
        ("missing_here", C, None, 3, "记-3"),
        ("twice_there", D, 4, 8, "记-4, 记-5"),
    ]
