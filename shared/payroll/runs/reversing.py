"""The slip that takes back another one: every amount with the other sign. Pure."""

from datetime import datetime

from shared.kernel.ids import RunId
from shared.payroll.contracts import PayLine, SalarySlip

AMOUNTS = (
    "gross_fen",
    "insurance_fen",
    "fund_fen",
    "tax_fen",
    "other_fen",
    "net_fen",
    "employer_fen",
)


def reversed_slip(slip: SalarySlip, run_id: RunId, slip_id: str, now: datetime) -> SalarySlip:
    """Return the reversal of a slip in another run. It has no tax basis: the year's figures are those before it."""
    return slip.model_copy(
        update={
            "run_id": run_id,
            "slip_id": slip_id,
            "run_kind": "reversal",
            "reverses": slip.slip_id,
            "computed_at": now,
            "tax": None,
            "lines": tuple(_taken_back(line) for line in slip.lines),
            **{name: -getattr(slip, name) for name in AMOUNTS},
        }
    )


def _taken_back(line: PayLine) -> PayLine:
    return line.model_copy(update={"amount_fen": -line.amount_fen})
