"""Counts, in the transaction of an invitation, that its candidate gets to see the position's questions of the bank."""

from shared.platform.writes import Write
from shared.recruiting.contracts import PositionSnapshot
from shared.recruiting.questions.bank.store import BankStore


class BankExposure:
    """``shared.recruiting.invitations.exposure.Exposure`` of a tenant's bank."""

    def __init__(self, store: BankStore) -> None:
        self._store = store

    def writes(self, position: PositionSnapshot) -> list[Write]:
        """Return the writes that count one more candidate for each question of the bank that a position asks."""
        asked = [question.bank_id for question in position.questions]
        return self._store.exposure_writes(question_id for question_id in asked if question_id is not None)
