"""What a salary slip is in the books."""

import pytest

from shared.finance.accounts.errors import MappingMissing
from shared.finance.accounts.model import Books, Mapping, MappingRule
from shared.finance.accounts.standard import standard_chart, standard_mapping
from shared.finance.vouchers.entry import JournalEntry, Movement
from shared.finance.vouchers.errors import SlipDoesNotAddUp
from shared.finance.vouchers.payroll import SlipBook
from shared.payroll.contracts import CostShare
from tests.builders.finance import negated, slip

STANDARD = Books(chart=standard_chart(), mapping=standard_mapping())
BOOK = SlipBook(STANDARD, "zh")


def booked(movements: list[Movement]) -> list[tuple[str, int, int]]:
    return [(one.account, one.debit_fen, one.credit_fen) for one in JournalEntry(movements).lines()]


def test_an_accrual_is_expense_against_wages_payable() -> None:
    assert booked(BOOK.accrual(slip())) == [("6602.01", 3_000_000, 0), ("2211.01", 0, 3_000_000)]


SHARED = (CostShare(cost_centre="PROD-1", weight=1), CostShare(cost_centre="SALES-1", weight=2))


def test_a_slip_that_several_cost_centres_carry_is_expense_of_each_and_one_debt() -> None:
    assert booked(BOOK.accrual(slip(cost_shares=SHARED))) == [
        ("5001.01", 1_000_000, 0),
        ("6601.01", 2_000_000, 0),
        ("2211.01", 0, 3_000_000),
    ]


def test_shares_that_do_not_divide_sum_to_the_fen() -> None:
    odd = slip(lines=(("base_salary", "earning", 100),), cost_shares=SHARED)
    assert sorted(debit for _account, debit, _credit in booked(BOOK.accrual(odd)) if debit) == [33, 67]
    back = slip(lines=negated((("base_salary", "earning", 100),)), cost_shares=SHARED)
    assert JournalEntry([*BOOK.accrual(odd), *BOOK.accrual(back)]).lines() == JournalEntry([]).lines()


def test_the_employers_share_is_expense_against_insurance_and_fund_payable() -> None:
    assert booked(BOOK.employer_share(slip())) == [
        ("6602.02", 630_000, 0),
        ("2211.03", 0, 480_000),
        ("2211.04", 0, 150_000),
    ]


def test_thirty_thousand_are_paid_as_4500_withheld_555_tax_and_24945_from_the_bank() -> None:
    assert booked(BOOK.payment(slip())) == [
        ("2211.01", 3_000_000, 0),
        ("1002", 0, 2_494_500),
        ("2221.12", 0, 55_500),
        ("2241.01", 0, 300_000),
        ("2241.02", 0, 150_000),
    ]


def test_a_remittance_clears_both_shares_from_the_bank() -> None:
    assert booked(BOOK.remittance(slip(), "insurance")) == [
        ("2211.03", 480_000, 0),
        ("2241.01", 300_000, 0),
        ("1002", 0, 780_000),
    ]
    assert booked(BOOK.remittance(slip(), "tax")) == [("2221.12", 55_500, 0), ("1002", 0, 55_500)]


def test_after_payment_and_remittance_every_liability_is_zero() -> None:
    one = slip()
    moved = [*BOOK.accrual(one), *BOOK.employer_share(one), *BOOK.payment(one)]
    for part in ("insurance", "fund", "tax", "other"):
        moved += BOOK.remittance(one, part)
    balance: dict[str, int] = {}
    for entry in JournalEntry(moved).lines():
        balance[entry.account] = balance.get(entry.account, 0) + entry.debit_fen - entry.credit_fen
    assert {account: amount for account, amount in balance.items() if amount and account.startswith("2")} == {}
    assert balance["1002"] == -(3_000_000 + 630_000)


def test_a_bonus_is_owed_and_paid_on_an_account_of_its_own() -> None:
    one = slip(
        lines=(("base_salary", "earning", 3_000_000), ("annual_bonus", "earning", 1_000_000), ("t", "tax", 85_500))
    )
    assert booked(BOOK.payment(one)) == [
        ("2211.01", 3_000_000, 0),
        ("2211.02", 1_000_000, 0),
        ("1002", 0, 3_914_500),
        ("2221.12", 0, 85_500),
    ]


def test_absence_is_taken_from_the_same_line() -> None:
    one = slip(lines=(("base_salary", "earning", 3_000_000), ("unpaid_leave", "earning", -100_000)))
    assert booked(BOOK.accrual(one)) == [("6602.01", 2_900_000, 0), ("2211.01", 0, 2_900_000)]


def test_a_line_that_turns_negative_changes_its_side_and_no_amount_is_negative() -> None:
    one = slip(lines=(("clawback", "earning", -100_000),))
    assert booked(BOOK.accrual(one)) == [("2211.01", 100_000, 0), ("6602.01", 0, 100_000)]


def test_a_slip_and_its_reversal_are_zero_on_every_account() -> None:
    one = slip()
    spec = tuple((each.code, each.kind, each.amount_fen) for each in one.lines)
    back = slip(lines=negated(spec), kind="reversal")
    for book in (BOOK.accrual, BOOK.employer_share, BOOK.payment):
        assert JournalEntry([*book(one), *book(back)]).lines() == ()


def test_the_cost_centre_decides_the_account_and_keeps_lines_apart() -> None:
    moved = [
        *BOOK.accrual(slip("emp_1", cost_centre="SALES-EAST")),
        *BOOK.accrual(slip("emp_2", cost_centre="SALES-WEST")),
    ]
    lines = JournalEntry([*moved, *BOOK.accrual(slip("emp_3", cost_centre="SALES-WEST"))]).lines()
    debits = [(one.account, one.debit_fen, one.origin) for one in lines if one.debit_fen]
    assert debits == [
        ("6601.01", 3_000_000, ("slp_run_1_emp_1",)),
        ("6601.01", 6_000_000, ("slp_run_1_emp_2", "slp_run_1_emp_3")),
    ]
    assert [one.credit_fen for one in lines if one.credit_fen] == [9_000_000]


def test_a_line_carries_the_auxiliary_items_that_its_account_asks_for() -> None:
    debit, credit = JournalEntry(BOOK.accrual(slip())).lines()
    assert (debit.auxiliary, credit.auxiliary) == ({"department": "R&D"}, {})


def test_what_no_rule_speaks_of_is_named_with_component_and_cost_centre() -> None:
    strict = Mapping(rules=(MappingRule(use="payable", account="2211.01"),))
    book = SlipBook(Books(chart=standard_chart(), mapping=strict), "zh")
    with pytest.raises(MappingMissing) as refused:
        book.accrual(slip(cost_centre="LAB"))
    assert refused.value.members == {"use": "expense", "component": "base_salary", "cost_centre": "LAB"}


def test_who_earned_nothing_owes_the_insurance_that_was_paid_for_them() -> None:
    one = slip(lines=(("pension", "employee_insurance", 30_000),))
    assert booked(BOOK.payment(one)) == [("1002", 30_000, 0), ("2241.01", 0, 30_000)]


def test_a_slip_whose_lines_do_not_make_its_net_is_not_booked() -> None:
    with pytest.raises(SlipDoesNotAddUp):
        BOOK.payment(slip(net_fen=1))
