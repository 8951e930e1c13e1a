"""A transcript that was corrected: at whose request, who accepted it, and where the original lies."""

from datetime import datetime

from pydantic import Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen


class AcceptedCorrection(Frozen):
    """What the decision stage accepted at a candidate's request; ``number`` counts the corrections of the answer."""

    request_id: str
    number: int = Field(ge=1)
    text: str = Field(min_length=1)
    accepted_by: str
    accepted_at: datetime


class TranscriptCorrection(Frozen):
    """Stands on an answer that was scored from corrected words.

    ``original`` is the ``assessment/answer_assessed`` document as it was made from what was heard; it stays.
    """

    request_id: str
    number: int
    accepted_by: str
    accepted_at: datetime
    original: DocumentRef


class CorrectedWords(Frozen):
    """The document that an answer is scored from again: ``text`` in place of what was heard in ``upload_key``."""

    correction: TranscriptCorrection
    upload_key: str
    text: str
