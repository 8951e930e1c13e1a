"""Vouchers as payroll books them, for tests of the finance stage."""

from datetime import UTC, date, datetime

from shared.finance.contracts import Voucher, VoucherLine
from shared.kernel.ids import TenantId, VoucherId, new_id

TENANT = TenantId("acme")


def a_voucher(
    voucher_id: str | None = None,
    *,
    gross_fen: int = 3_000_000,
    period: str = "2026-03",
    book: str = "001",
    account: str = "2211",
    order: str = "run_1",
    summary: str = "计提2026年3月工资",
    department: str | None = "D01",
) -> Voucher:
    """An accrual 计提工资: Dr 6602 (department), Cr 2211."""
    year, month = (int(part) for part in period.split("-"))
    auxiliary = {"department": department} if department else {}
    return Voucher(
        tenant_id=TENANT,
        voucher_id=VoucherId(voucher_id or new_id("vch")),
        kind="accrual",
        book=book,
        voucher_date=date(year, month, 28),
        period=period,
        summary=summary,
        lines=(
            VoucherLine(number=1, summary=summary, account="6602", debit_fen=gross_fen, auxiliary=auxiliary),
            VoucherLine(number=2, summary=summary, account=account, credit_fen=gross_fen),
        ),
        books="payroll/run_1",
        made_at=datetime(2026, 3, 28, 9, 0, tzinfo=UTC),
        order=order,
    )


def a_payment(voucher_id: str | None = None) -> Voucher:
    """The payment of the worked example: 30,000 = 4,500 + 555 + 24,945."""
    voucher = a_voucher(voucher_id)
    rows = (("2211", 3_000_000, 0), ("2241", 0, 450_000), ("2221", 0, 55_500), ("1002", 0, 2_494_500))
    lines = tuple(
        VoucherLine(number=number, summary="发放2026年3月工资", account=account, debit_fen=debit, credit_fen=credit)
        for number, (account, debit, credit) in enumerate(rows, 1)
    )
    return voucher.model_copy(update={"kind": "payment", "lines": lines})
