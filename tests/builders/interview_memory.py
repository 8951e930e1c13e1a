"""Interviews and recordings in memory: the ports of a candidate's use cases, without table or bucket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shared.interview.accommodation.model import AccommodationCase, AccommodationSettings
from shared.interview.consent.model import ConsentEntry
from shared.interview.contracts import InterviewPlan, UploadReceipt
from shared.interview.model import Answer, DeploymentLimits, Moment, Session
from shared.interview.ports import ArrivedPart
from shared.kernel.clock import FixedClock, Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Gone
from shared.kernel.events import Event
from shared.kernel.ids import AnswerId, InterviewId
from shared.platform.audit import AuditEntry
from shared.platform.paging import Cursor
from shared.recruiting.contracts import Invitation
from shared.tenancy.contracts import TenantSettings
from shared.tenancy.limits.model import UNLIMITED, Plan
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
    choices: list[ConsentEntry] = field(default_factory=list)
    noted: list[Moment] = field(default_factory=list)
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

    def open(self, session: Session, consents: Sequence[ConsentEntry], events: Sequence[Event]) -> bool:
        self._rival()
        if session.plan.interview_id in self.sessions:
            return False
        self.sessions[session.plan.interview_id] = session
        self.choices += consents
        self.events += events
        return True

    def amend(
        self,
        before: Session,
        after: Session,
        consents: Sequence[ConsentEntry],
        moments: Sequence[Moment],
        events: Sequence[Event],
    ) -> bool:
        self._rival()
        if self.sessions.get(before.plan.interview_id) != before:
            return False
        self.sessions[before.plan.interview_id] = after
        self.choices += consents
        self.noted += moments
        self.events += events
        return True

    def consents(self, interview_id: InterviewId) -> Sequence[ConsentEntry]:
        return list(self.choices)

    def moments(self, interview_id: InterviewId) -> Sequence[Moment]:
        return list(self.noted)

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

    def playback(self, key: str, seconds: int) -> str:
        return f"https://store.example/{key}?for={seconds}"

    def empty(self, key: str) -> None:
        self.whole[key] = b""

    def size(self, key: str) -> int | None:
        return len(self.whole[key]) if key in self.whole else None

    def _open(self, multipart_id: str) -> dict[int, bytes]:
        if multipart_id not in self.open:
            raise Gone("The upload is not open any more.", "Begin it again.")
        return self.open[multipart_id]


@dataclass
class AccommodationsInMemory:
    """One candidate's accommodation, and what the tenant grants by itself."""

    current: AccommodationCase | None = None
    reason: str = ""
    granted_alone: AccommodationSettings = field(default_factory=AccommodationSettings)

    def case(self, interview_id: InterviewId) -> AccommodationCase | None:
        return self.current

    def why(self, interview_id: InterviewId) -> str:
        return self.reason

    def ask(
        self, before: AccommodationCase | None, after: AccommodationCase, why: str, events: Sequence[Event]
    ) -> bool:
        if self.current != before:
            return False
        self.current, self.reason = after, why or self.reason
        return True

    def decide(self, before: AccommodationCase | None, after: AccommodationCase, entry: AuditEntry) -> bool:
        if self.current != before:
            return False
        self.current = after
        return True

    def waiting(self, limit: int, cursor: Cursor | None) -> tuple[Sequence[AccommodationCase], Cursor | None]:
        return [case for case in [self.current] if case and case.state == "waiting"], None

    def settings(self) -> AccommodationSettings:
        return self.granted_alone

    def change_settings(self, before: AccommodationSettings, after: AccommodationSettings, entry: AuditEntry) -> bool:
        self.granted_alone = after
        return True


@dataclass
class PlacesInMemory:
    """A plan without limits, which notes who holds a place."""

    holding: set[InterviewId] = field(default_factory=set)

    def plan(self) -> Plan:
        return UNLIMITED

    def hold(self, interview_id: InterviewId) -> None:
        self.holding.add(interview_id)

    def release(self, interview_id: InterviewId) -> None:
        self.holding.discard(interview_id)


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
    accommodations: AccommodationsInMemory = field(default_factory=AccommodationsInMemory)
    usage: PlacesInMemory = field(default_factory=PlacesInMemory)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
