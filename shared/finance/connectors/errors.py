"""What can stand in the way of a voucher, in words of both languages, and whether waiting helps.

The words stand in ``errors.toml`` by code. What the vendor said is kept, short, as ``said``.
"""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from shared.kernel.errors import BoleError
from shared.kernel.localized import LocalizedText

SAID_CHARACTERS = 500
"""So much of a vendor's text is kept: it is shown to people, not a log."""
_WORDS = Path(__file__).with_name("errors.toml")


class ConnectorError(BoleError):
    """A finance system did not take a voucher, or did not answer.

    ``system`` is the connector's kind, ``said`` what the vendor said, ``problem_text`` and ``remedy_text`` the words
    for people in one language.
    """

    code: ClassVar[str] = "connector_error"
    status: ClassVar[int] = 502
    again: ClassVar[bool] = False
    """Whether the same may pass later without a person doing anything."""

    def __init__(self, system: str, said: str = "") -> None:
        self.system = system
        self.said = " ".join(said.split())[:SAID_CHARACTERS]
        words = _words()[self.code]
        self.problem_text = LocalizedText(
            zh=words["problem"]["zh"] + (f"系统提示:{self.said}" if self.said else ""),
            en=words["problem"]["en"] + (f" It said: {self.said}" if self.said else ""),
        )
        self.remedy_text = LocalizedText(**words["remedy"])
        said_once = f" [{self.said}]" if self.said else ""
        super().__init__(
            f"{words['problem']['en']} {words['problem']['zh']}{said_once}",
            f"{words['remedy']['en']} {words['remedy']['zh']}",
        )

    @property
    def members(self) -> dict[str, Any]:
        return {"system": self.system, "said": self.said}


class NeedsAttention(ConnectorError):
    """A person must do something; trying again alone changes nothing."""


class PeriodClosed(NeedsAttention):
    """The accounting period is closed, or not yet open (会计期间已结账或未启用)."""

    code = "period_closed"


class AccountMissing(NeedsAttention):
    """An account is unknown, is disabled, or has accounts below it (科目不存在、已禁用或非明细科目)."""

    code = "account_missing"


class AuxiliaryMissing(NeedsAttention):
    """An auxiliary item is missing, or is none that the account asks for (辅助核算、核算维度)."""

    code = "auxiliary_missing"


class BookMissing(NeedsAttention):
    """There is no such account book, voucher word or currency (账簿、凭证字、币别)."""

    code = "book_missing"


class NotBalanced(NeedsAttention):
    """The system finds debits and credits unequal (借贷不平)."""

    code = "not_balanced"


class LoginFailed(NeedsAttention):
    """The system does not take the key, the secret or the user (登录失败、密钥错误)."""

    code = "login_failed"


class NotPermitted(NeedsAttention):
    """The user is known, but may not do this (没有权限)."""

    code = "not_permitted"


class DuplicateNumber(NeedsAttention):
    """Our number stands in more than one voucher, or a number of the system is taken (凭证号重复)."""

    code = "duplicate_number"


class DifferentVoucher(NeedsAttention):
    """Our number is in the system, with another amount than ours: somebody changed it there."""

    code = "different_voucher"


class NotConfigured(NeedsAttention):
    """The connector's settings cannot be used: an address that is not allowed, a secret that is missing."""

    code = "not_configured"


class UntrustedServer(NeedsAttention):
    """The server's certificate or host key is not one that is trusted. Nothing was sent."""

    code = "untrusted_server"


class Refused(NeedsAttention):
    """The system refuses the voucher for a reason that is not known here; its own words are in ``said``."""

    code = "refused"


class TryAgain(ConnectorError):
    """It may pass later by itself. ``after`` is the least time to wait before ``post`` is called again."""

    again = True
    least: ClassVar[timedelta] = timedelta(seconds=5)

    def __init__(self, system: str, said: str = "", after: timedelta | None = None) -> None:
        super().__init__(system, said)
        self.after = self.least if after is None else after


class Unreachable(TryAgain):
    """The system was not reached: nothing was sent, so nothing was posted."""

    code = "unreachable"


class TimedOutAfterSend(TryAgain):
    """The voucher was sent and no answer came: it may be there, or come to be there. It must be looked up first."""

    code = "timed_out_after_send"
    least = timedelta(minutes=2)


class Busy(TryAgain):
    """The system answered that it cannot now: too many requests, a lock, an error of its own."""

    code = "busy"
    least = timedelta(seconds=30)


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _leaves(kind: type[ConnectorError]) -> dict[str, type[ConnectorError]]:
    found = {kind.code: kind} if "code" in vars(kind) else {}
    for child in kind.__subclasses__():
        found |= _leaves(child)
    return found


ERRORS: dict[str, type[ConnectorError]] = {
    code: kind for code, kind in _leaves(ConnectorError).items() if code != ConnectorError.code
}
"""Every error by its code: what the vendors' tables name."""
