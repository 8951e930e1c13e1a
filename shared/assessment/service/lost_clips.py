"""Clips whose workers were killed: three ends without a word, and the message lies with the dead letters.

Nobody was left to answer the token, so it is answered here, with the reason. The message stays for the operator.
"""

from collections.abc import Iterable
from typing import Protocol

from pydantic import ValidationError

from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import WorkerTask
from shared.kernel.errors import Unavailable
from shared.kernel.frozen import Frozen
from shared.platform.observability import logger
from shared.platform.queue import LostMessage, Message
from shared.platform.task_tokens import DeadToken

ROUNDS = 5
AT_MOST = 10
IN_HAND_SECONDS = 60
"""A run that dies, or finds the workflow service busy, leaves its messages to the one of the next minute."""
SEEN_SECONDS = 60 * 60
"""A message that was told of is not looked at again for an hour; by then its token is dead, which does no harm."""

LOST = Reason(
    code="worker_failed",
    problem="Three workers ended while they worked on this recording.",
    remedy="Look at the recording, or assess it again; if it fails again, tell the operator, who finds the clip among "
    "the dead letters.",
)


class DeadLetters(Protocol):
    """A dead-letter queue. Both methods raise ``Unavailable``, ``extend`` also ``LostMessage``."""

    def receive(
        self, *, at_most: int = 1, wait_seconds: int = 20, visible_after_seconds: int = 60
    ) -> list[Message]: ...

    def extend(self, message: Message, seconds: int) -> None: ...


class Tokens(Protocol):
    """Answers to executions that wait. Raises ``DeadToken`` or ``Unavailable``."""

    def fail(self, token: str, error: str, cause: str) -> None: ...


class LostClips(Frozen):
    """What one run did, in counts. ``told``: executions that heard of it; ``unheard``: nobody waited any more."""

    told: int = 0
    unheard: int = 0
    unreadable: int = 0
    postponed: int = 0

    def __add__(self, other: "LostClips") -> "LostClips":
        return LostClips(**{name: getattr(self, name) + getattr(other, name) for name in LostClips.model_fields})


def report_lost_clips(queues: Iterable[DeadLetters], tokens: Tokens, wait_seconds: int = 1) -> LostClips:
    """Tell the execution of every dead letter why nobody will answer it; delete none. Safe to run twice at once.

    Raises:
        Unavailable: a queue did not answer; the others were seen to.
    """
    done, failure = LostClips(), None
    for queue in queues:
        try:
            for _ in range(ROUNDS):
                messages = queue.receive(
                    at_most=AT_MOST, wait_seconds=wait_seconds, visible_after_seconds=IN_HAND_SECONDS
                )
                for message in messages:
                    done += _report(queue, tokens, message)
                if not messages:
                    break
        except Unavailable as error:
            failure = error
    if failure is not None:
        raise failure
    return done


def _report(queue: DeadLetters, tokens: Tokens, message: Message) -> LostClips:
    about: dict[str, object] = {"message_id": message.message_id, "receives": message.receives}
    try:
        done = _tell(tokens, WorkerTask.model_validate_json(message.body), about)
    except ValidationError as error:
        logger("assessment").error("a dead letter that is no task", extra={**about, "faults": error.error_count()})
        done = LostClips(unreadable=1)
    except Unavailable as error:
        logger("assessment").warning("a lost clip is told of later", extra={**about, "problem": error.problem})
        return LostClips(postponed=1)
    try:
        queue.extend(message, SEEN_SECONDS)
    except LostMessage:
        logger("assessment").warning("a dead letter was taken by another", extra=about)
    return done


def _tell(tokens: Tokens, task: WorkerTask, about: dict[str, object]) -> LostClips:
    about = {**about, **task.answer.model_dump()}
    try:
        tokens.fail(task.task_token, LOST.code, LOST.model_dump_json())
    except DeadToken:
        logger("assessment").info("nobody waits to hear of a lost clip", extra=about)
        return LostClips(unheard=1)
    logger("assessment").error("a clip was lost with its workers", extra=about)
    return LostClips(told=1)
