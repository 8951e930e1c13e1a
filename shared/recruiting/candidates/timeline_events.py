"""What events of every stage say on a candidate's timeline. Pure: ids and codes alone pass on."""

from collections.abc import Mapping

from shared.assessment.contracts import ReportReady
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.contracts import ConsentWithdrawn, HumanReviewRequested, InterviewCompleted, InterviewOpened
from shared.interview.personality.contracts import PersonalityCompleted
from shared.kernel.events import Event
from shared.offer.contracts import OfferAccepted, OfferClosed, OfferSent
from shared.people.contracts import Hired
from shared.recruiting.applications.contracts import ApplicationMoved, ApplicationOverdue, ApplicationReceived
from shared.recruiting.candidates.timeline_entry import Kind, Plain, TimelineEntry
from shared.recruiting.contracts import CandidateInvited

KINDS: Mapping[type[Event], Kind] = {
    ApplicationReceived: "application_received",
    ApplicationMoved: "application_moved",
    ApplicationOverdue: "application_overdue",
    CandidateInvited: "invited",
    InterviewOpened: "interview_opened",
    InterviewCompleted: "interview_completed",
    HumanReviewRequested: "human_review_requested",
    ConsentWithdrawn: "consent_withdrawn",
    PersonalityCompleted: "personality_completed",
    ReportReady: "report_ready",
    DecisionRecorded: "decision",
    OfferSent: "offer_sent",
    OfferAccepted: "offer_accepted",
    OfferClosed: "offer_closed",
    Hired: "hired",
}
"""Which events a timeline shows."""
REFERENCES = ("decision_id", "offer_id", "interview_id", "invitation_id", "application_id")
"""What a line is about: the first of these that the event names."""
WHO = ("by", "decided_by")
SAID = (
    "origin",
    "node",
    "from_node",
    "to_node",
    "node_kind",
    "status",
    "reason",
    "outcome",
    "reason_code",
    "at_node",
    "valid",
    "purpose",
    "then",
    "times",
    "because",
    "start_date",
    "expires_at",
    "revision",
    "overall",
    "application_id",
    "interview_id",
)
"""Members that are ids, codes or numbers; others stay where they are."""


def kind_of(detail_type: str) -> type[Event] | None:
    """Return the event of this detail type (``application_moved.v1``), None where a timeline does not show it."""
    return next((event for event in KINDS if event.detail_type() == detail_type), None)


def line_of(event: Event) -> TimelineEntry:
    """Return the line that an event is."""
    said = event.model_dump(mode="json")
    detail: dict[str, Plain] = {
        name: said[name] for name in SAID if isinstance(said.get(name), str | int | float | bool)
    }
    return TimelineEntry(
        at=event.occurred_at,
        kind=KINDS[type(event)],
        by=next((str(said[name]) for name in WHO if said.get(name)), None),
        ref=next((str(said[name]) for name in REFERENCES if said.get(name)), None),
        position_id=said.get("position_id"),
        detail=detail,
    )
