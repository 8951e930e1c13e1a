"""Whatever a slip holds, its entries balance; a reversal and its original are zero on every account."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.finance.accounts.model import Books
from shared.finance.accounts.standard import standard_chart, standard_mapping
from shared.finance.contracts import VoucherLine
from shared.finance.vouchers.entry import JournalEntry, Movement, Side
from shared.finance.vouchers.making import reversal_lines
from shared.finance.vouchers.payroll import PARTS, SlipBook
from shared.payroll.contracts import SalarySlip
from tests.builders.finance import LineSpec, negated, slip

BOOK = SlipBook(Books(chart=standard_chart(), mapping=standard_mapping()), "zh")
CENTRES = ("ADMIN", "SALES-EAST", "PROD1", "RD-7")
AMOUNTS = st.integers(min_value=-(10**9), max_value=10**11)
KINDS = st.sampled_from(
    [
        "earning",
        "deduction",
        "employee_insurance",
        "employee_fund",
        "tax",
        "employer_insurance",
        "employer_fund",
        "employer_cost",
    ]
)
CODES = st.sampled_from(["base_salary", "annual_bonus", "severance", "meal_allowance", "union_fund", "x"])
LINES: Any = st.lists(st.tuples(CODES, KINDS, AMOUNTS), max_size=12).map(tuple)


@st.composite
def slips(draw: st.DrawFn) -> list[SalarySlip]:
    count = draw(st.integers(1, 5))
    return [
        slip(
            f"emp_{number}",
            draw(LINES),
            cost_centre=draw(st.sampled_from(CENTRES)),
            department=draw(st.sampled_from(["A", "B"])),
        )
        for number in range(count)
    ]


def every_entry(several: list[SalarySlip]) -> list[list[Movement]]:
    books = [BOOK.accrual, BOOK.employer_share, BOOK.payment]
    made = [[move for one in several for move in book(one)] for book in books]
    return made + [[move for one in several for move in BOOK.remittance(one, part)] for part in PARTS]


def balance(lines: tuple[VoucherLine, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.account] = found.get(line.account, 0) + line.debit_fen - line.credit_fen
    return {account: amount for account, amount in found.items() if amount}


@settings(max_examples=150, deadline=None)
@given(slips())
def test_debits_and_credits_of_every_entry_are_equal_and_none_is_negative(several: list[SalarySlip]) -> None:
    for movements in every_entry(several):
        lines = JournalEntry(movements).lines()
        assert sum(line.debit_fen for line in lines) == sum(line.credit_fen for line in lines)
        assert all(min(line.debit_fen, line.credit_fen) == 0 < max(line.debit_fen, line.credit_fen) for line in lines)


@settings(max_examples=100, deadline=None)
@given(slips())
def test_an_entry_and_its_reversal_are_zero_on_every_account(several: list[SalarySlip]) -> None:
    for movements in every_entry(several):
        entry = JournalEntry(movements)
        lines = entry.lines()
        assert balance((*lines, *entry.reversed().lines())) == {}
        assert balance((*lines, *reversal_lines(lines))) == {}


@settings(max_examples=100, deadline=None)
@given(slips())
def test_a_run_and_the_run_that_reverses_it_are_zero_on_every_account(several: list[SalarySlip]) -> None:
    def back(one: SalarySlip) -> SalarySlip:
        spec: tuple[LineSpec, ...] = tuple((line.code, line.kind, line.amount_fen) for line in one.lines)
        return slip(
            one.employee_id, negated(spec), cost_centre=one.cost_centre, department=one.department, kind="reversal"
        )

    there, again = every_entry(several), every_entry([back(one) for one in several])
    for first, second in zip(there, again, strict=True):
        assert balance((*JournalEntry(first).lines(), *JournalEntry(second).lines())) == {}


@settings(max_examples=100, deadline=None)
@given(slips())
def test_what_was_accrued_withheld_and_remitted_leaves_only_what_nobody_remits(several: list[SalarySlip]) -> None:
    everything = [move for movements in every_entry(several) for move in movements]
    left = balance(JournalEntry(everything).lines())
    deductions = sum(line.amount_fen for one in several for line in one.lines if line.kind == "deduction")
    assert left.get("2241.09", 0) == -deductions
    owed = {account: amount for account, amount in left.items() if account.startswith("2") and account != "2241.09"}
    assert owed == {}


SIDES = st.builds(Side, account=st.sampled_from(["1002", "2211.01", "6602.01"]), summary=st.sampled_from(["a", "b"]))
MOVES = st.builds(
    Movement, amount_fen=AMOUNTS, debit=SIDES, credit=SIDES, component=CODES, origin=st.sampled_from(["s1", "s2"])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=30))
def test_no_movements_whatever_make_an_entry_that_is_out_of_balance(movements: list[Movement]) -> None:
    lines = JournalEntry(movements).lines()
    assert sum(line.debit_fen for line in lines) == sum(line.credit_fen for line in lines)


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=20), st.randoms())
def test_the_order_of_movements_changes_no_line(movements: list[Movement], chance: object) -> None:
    shuffled = list(movements)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert JournalEntry(movements).lines() == JournalEntry(shuffled).lines()
