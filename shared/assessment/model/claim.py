"""Which recording of an answer is assessed, and by which execution. Events come twice, and in any order."""

from typing import Literal

from shared.assessment.model.progress import AnswerState, Take
from shared.kernel.ids import ExecutionId

Standing = Literal["claim", "held", "taken", "retaken", "unannounced"]
"""What an execution may do about an answer.

``claim``: take it. ``held``: it has it already. ``taken``: another execution works on, or worked on, the same
recording. ``retaken``: the candidate has recorded the answer again since. ``unannounced``: there is another recording,
and nothing tells which one the candidate means.
"""


def standing(state: AnswerState, execution_id: ExecutionId, take: Take) -> Standing:
    """Return what the execution that came with ``take`` may do about the answer in ``state``."""
    if state.execution_id == execution_id:
        return "taken" if state.settled else "held"
    if state.take is None or state.execution_id is None:
        return "claim"
    if state.take.upload_key == take.upload_key:
        return "taken"
    if take.attempt == 0:
        return "unannounced"
    return "claim" if take.newer_than(state.take) else "retaken"
