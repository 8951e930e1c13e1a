"""What the use cases need of the state machines."""

from typing import Protocol

from shared.assessment.pipeline import InterviewRef
from shared.kernel.ids import ExecutionId


class Executions(Protocol):
    """The executions of both state machines. Every method raises ``Unavailable``."""

    def assess(self, upload_key: str, size_bytes: int, name: str) -> None:
        """Start ``assess_answer`` for a recording, as its upload did; a name that was used already starts nothing."""
        ...

    def complete(self, interview: InterviewRef, name: str) -> None:
        """Start ``complete_interview``; a name that was used already starts nothing."""
        ...

    def where(self, execution_id: ExecutionId) -> str | None:
        """Return the state that an execution entered last, None where it is not known."""
        ...

    def stop(self, execution_id: ExecutionId, why: str) -> None:
        """End an execution; one that has ended is no error."""
        ...
