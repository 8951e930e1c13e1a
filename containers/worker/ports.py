"""What the loop needs: a queue, the tokens of waiting executions, the media, and an engine's work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from shared.assessment.ports import Progress
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import TenantId
from shared.platform.queue import Message


class Queue(Protocol):
    """A worker's own queue. Every method raises ``Unavailable`` where the queue did not answer."""

    def receive(
        self, *, at_most: int = 1, wait_seconds: int = 20, visible_after_seconds: int = 60
    ) -> list[Message]: ...

    def extend(self, message: Message, seconds: int) -> None: ...

    def delete(self, message: Message) -> None: ...


class Tokens(Protocol):
    """Answers to executions that wait. Every method raises ``DeadToken`` or ``Unavailable``."""

    def heartbeat(self, token: str) -> None: ...

    def succeed(self, token: str, output: BaseModel) -> None: ...

    def fail(self, token: str, error: str, cause: str) -> None: ...


class Media(Protocol):
    """A tenant's part of the media bucket. Both methods raise ``Unavailable``."""

    def download(self, key: str, path: Path) -> Path: ...

    def put_document(self, key: str, document: BaseModel) -> DocumentRef: ...


MediaOf = Callable[[TenantId], Media]


@dataclass(frozen=True)
class Finding:
    """What the work came to: the document to keep, and how to speak of it in the answer to the token."""

    document: BaseModel
    answer: Callable[[DocumentRef], BaseModel]


class Work(Protocol):
    """An engine's part. One instance a process: it holds the models, and is called from several threads at once."""

    @property
    def name(self) -> str:
        """How the worker is called in logs: ``transcriber``, ``vision``."""
        ...

    def do(self, media: Path, options: Mapping[str, object], progress: Progress) -> Finding:
        """Work on one clip; ``options`` is the task's. ``progress`` may raise to stop the work.

        Raises:
            MediaRefused: this recording can never be worked on; the error's words go to the answer.
        """
        ...
