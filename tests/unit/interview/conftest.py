"""A desk in memory, and a candidate who was invited."""

import pytest

from shared.recruiting.candidate_token import CandidateToken
from tests.builders.interview_memory import DeskInMemory
from tests.builders.recruiting import invited


@pytest.fixture
def desk() -> DeskInMemory:
    return DeskInMemory()


@pytest.fixture
def token(desk: DeskInMemory) -> CandidateToken:
    invitation, made = invited()
    desk.interviews.invitations[invitation.invitation_id] = invitation
    return made
