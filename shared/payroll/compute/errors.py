"""What can be wrong with a document of employees: every fault is told, by employee and field."""

from collections.abc import Sequence
from typing import Any, ClassVar

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen


class Fault(Frozen):
    """One thing that is wrong. ``employee``: the id, or the place in the list (``#3``) where there is none."""

    employee: str
    field: str
    """``months[3].gross``: the fourth entry of the months. Empty: the employee, or the document, as a whole."""
    code: str
    problem: str


class NotReadable(Invalid):
    """The document is no JSON."""

    code: ClassVar[str] = "payroll_input_not_json"

    def __init__(self, what: str) -> None:
        super().__init__(f"The input cannot be read as JSON: {what}.", "Give a JSON document in UTF-8.")


class FaultyInput(Invalid):
    """The document is JSON, and something in it cannot be computed with."""

    code: ClassVar[str] = "payroll_input_faulty"

    def __init__(self, faults: Sequence[Fault]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The input has {count}: nothing was computed.", "Correct them, and run it again.")
        self.faults = tuple(faults)

    @property
    def members(self) -> dict[str, Any]:
        return {"faults": [fault.model_dump() for fault in self.faults]}
