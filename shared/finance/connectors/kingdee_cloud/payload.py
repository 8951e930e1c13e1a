"""A voucher as Kingdee 星空 takes it: the form ``GL_VOUCHER``."""

from typing import Any

from shared.finance.connectors.errors import AuxiliaryMissing, BookMissing
from shared.finance.connectors.exact import amount
from shared.finance.connectors.kingdee_cloud.signing import SYSTEM
from shared.finance.connectors.numbers import filterable
from shared.finance.connectors.settings import KingdeeCloud
from shared.finance.contracts import Voucher, VoucherLine

FORM = "GL_VOUCHER"


def saved(voucher: Voucher, settings: KingdeeCloud) -> dict[str, Any]:
    """Return the body of Save. Raises ``AuxiliaryMissing``, ``BookMissing`` where the settings have no mapping.

    An internal id of 0 makes a new voucher; any other would overwrite the one that has it. Base data are verified, so
    an unknown account is refused and not left out.
    """
    year, month = voucher.period.split("-")
    currency = settings.currencies.get(voucher.currency)
    if currency is None:
        raise BookMissing(SYSTEM, f"the connection's settings name no currency 币别 for {voucher.currency}")
    return {
        "formid": FORM,
        "data": {
            "IsVerifyBaseDataField": True,
            "NumberSearch": True,
            "Model": {
                "FVOUCHERID": 0,
                "FAccountBookID": {"FNumber": voucher.book},
                "FDate": voucher.voucher_date.isoformat(),
                "FBUSDATE": voucher.voucher_date.isoformat(),
                "FYEAR": int(year),
                "FPERIOD": int(month),
                "FVOUCHERGROUPID": {"FNumber": settings.voucher_group},
                settings.number_field: filterable(voucher.voucher_id),
                "FEntity": [_line(line, currency, settings) for line in voucher.lines],
            },
        },
    }


def _line(line: VoucherLine, currency: str, settings: KingdeeCloud) -> dict[str, Any]:
    made: dict[str, Any] = {
        "FEXPLANATION": line.summary,
        "FACCOUNTID": {"FNumber": line.account},
        "FCURRENCYID": {"FNumber": currency},
        "FEXCHANGERATETYPE": {"FNumber": "HLTX01_SYS"},
        "FEXCHANGERATE": 1,
        "FAMOUNTFOR": amount(line.debit_fen or line.credit_fen),
        "FDEBIT": amount(line.debit_fen),
        "FCREDIT": amount(line.credit_fen),
    }
    if line.auxiliary:
        made["FDetailID"] = dict(_dimension(kind, code, settings) for kind, code in line.auxiliary.items())
    return made


def _dimension(kind: str, code: str, settings: KingdeeCloud) -> tuple[str, dict[str, str]]:
    dimension = settings.dimensions.get(kind)
    if dimension is None:
        raise AuxiliaryMissing(SYSTEM, f"the connection's settings name no dimension 核算维度 for {kind}")
    return f"FDETAILID__{dimension}", {"FNumber": code}
