"""A voucher as K/3 WISE takes it: ``VoucherData``, whose lines say debit by ``FDC`` 1 and credit by 0."""

from typing import Any

from shared.finance.connectors.errors import AuxiliaryMissing, BookMissing
from shared.finance.connectors.exact import amount
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.port import ConnectorKind
from shared.finance.connectors.settings import KingdeeWise
from shared.finance.contracts import Voucher, VoucherLine

SYSTEM: ConnectorKind = "kingdee_wise"
DEBIT, CREDIT = 1, 0


def updated(voucher: Voucher, settings: KingdeeWise) -> dict[str, Any]:
    """Return the body of ``UpdateVoucher`` for a new voucher; our number is its reference (参考信息).

    Raises ``AuxiliaryMissing``, ``BookMissing`` where the settings have no mapping.
    """
    year, month = voucher.period.split("-")
    currency = settings.currencies.get(voucher.currency)
    if currency is None:
        raise BookMissing(SYSTEM, f"the connection's settings name no currency 币别 for {voucher.currency}")
    return {
        "Replace": "false",
        "VoucherData": {
            "FVoucherID": 0,
            "FNumber": 0,
            "FSerialNum": 0,
            "FGroup": settings.voucher_group,
            "FDate": voucher.voucher_date.isoformat(),
            "FTransDate": voucher.voucher_date.isoformat(),
            "FYear": int(year),
            "FPeriod": int(month),
            "FExplanation": voucher.summary,
            "FReference": filterable(voucher.voucher_id),
            "FPreparer": settings.preparer,
            "FAttachments": 0,
            "FCashier": "NONE",
            "FPoster": "NONE",
            "FHandler": "",
            "Entries": [_line(place, line, currency, settings) for place, line in enumerate(voucher.lines)],
        },
    }


def _line(place: int, line: VoucherLine, currency: tuple[str, str], settings: KingdeeWise) -> dict[str, Any]:
    of_line = amount(line.debit_fen or line.credit_fen)
    return {
        "FEntryID": place,
        "FExplanation": line.summary,
        "FAccountNumber": line.account,
        "FAmount": of_line,
        "FAmountFor": of_line,
        "FDC": DEBIT if line.debit_fen else CREDIT,
        "FCurrencyNumber": currency[0],
        "FCurrencyName": currency[1],
        "FExchangeRate": 1,
        "DetailEntries": [_item(kind, code, settings) for kind, code in line.auxiliary.items()],
    }


def _item(kind: str, code: str, settings: KingdeeWise) -> dict[str, str]:
    item_class = settings.item_classes.get(kind)
    if item_class is None:
        raise AuxiliaryMissing(SYSTEM, f"the connection's settings name no item class 核算项目类别 for {kind}")
    return {"FTypeNumber": item_class[0], "FTypeName": item_class[1], "FDetailNumber": code}
