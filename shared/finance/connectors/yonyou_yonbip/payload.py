"""A voucher as YonBIP takes it: ``addVoucher``, whose fields are at the top, without an envelope."""

from typing import Any

from shared.finance.connectors.errors import AuxiliaryMissing
from shared.finance.connectors.exact import amount
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.port import ConnectorKind
from shared.finance.connectors.settings import YonyouYonbip
from shared.finance.contracts import Voucher, VoucherLine

SYSTEM: ConnectorKind = "yonyou_yonbip"
SOURCE = "bole"


def added(voucher: Voucher, settings: YonyouYonbip) -> dict[str, Any]:
    """Return the body of ``addVoucher``. Raises ``AuxiliaryMissing`` where the settings have no mapping.

    ``businessId`` is what the vendor refuses a second voucher by. Our number stands in the summary of the head
    (凭证头摘要), too: that is what people and the list of vouchers see.
    """
    number = filterable(voucher.voucher_id)
    return {
        "accbookCode": voucher.book,
        "voucherTypeCode": settings.voucher_type,
        "period": voucher.period,
        "makeTime": voucher.voucher_date.isoformat(),
        "makerMobile": settings.maker_mobile,
        "description": f"{voucher.summary} {number}",
        "businessId": number,
        "externalSourceDataId": number,
        "externalSourceDataType": SOURCE,
        "bodies": [_line(line, voucher, settings) for line in voucher.lines],
    }


def _line(line: VoucherLine, voucher: Voucher, settings: YonyouYonbip) -> dict[str, Any]:
    side, fen = ("debit", line.debit_fen) if line.debit_fen else ("credit", line.credit_fen)
    made: dict[str, Any] = {
        "description": line.summary,
        "accsubjectCode": line.account,
        "currencyCode": voucher.currency,
        f"{side}Original": amount(fen),
        f"{side}Org": amount(fen),
        "rateType": settings.rate_type,
    }
    if line.auxiliary:
        made["clientAuxiliaryList"] = [_auxiliary(kind, code, settings) for kind, code in line.auxiliary.items()]
    return made


def _auxiliary(kind: str, code: str, settings: YonyouYonbip) -> dict[str, str]:
    """The vendor spells it ``filedCode``."""
    field = settings.auxiliaries.get(kind)
    if field is None:
        raise AuxiliaryMissing(SYSTEM, f"the connection's settings name no auxiliary item 辅助核算项 for {kind}")
    return {"filedCode": field, "valueCode": code}
