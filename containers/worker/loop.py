"""The loop: poll, hold, work, keep the document, answer the token, take the message off the queue; in this order.

Killed at any point, the clip comes back to another worker, and the token can still be answered only once::

    receive → hold (beats) → download → work → put document → answer token → delete message
"""

import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from aws_lambda_powertools import Logger
from pydantic import BaseModel, ValidationError

from containers.worker.health import touch
from containers.worker.lease import Abandoned, Lease
from containers.worker.outcome import Verdict, judge, unreadable
from containers.worker.ports import MediaOf, Queue, Tokens, Work
from shared.assessment.pipeline import WorkerTask
from shared.kernel.errors import BoleError, Unavailable
from shared.platform.queue import LostMessage, Message
from shared.platform.task_tokens import DeadToken

log = Logger(service="assessment", child=True)


@dataclass(frozen=True)
class Rhythm:
    """How a worker keeps time, in seconds.

    ``poll_seconds`` is short of the 20 s that SQS allows: a worker that is asked to stop while it polls does so soon.
    A message stays hidden for ``visibility_seconds`` after each beat, so that one missed beat does no harm.
    """

    poll_seconds: int = 5
    beat_seconds: float = 20.0
    visibility_seconds: int = 60
    retry_seconds: int = 15
    pause_seconds: float = 5.0


class Worker:
    """Serves one queue with one engine. ``run`` may be called from as many threads as clips are worked on at once.

    ``protected`` gives a context that keeps the machine from being taken away while a clip is in hand.
    """

    def __init__(
        self,
        *,
        work: Work,
        queue: Queue,
        tokens: Tokens,
        media_of: MediaOf,
        rhythm: Rhythm = Rhythm(),
        protected: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._work = work
        self._queue = queue
        self._tokens = tokens
        self._media_of = media_of
        self._rhythm = rhythm
        self._protected = protected

    def run(self, stop: threading.Event) -> None:
        """Serve until ``stop`` is set; then finish the clip in hand, give back one that was not begun, and return."""
        while not stop.is_set():
            touch()
            try:
                for message in self._queue.receive(
                    wait_seconds=self._rhythm.poll_seconds, visible_after_seconds=self._rhythm.visibility_seconds
                ):
                    if stop.is_set():
                        self._queue.extend(message, 0)
                    else:
                        self.serve(message)
            except LostMessage:
                log.warning("the clip went to another worker in the meantime")
            except Unavailable as error:
                log.warning("a service did not answer; the clip comes back by itself", extra={"problem": error.problem})
                stop.wait(self._rhythm.pause_seconds)

    def serve(self, message: Message) -> None:
        """Work on one delivery to its end. Raises ``Unavailable`` where even the end could not be told."""
        try:
            task = WorkerTask.model_validate_json(message.body)
        except ValidationError as error:
            log.error("a message that is no task", extra={"faults": error.error_count(), "receives": message.receives})
            self._leave(message, unreadable(message.receives))
            return
        about = {"stage": "assessment", "worker": self._work.name, **task.answer.model_dump()}
        log.info("clip taken", extra={**about, "receives": message.receives})
        try:
            answer = self._held(task, message)
            self._tokens.succeed(task.task_token, answer)
        except (DeadToken, Abandoned):
            log.warning("nobody waits for this clip any more", extra=about)
            self._queue.delete(message)
        except Exception as error:
            # The one place that sees whatever an engine may raise; the verdict says where it is told.
            self._failed(task, message, judge(error, message.receives), error, about)
        else:
            self._queue.delete(message)
            log.info("clip done", extra=about)

    def _held(self, task: WorkerTask, message: Message) -> BaseModel:
        with (
            self._protected(),
            Lease(
                token=task.task_token,
                message=message,
                queue=self._queue,
                tokens=self._tokens,
                beat_seconds=self._rhythm.beat_seconds,
                visibility_seconds=self._rhythm.visibility_seconds,
            ) as lease,
            tempfile.TemporaryDirectory(prefix="bole-clip-") as folder,
        ):
            media = Path(folder) / "media"
            bucket = self._media_of(task.answer.tenant_id)
            bucket.download(task.media_key, media)
            finding = self._work.do(media, task.options, lease.progress)
            # Nobody keeps the document of a clip that another worker was believed for.
            lease.confirm()
            key = _key_of_try(task.result_key, message.receives)
            return finding.answer(bucket.put_document(key, finding.document))

    def _failed(
        self, task: WorkerTask, message: Message, verdict: Verdict, error: Exception, about: dict[str, object]
    ) -> None:
        words = error.problem if isinstance(error, BoleError) else repr(error)
        log.error("clip failed", exc_info=error, extra={**about, "verdict": verdict.kind, "problem": words})
        if verdict.kind != "retry":
            try:
                self._tokens.fail(task.task_token, verdict.reason.code, verdict.reason.model_dump_json())
            except DeadToken:
                log.warning("nobody waits to hear of the failure", extra=about)
        if verdict.kind == "refuse":
            self._queue.delete(message)
        else:
            self._leave(message, verdict)

    def _leave(self, message: Message, verdict: Verdict) -> None:
        """Leave the message to the next try, or at once to the queue's redrive into the dead-letter queue."""
        self._queue.extend(message, self._rhythm.retry_seconds if verdict.kind == "retry" else 0)


def _key_of_try(result_key: str, receives: int) -> str:
    """Return where a delivery's document lies: ``…/transcript.json``, and ``…/transcript-2.json`` for the second.

    Two workers may have the same clip in hand; neither writes over the document that the other was believed for.
    """
    stem, dot, kind = result_key.rpartition(".")
    return result_key if receives <= 1 else f"{stem}-{receives}{dot}{kind}"
