"""What an error in the work means for the clip: is it the recording's fault, a passing one, or the last straw?"""

from dataclasses import dataclass
from typing import Literal

from shared.assessment.model.answer import Reason
from shared.assessment.refusals import MediaRefused
from shared.kernel.errors import NotFound

TRIES = 3
"""How often a clip is tried; the queue's redrive policy (``maxReceiveCount``) says the same number."""


@dataclass(frozen=True)
class Verdict:
    """``retry``: leave the clip for another try. ``refuse``: tell the execution and take the clip off the queue.

    ``give_up``: tell the execution and leave the clip for the dead-letter queue, where an operator finds it.
    """

    kind: Literal["retry", "refuse", "give_up"]
    reason: Reason


def judge(error: Exception, receives: int) -> Verdict:
    """Return what becomes of a clip whose work raised ``error`` when it was received for the ``receives``-th time."""
    if isinstance(error, MediaRefused):
        return Verdict("refuse", error.reason())
    # S3 says the same of a recording that is gone and of one that the worker may not read: perhaps not yet.
    reason = _not_there(error) if isinstance(error, NotFound) else _failed(error, receives)
    return Verdict("retry" if receives < TRIES else "give_up", reason)


def unreadable(receives: int) -> Verdict:
    """Return what becomes of a message that is no task."""
    problem = "A worker got a message that it cannot read."
    reason = Reason(code="worker_failed", problem=problem, remedy="Assess the answer again after the fault is found.")
    return Verdict("retry" if receives < TRIES else "give_up", reason)


def _not_there(error: NotFound) -> Reason:
    return Reason(
        code="worker_failed",
        problem=f"The recording was not to be had from the media bucket when workers came for it: {error.problem}",
        remedy="Look whether the recording was deleted. If it is there, ask the operator whether the workers may read "
        "it, and assess the answer again.",
    )


def _failed(error: Exception, receives: int) -> Reason:
    return Reason(
        code="worker_failed",
        problem=f"The worker failed {receives} times on this recording, at last with {type(error).__name__}: {error}",
        remedy="The recording is kept. Assess the answer again; if it fails again, give its id to the operator.",
    )
