"""What the use cases of the interview need from stores."""

from collections.abc import Sequence
from typing import Protocol

from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.model import Answer, DeploymentLimits, Session
from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import TenantSettings


class ArrivedPart(Frozen):
    """A part of an upload that is there."""

    number: int
    etag: str
    size_bytes: int


class Interviews(Protocol):
    """Where one tenant's sessions and answers are kept. Writes are conditional on what was read."""

    def settings(self) -> TenantSettings: ...

    def invitation(self, invitation_id: str) -> Invitation | None: ...

    def session(self, interview_id: InterviewId) -> Session | None: ...

    def publish_plan(self, plan: InterviewPlan) -> DocumentRef:
        """Write the plan as a document for the assessment."""
        ...

    def open(self, session: Session, events: Sequence[Event]) -> bool:
        """Record session and events together; False where the session is open already."""
        ...

    def answer(self, interview_id: InterviewId, answer_id: AnswerId) -> Answer: ...

    def answers(self, interview_id: InterviewId) -> dict[AnswerId, Answer]: ...

    def change(self, interview_id: InterviewId, before: Answer, after: Answer) -> bool:
        """Record ``after`` where the answer still is as ``before``; False where it is not."""
        ...

    def publish_receipt(self, receipt: UploadReceipt) -> None:
        """Write what the browser said of a recording, before its object exists."""
        ...

    def receipt(self, interview_id: InterviewId, answer_id: AnswerId, upload_id: str) -> UploadReceipt | None: ...


class Recordings(Protocol):
    """Where recordings arrive, in parts."""

    def begin(self, key: str, content_type: str) -> str:
        """Open an upload and return its ``multipart_id``."""
        ...

    def address(self, key: str, multipart_id: str, number: int, seconds: int) -> str: ...

    def parts(self, key: str, multipart_id: str) -> Sequence[ArrivedPart]:
        """Return the parts that are there. Raises ``Gone`` where the upload is not open any more."""
        ...

    def complete(self, key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        """Join the parts. Raises ``Gone`` where the upload is not open, ``Invalid`` for parts that do not fit."""
        ...

    def abort(self, key: str, multipart_id: str) -> None: ...

    def size(self, key: str) -> int | None:
        """Return the size of a whole recording in bytes, or None where there is none."""
        ...


class Desk(Protocol):
    """What every use case of a candidate works with."""

    @property
    def interviews(self) -> Interviews: ...

    @property
    def recordings(self) -> Recordings: ...

    @property
    def limits(self) -> DeploymentLimits: ...

    @property
    def clock(self) -> Clock: ...
