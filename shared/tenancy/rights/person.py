"""Who a person is, in ids: what the stages need to find everything of them. Published within the library."""

from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, OfferId, PositionId


class Applied(Frozen):
    """One application."""

    application_id: ApplicationId
    position_id: PositionId


class Interviewed(Frozen):
    """One invitation, and the interview that it leads to."""

    interview_id: InterviewId
    invitation_id: str
    position_id: PositionId
    application_id: ApplicationId | None = None


class Person(Frozen):
    """A candidate with those who were merged into them (the same person), their applications and interviews.

    ``offers``: those whose rows may be gone already, while their letters are not.
    """

    candidate_id: CandidateId
    absorbed: tuple[CandidateId, ...] = ()
    applications: tuple[Applied, ...] = ()
    interviews: tuple[Interviewed, ...] = ()
    offers: tuple[OfferId, ...] = ()

    @property
    def candidate_ids(self) -> tuple[CandidateId, ...]:
        """Every id that the person has here."""
        return (self.candidate_id, *self.absorbed)

    @property
    def positions(self) -> tuple[PositionId, ...]:
        """The positions that the person had to do with, each once."""
        applied = [each.position_id for each in self.applications]
        return tuple(dict.fromkeys([*applied, *(each.position_id for each in self.interviews)]))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every id that a stone is laid for."""
        return (
            *self.candidate_ids,
            *(str(each.application_id) for each in self.applications),
            *(str(each.interview_id) for each in self.interviews),
            *(each.invitation_id for each in self.interviews),
        )

    def and_(self, other: "Person") -> "Person":
        """Return the person with what ``other`` knows besides: found later, or before rows were gone."""
        applications = {each.application_id: each for each in (*self.applications, *other.applications)}
        interviews = {each.interview_id: each for each in (*self.interviews, *other.interviews)}
        return Person(
            candidate_id=self.candidate_id,
            absorbed=tuple(dict.fromkeys((*self.absorbed, *other.absorbed))),
            applications=tuple(applications.values()),
            interviews=tuple(interviews.values()),
            offers=tuple(dict.fromkeys((*self.offers, *other.offers))),
        )
