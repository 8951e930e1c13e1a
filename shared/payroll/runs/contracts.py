"""What a run says to its own workers: that it is to be calculated."""

from typing import ClassVar

from pydantic import Field

from shared.kernel.events import Event
from shared.kernel.ids import RunId


class RunCalculationDue(Event):
    """``payroll/run_calculation_due`` v1: somebody asked for a calculation; its state machine starts with this.

    ``calculation`` counts those of the run. One that was cut short goes on with the same number.
    """

    stage: ClassVar[str] = "payroll"
    name: ClassVar[str] = "run_calculation_due"

    run_id: RunId
    calculation: int = Field(ge=1)
