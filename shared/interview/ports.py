"""What the use cases of the interview need from stores."""

from collections.abc import Sequence
from typing import Protocol

from shared.interview.consent.model import ConsentEntry
from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.model import Answer, DeploymentLimits, Moment, Session
from shared.kernel.clock import Clock
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.limits.model import Plan


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

    def open(self, session: Session, consents: Sequence[ConsentEntry], events: Sequence[Event]) -> bool:
        """Record session, consents and events together, within the tenant's plan; False where it is open already.

        Raises ``TooMany`` where the plan allows no more interviews.
        """
        ...

    def amend(
        self,
        before: Session,
        after: Session,
        consents: Sequence[ConsentEntry],
        moments: Sequence[Moment],
        events: Sequence[Event],
    ) -> bool:
        """Record ``after`` where the session still is as ``before``, with what belongs to it; False where it is not."""
        ...

    def consents(self, interview_id: InterviewId) -> Sequence[ConsentEntry]:
        """Return every choice about consent, the oldest first."""
        ...

    def moments(self, interview_id: InterviewId) -> Sequence[Moment]:
        """Return the pauses and what else was noted of a session, the oldest first."""
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

    def playback(self, key: str, seconds: int) -> str:
        """Return a signed address to look at a whole recording."""
        ...

    def empty(self, key: str) -> None:
        """Take a recording's content away."""
        ...

    def size(self, key: str) -> int | None:
        """Return the size of a whole recording in bytes, or None where there is none."""
        ...


class Places(Protocol):
    """What the tenant's plan allows: ``shared.platform.usage``."""

    def plan(self) -> Plan: ...

    def hold(self, interview_id: InterviewId) -> None:
        """Keep the candidate's place, or take a new one. Raises ``TooMany`` where none is free."""
        ...

    def release(self, interview_id: InterviewId) -> None: ...


class Desk(Protocol):
    """What every use case of a candidate works with."""

    @property
    def interviews(self) -> Interviews: ...

    @property
    def recordings(self) -> Recordings: ...

    @property
    def usage(self) -> Places: ...

    @property
    def limits(self) -> DeploymentLimits: ...

    @property
    def clock(self) -> Clock: ...
