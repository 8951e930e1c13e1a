"""A panel: who re-interviews, until when, and whose rating is in. Pure rules."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId

MOST_MEMBERS = 10


class Member(Frozen):
    """Somebody who is to rate. ``review``: assigned for a review by people, which knows nothing of the machine.

    ``seen_report``: had the report open before being assigned, so the rating is no blind one.
    """

    user_id: str
    assigned_by: str
    assigned_at: datetime
    due_at: datetime
    review: bool = False
    seen_report: bool = False


class Departure(Frozen):
    """Somebody who left the panel before rating. ``replaced_by`` is null where nobody came in their place."""

    user_id: str
    by: str
    at: datetime
    reason: str
    replaced_by: str | None = None


class Panel(Frozen):
    """The panel of one interview. ``revision`` is its ETag.

    ``required`` is how many ratings a decision waits for; null: those of all members. ``without_ai``: it reviews for a
    candidate who asked for people, so what the machine made of the interview is no part of it.
    """

    interview_id: InterviewId
    application_id: ApplicationId | None = None
    position_id: PositionId
    candidate_id: CandidateId
    department: str | None = None
    members: tuple[Member, ...] = ()
    rated: tuple[str, ...] = ()
    left: tuple[Departure, ...] = ()
    required: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)
    without_ai: bool = False
    request_id: str | None = None
    called_by: str
    called_at: datetime
    revision: int = 1

    @property
    def awaited(self) -> int:
        """How many ratings must be in; never more than there are members, and never none."""
        return max(1, min(self.required or len(self.members), len(self.members)))

    @property
    def complete(self) -> bool:
        """Whether they are."""
        return len(self.rated) >= self.awaited

    @property
    def reviewed(self) -> bool:
        """Whether everybody who was assigned for a review has rated."""
        return all(each.user_id in self.rated for each in self.members if each.review)

    def member(self, user_id: str) -> Member | None:
        """Return a member, or None."""
        return next((each for each in self.members if each.user_id == user_id), None)


def joined(panel: Panel, members: Sequence[Member], required: int | None) -> Panel:
    """Return the panel with more members; ``required`` null leaves that as it is."""
    return _next(panel, members=(*panel.members, *members), required=required or panel.required)


def due(panel: Panel, user_id: str, due_at: datetime) -> Panel:
    """Return the panel with another deadline for a member."""
    members = tuple(
        each.model_copy(update={"due_at": due_at}) if each.user_id == user_id else each for each in panel.members
    )
    return _next(panel, members=members)


def parted(panel: Panel, departure: Departure, successor: Member | None) -> Panel:
    """Return the panel without a member, with ``successor`` in the place."""
    members: list[Member] = []
    for each in panel.members:
        if each.user_id != departure.user_id:
            members.append(each)
        elif successor is not None:
            members.append(successor)
    return _next(panel, members=tuple(members), left=(*panel.left, departure))


def awaiting(panel: Panel, required: int | None) -> Panel:
    """Return the panel that waits for this many ratings."""
    return _next(panel, required=required)


def rated(panel: Panel, user_id: str) -> Panel:
    """Return the panel with the rating of ``user_id`` in."""
    return _next(panel, rated=(*(each for each in panel.rated if each != user_id), user_id))


def _next(panel: Panel, **changed: object) -> Panel:
    return panel.model_copy(update={**changed, "revision": panel.revision + 1})
