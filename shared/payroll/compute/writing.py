"""Writes what was computed as the JSON document that others read: amounts as texts with two decimals."""

import json
from collections.abc import Sequence
from typing import Any

from shared.kernel.money import written
from shared.payroll.compute.model import EmployeeResult, MonthResult


def document(results: Sequence[EmployeeResult]) -> dict[str, Any]:
    """Return the results as they are written. ``rate`` is a share of one, as a text: ``"0.03"``."""
    return {"employees": [_employee(one) for one in results]}


def as_json(results: Sequence[EmployeeResult]) -> str:
    """Return the document as text, with a line end."""
    return json.dumps(document(results), ensure_ascii=False, indent=2) + "\n"


def _employee(result: EmployeeResult) -> dict[str, Any]:
    bonus = result.bonus
    return {
        "id": result.id,
        "months": [_month(month) for month in result.months],
        "year": {"withheld": written(result.withheld_fen), "net": written(result.net_fen)},
        "bonus": None if bonus is None else {"tax": written(bonus.tax_fen), "net": written(bonus.net_fen)},
    }


def _month(month: MonthResult) -> dict[str, Any]:
    return {
        "month": int(month.period[5:7]),
        "taxable_cumulative": written(month.taxable_fen),
        "rate": str(month.rate),
        "withheld": written(month.withheld_fen),
        "net": written(month.net_fen),
        "social": written(month.social_fen),
        "housing_fund": written(month.fund_fen),
        "employer_cost": written(month.employer_fen),
    }
