"""The test of a connection, the same for every kind: do something that only reads, and say how it went."""

import time
from collections.abc import Callable

from shared.finance.connectors.errors import ConnectorError
from shared.finance.connectors.port import Checked
from shared.kernel.localized import LocalizedText

WELL = LocalizedText(zh="连接成功:已登录并可查询凭证。", en="It works: signed in, and vouchers can be read.")


def checked_by(reads: Callable[[], object], well: LocalizedText = WELL) -> Checked:
    """Return how ``reads`` went, and how long it took."""
    begun = time.monotonic()
    try:
        reads()
    except ConnectorError as error:
        return Checked(False, error.problem_text, error.code, error.remedy_text, _since(begun))
    return Checked(True, well, took_ms=_since(begun))


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
