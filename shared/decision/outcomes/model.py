"""A decision: what, why, by whom, at which node, and on what was there at that moment. Pure rules."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared.decision.contracts import Outcome, Rule
from shared.decision.outcomes.contracts import CurrentDecision, DecisionOutcome, DecisionRecorded, ResultReleased
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, TenantId, new_id

WITHOUT_APPLICATION = "interview"
"""What stands for the node where an interview belongs to no application."""


class RatingBasis(Frozen):
    """A rating that a decision rests on, in the version that was there."""

    user_id: str
    version: int
    recommendation: DecisionOutcome | None = None


class Basis(Frozen):
    """What was there when it was decided.

    ``proposal`` is the machine's at that moment, null where there was none or it was not to be looked at; ``followed``
    is null where it proposed neither to pass nor to fail, or the decision is to hold. ``awaited``: ratings that were
    waited for. ``seconds``: time that the decider spent on the evidence.
    """

    report: DocumentRef | None = None
    report_revision: int | None = None
    proposal: Outcome | None = None
    rule: Rule | None = None
    followed: bool | None = None
    ratings: tuple[RatingBasis, ...] = ()
    awaited: int = 0
    without_ai: bool = False
    seconds: int = 0


class Decision(Frozen):
    """One recorded decision; it never changes. ``number`` counts those of the interview, whatever the node.

    ``early``: ratings were missing, and somebody who may gave a reason. ``dissenters``: raters who recommended
    otherwise. ``supersedes``: the decision that this one corrects, or that put the interview on hold.
    """

    decision_id: str
    number: int = Field(ge=1)
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    department: str | None = None
    node: str
    outcome: DecisionOutcome
    reason_codes: tuple[str, ...]
    decided_by: str
    decider_name: str | None = None
    decided_at: datetime
    basis: Basis
    early: bool = False
    dissenters: tuple[str, ...] = ()
    bulk_id: str | None = None
    supersedes: str | None = None
    correction: bool = False


class DecisionWords(Frozen):
    """What people wrote; sealed with the candidate's key."""

    note: str = ""
    dissent: str = ""
    early_reason: str = ""
    correction_reason: str = ""


class Head(Frozen):
    """The decisions that hold, by node. ``counted``: raters whose severity is in the oversight already."""

    number: int = 0
    current: dict[str, Decision] = Field(default_factory=dict)
    counted: tuple[str, ...] = ()

    @property
    def newest(self) -> Decision | None:
        """The last one, whatever its node."""
        return max(self.current.values(), key=lambda each: each.number, default=None)


class Release(Frozen):
    """When the candidate may read a decision; null: when somebody releases it."""

    decision_id: str
    release_at: datetime | None
    released_by: str | None = None

    def open(self, now: datetime) -> bool:
        """Return whether the candidate may read it."""
        return self.release_at is not None and self.release_at <= now

    def to_come(self, now: datetime) -> bool:
        """Return whether its moment is chosen and not there yet."""
        return self.release_at is not None and self.release_at > now


def followed(outcome: DecisionOutcome, proposal: Outcome | None) -> bool | None:
    """Return whether a decision does what the machine proposed; None where there is nothing to follow."""
    if outcome == "hold" or proposal not in ("pass", "fail"):
        return None
    return (outcome == "advance") == (proposal == "pass")


def awaited_without_panel(node_kind: str | None, has_report: bool) -> Literal[0, 1]:
    """Return how many ratings a decision waits for where nobody called a panel.

    People must have looked where a person's interview is due, and where no machine has made a report.
    """
    return 1 if node_kind == "human_interview" or not has_report else 0


def event_of(decision: Decision, tenant_id: TenantId) -> DecisionRecorded:
    """Return the event that tells of a decision."""
    return DecisionRecorded(
        event_id=new_id("evt"),
        tenant_id=tenant_id,
        occurred_at=decision.decided_at,
        decision_id=decision.decision_id,
        interview_id=decision.interview_id,
        application_id=decision.application_id,
        position_id=decision.position_id,
        candidate_id=decision.candidate_id,
        outcome=decision.outcome,
        reason_code=decision.reason_codes[0],
        decided_by=decision.decided_by,
        at_node=node_or_none(decision),
        supersedes=decision.supersedes,
    )


def released_event(decision: Decision, release: Release, tenant_id: TenantId, now: datetime) -> ResultReleased:
    """Return the event that tells that the candidate may read a decision from ``now`` on."""
    return ResultReleased(
        event_id=new_id("evt"),
        tenant_id=tenant_id,
        occurred_at=now,
        decision_id=decision.decision_id,
        interview_id=decision.interview_id,
        application_id=decision.application_id,
        position_id=decision.position_id,
        candidate_id=decision.candidate_id,
        released_by=release.released_by,
    )


def document_of(decision: Decision, tenant_id: TenantId) -> CurrentDecision:
    """Return the document that says what holds now."""
    return CurrentDecision(
        tenant_id=tenant_id,
        decision_id=decision.decision_id,
        number=decision.number,
        interview_id=decision.interview_id,
        application_id=decision.application_id,
        position_id=decision.position_id,
        candidate_id=decision.candidate_id,
        outcome=decision.outcome,
        reason_codes=decision.reason_codes,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        at_node=node_or_none(decision),
    )


def node_or_none(decision: Decision) -> str | None:
    """Return the node of the flow, null without an application."""
    return decision.node if decision.application_id is not None else None
