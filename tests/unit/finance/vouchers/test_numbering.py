"""Our number of a voucher follows from what it books."""

from datetime import date

from ulid import ULID

from shared.finance.connectors.numbers import is_ours
from shared.finance.vouchers.numbering import month_ends, voucher_id_of
from shared.kernel.ids import TenantId

ACME, DAY = TenantId("acme"), date(2026, 11, 1)


def test_the_same_thing_has_the_same_number_and_another_one_has_another() -> None:
    first = voucher_id_of(ACME, "payroll/run_1/accrual", DAY)
    assert first == voucher_id_of(ACME, "payroll/run_1/accrual", DAY)
    others = {
        voucher_id_of(ACME, "payroll/run_2/accrual", DAY),
        voucher_id_of(TenantId("acm"), "epayroll/run_1/accrual", DAY),
        voucher_id_of(TenantId("other"), "payroll/run_1/accrual", DAY),
    }
    assert len({first, *others}) == 4


def test_it_has_the_form_that_finance_systems_are_searched_by() -> None:
    number = voucher_id_of(ACME, "payroll/run_1/accrual", DAY)
    assert is_ours(number)
    assert ULID.from_str(number.removeprefix("vch_")).datetime.date() == DAY


def test_months_end_on_their_last_day() -> None:
    ends = [month_ends(period) for period in ("2026-02", "2028-02", "2026-12")]
    assert ends == [date(2026, 2, 28), date(2028, 2, 29), date(2026, 12, 31)]
