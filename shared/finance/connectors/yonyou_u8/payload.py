"""A voucher as U8 takes it: debits and credits in lists of their own."""

from typing import Any

from shared.finance.connectors.errors import AuxiliaryMissing, BookMissing
from shared.finance.connectors.exact import amount
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.port import ConnectorKind
from shared.finance.connectors.settings import YonyouU8
from shared.finance.contracts import Voucher, VoucherLine

SYSTEM: ConnectorKind = "yonyou_u8"
OUTSIDE = "CDM"
"""What U8 wants the making system to be where a number of an outside system is given."""


def added(voucher: Voucher, settings: YonyouU8) -> dict[str, Any]:
    """Return the body of ``voucher/add``; our number is ``reserve2`` (外部凭证业务号).

    Raises ``AuxiliaryMissing``, ``BookMissing`` where the settings have no mapping.
    """
    year, month = voucher.period.split("-")
    currency = settings.currencies.get(voucher.currency)
    if currency is None:
        raise BookMissing(SYSTEM, f"the connection's settings name no currency 币种 for {voucher.currency}")
    numbered = [(place, line) for place, line in enumerate(voucher.lines, 1)]
    return {
        "voucher": {
            "voucher_type": settings.voucher_type,
            "fiscal_year": int(year),
            "accounting_period": int(month),
            "date": voucher.voucher_date.isoformat(),
            "enter": settings.maker,
            "attachment_number": 0,
            "voucher_making_system": OUTSIDE,
            "reserve2": filterable(voucher.voucher_id),
            "debit": {"entry": [_line(place, line, currency, settings) for place, line in numbered if line.debit_fen]},
            "credit": {
                "entry": [_line(place, line, currency, settings) for place, line in numbered if line.credit_fen]
            },
        }
    }


def _line(place: int, line: VoucherLine, currency: str, settings: YonyouU8) -> dict[str, Any]:
    side, fen = ("debit", line.debit_fen) if line.debit_fen else ("credit", line.credit_fen)
    made: dict[str, Any] = {
        "entry_id": place,
        "account_code": line.account,
        "abstract": line.summary,
        "currency": currency,
        f"natural_{side}_currency": amount(fen),
        f"primary_{side}_amount": amount(fen),
    }
    if line.auxiliary:
        made["auxiliary"] = dict(_auxiliary(kind, code, settings) for kind, code in line.auxiliary.items())
    return made


def _auxiliary(kind: str, code: str, settings: YonyouU8) -> tuple[str, str]:
    field = settings.auxiliaries.get(kind)
    if field is None:
        raise AuxiliaryMissing(SYSTEM, f"the connection's settings name no auxiliary field 辅助核算 for {kind}")
    return field, code
