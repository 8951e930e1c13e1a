"""What recruiting publishes of candidates: that a file is to be entered, that somebody applied online."""

from typing import ClassVar

from shared.kernel.events import Event
from shared.kernel.ids import CandidateId, PositionId


class CandidateImportStarted(Event):
    """``recruiting/candidate_import_started`` v1: a table of candidates is to be entered from row ``done`` on.

    The worker that enters it says it again when its time is over and rows are left.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "candidate_import_started"

    import_id: str
    done: int


class ApplicationSubmitted(Event):
    """``recruiting/application_submitted`` v1: somebody sent an application by a public link. No personal data travels.

    What they wrote lies sealed with the key of ``candidate_id``, who is not entered yet.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "application_submitted"

    intake_id: str
    link_id: str
    position_id: PositionId
    candidate_id: CandidateId
