"""Interviews and recordings in memory: the ports of a candidate's use cases, without table or bucket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.model import Answer, DeploymentLimits, Session
from shared.interview.ports import ArrivedPart
from shared.kernel.clock import FixedClock, Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Gone
from shared.kernel.events import Event
from shared.kernel.ids import AnswerId, InterviewId
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import TenantSettings
from tests.builders.recruiting import NOW, tenant_settings


@dataclass
class InterviewsInMemory:
    """One tenant's sessions. ``before_write`` is called before the next write: what a rival does in between."""

    tenant: TenantSettings = field(default_factory=tenant_settings)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    sessions: dict[InterviewId, Session] = field(default_factory=dict)
    plan: InterviewPlan | None = None
    events: list[Event] = field(default_factory=list)
    handed_in: dict[AnswerId, Answer] = field(default_factory=dict)
    receipts: dict[str, UploadReceipt] = field(default_factory=dict)
    before_write: Callable[[], object] | None = None

    def settings(self) -> TenantSettings:
        return self.tenant

    def invitation(self, invitation_id: str) -> Invitation | None:
        return self.invitations.get(invitation_id)

    def session(self, interview_id: InterviewId) -> Session | None:
        return self.sessions.get(interview_id)

    def publish_plan(self, plan: InterviewPlan) -> DocumentRef:
        self.plan = plan
        return DocumentRef(key="plan", sha256=str(hash(plan.model_dump_json())))

    def open(self, session: Session, events: Sequence[Event]) -> bool:
        self._rival()
        if session.plan.interview_id in self.sessions:
            return False
        self.sessions[session.plan.interview_id] = session
        self.events += events
        return True

    def answer(self, interview_id: InterviewId, answer_id: AnswerId) -> Answer:
        return self.handed_in.get(answer_id, Answer(answer_id=answer_id))

    def answers(self, interview_id: InterviewId) -> dict[AnswerId, Answer]:
        return dict(self.handed_in)

    def change(self, interview_id: InterviewId, before: Answer, after: Answer) -> bool:
        self._rival()
        if self.answer(interview_id, before.answer_id) != before:
            return False
        self.handed_in[after.answer_id] = after
        return True

    def publish_receipt(self, receipt: UploadReceipt) -> None:
        self.receipts[receipt.upload_id] = receipt

    def receipt(self, interview_id: InterviewId, answer_id: AnswerId, upload_id: str) -> UploadReceipt | None:
        return self.receipts.get(upload_id)

    def _rival(self) -> None:
        rival, self.before_write = self.before_write, None
        if rival is not None:
            rival()


@dataclass
class RecordingsInMemory:
    """Uploads in parts: ``open`` by ``multipart_id``, ``whole`` by key."""

    open: dict[str, dict[int, bytes]] = field(default_factory=dict)
    whole: dict[str, bytes] = field(default_factory=dict)
    begun: int = 0

    def begin(self, key: str, content_type: str) -> str:
        self.begun += 1
        self.open[f"m{self.begun}"] = {}
        return f"m{self.begun}"

    def address(self, key: str, multipart_id: str, number: int, seconds: int) -> str:
        return f"https://store.example/{key}?part={number}&for={seconds}"

    def parts(self, key: str, multipart_id: str) -> Sequence[ArrivedPart]:
        stored = self._open(multipart_id)
        return [
            ArrivedPart(number=number, etag=f"e{number}", size_bytes=len(body))
            for number, body in sorted(stored.items())
        ]

    def complete(self, key: str, multipart_id: str, parts: Sequence[tuple[int, str]]) -> None:
        stored = self._open(multipart_id)
        self.whole[key] = b"".join(stored[number] for number, _ in sorted(parts))
        del self.open[multipart_id]

    def abort(self, key: str, multipart_id: str) -> None:
        self.open.pop(multipart_id, None)

    def size(self, key: str) -> int | None:
        return len(self.whole[key]) if key in self.whole else None

    def _open(self, multipart_id: str) -> dict[int, bytes]:
        if multipart_id not in self.open:
            raise Gone("The upload is not open any more.", "Begin it again.")
        return self.open[multipart_id]


@dataclass
class DeskInMemory:
    """What a candidate's use cases work with."""

    interviews: InterviewsInMemory = field(default_factory=InterviewsInMemory)
    recordings: RecordingsInMemory = field(default_factory=RecordingsInMemory)
    limits: DeploymentLimits = field(
        default_factory=lambda: DeploymentLimits(
            max_bytes=1024**3, max_duration_ms=Milliseconds(600_000), url_seconds=900
        )
    )
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
