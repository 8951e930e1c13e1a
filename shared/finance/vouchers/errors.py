"""What can stand in the way of vouchers, in words of both languages."""

from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.money import written


class SlipDoesNotAddUp(Invalid):
    """The lines of a slip do not make its net: it must not be booked."""

    code = "slip_does_not_add_up"

    def __init__(self, slip_id: str, lines_fen: int, net_fen: int) -> None:
        super().__init__(
            f"The lines of slip {slip_id} make {written(lines_fen)}, but its net is {written(net_fen)}. "
            f"工资单 {slip_id} 各行合计 {written(lines_fen)},与实发 {written(net_fen)} 不符。",
            "Nothing was booked. Have payroll look at the run, and correct it by reversal. 请薪酬部门核对并冲销更正。",
        )


class NothingToBook(Conflict):
    """Every line is zero: a voucher needs two."""

    code = "nothing_to_book"

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to book: every line is zero. 没有可入账的金额。", "Nothing needs to be done. 无需处理。"
        )


class NoSuchVoucher(NotFound):
    """The tenant has no such voucher."""

    def __init__(self, voucher_id: str) -> None:
        super().__init__(
            f"There is no voucher {voucher_id}. 没有该凭证。", "Look it up in the list. 请在凭证列表中查找。"
        )


class NoSuchBooking(NotFound):
    """Nothing of this name was booked or waits to be."""

    def __init__(self, source: str) -> None:
        super().__init__(f"Nothing is known of {source}. 没有该入账记录。", "List the bookings. 请查看入账记录列表。")


class NotInThisState(Conflict):
    """The voucher is in a state in which this cannot be done."""

    code = "voucher_state"

    def __init__(self, state: str, wanted: str, wanted_zh: str) -> None:
        super().__init__(
            f"The voucher is {state}; this needs one that is {wanted}. "
            f"凭证状态为 {state},此操作仅适用于{wanted_zh}的凭证。",
            "Read it again to see what was done in the meantime. 请刷新后查看最新状态。",
        )


class ReversedAlready(Conflict):
    """A voucher is taken back once."""

    code = "reversed_already"

    def __init__(self, by: str) -> None:
        super().__init__(
            f"It was reversed already, by {by}. 该凭证已由 {by} 冲销。", "Look at that voucher. 请查看该冲销凭证。"
        )


class OriginalAwaited(Conflict):
    """What this rests on is not booked yet: it is tried again."""

    code = "original_awaited"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is not booked yet. {what} 尚未入账。", "It is tried again by itself. 系统将自动重试。"
        )


class OriginalBlocked(Conflict):
    """What this rests on waits for a person, and so does this."""

    code = "original_blocked"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is blocked, so this cannot be booked yet. {what} 入账受阻,本项暂不能入账。",
            "Mend what stands in its way and book it again; then book this. 请先处理该项并重新入账。",
        )
