"""What the use cases of the preparation need from stores."""

from collections.abc import Sequence
from typing import Protocol

from shared.interview.accommodation.ports import AccommodationDesk
from shared.interview.preparation.model import DeviceCheck, Practice
from shared.kernel.ids import CandidateId, InterviewId


class Preparations(Protocol):
    """Where one tenant's device checks and practice recordings are noted."""

    def add_check(self, interview_id: InterviewId, candidate_id: CandidateId, check: DeviceCheck) -> None: ...

    def checks(self, interview_id: InterviewId) -> Sequence[DeviceCheck]:
        """Return the newest checks, the newest first, up to 20."""
        ...

    def practice(self, interview_id: InterviewId) -> Practice | None: ...

    def put_practice(self, practice: Practice) -> None:
        """Note a practice recording, in place of an earlier one."""
        ...


class PreparationDesk(AccommodationDesk, Protocol):
    """What the use cases of the preparation work with."""

    @property
    def preparations(self) -> Preparations: ...
