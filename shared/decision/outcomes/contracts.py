"""What the decisions of people tell the other stages: that one was recorded, which one holds, and who may read it."""

from datetime import datetime
from typing import ClassVar, Literal, Protocol, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from shared.kernel.errors import NotFound
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, TenantId

M = TypeVar("M", bound=BaseModel)

DecisionOutcome = Literal["advance", "reject", "hold"]
OUTCOMES: tuple[DecisionOutcome, ...] = get_args(DecisionOutcome)


class DecisionRecorded(Event):
    """``decision/decision_recorded`` v1: a named person decided about a candidate, or corrected such a decision.

    ``at_node`` is the node of the flow that was decided at, null without an application. ``reason_code`` is the first
    of the decision's reasons; words of people do not travel. ``supersedes`` names the decision that this one replaces.
    """

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "decision_recorded"

    decision_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    outcome: DecisionOutcome
    reason_code: str | None
    decided_by: str
    at_node: str | None
    supersedes: str | None = None


class ResultReleased(Event):
    """``decision/result_released`` v1: from now on the candidate may read a decision, by the link of the interview.

    It is told when that moment has come, whether a person chose it or the company's policy (``released_by`` null).
    What was decided is not in it. A decision that corrects another one is released anew, with an event of its own.
    """

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "result_released"

    decision_id: str
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    released_by: str | None = None


class CurrentDecision(Published):
    """``decision/current_decision`` v1: the newest decision about an application. A document, replaced by the next one.

    Whoever makes an offer reads it: an offer comes only from a positive decision. ``number`` grows with every decision
    of the interview, whatever the node.
    """

    stage: ClassVar[str] = "decision"
    name: ClassVar[str] = "current_decision"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="decision/current_decision v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    decision_id: str
    number: int = Field(ge=1)
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    outcome: DecisionOutcome
    reason_codes: tuple[str, ...]
    decided_by: str
    decided_at: datetime
    at_node: str | None


class DecisionDocuments(Protocol):
    """The tenant's documents."""

    def get_document(self, where: str, kind: type[M]) -> M: ...


def decision_key(tenant_id: TenantId, about: ApplicationId | InterviewId) -> str:
    """Return where the decision lies in the media bucket: by application, by interview where there is none."""
    return f"decisions/{tenant_id}/{about}.json"


def positive_decision(
    tenant_id: TenantId, application_id: ApplicationId, documents: DecisionDocuments
) -> CurrentDecision | None:
    """Return the decision that lets an offer be made; None where people decided otherwise, or not yet.

    Raises ``Unavailable``.
    """
    try:
        current = documents.get_document(decision_key(tenant_id, application_id), CurrentDecision)
    except NotFound:
        return None
    return current if current.outcome == "advance" else None
