"""Who may enter: a candidate's token becomes the invitation that it opens."""

from dataclasses import dataclass

from shared.interview.errors import NotOpened
from shared.interview.model import Session
from shared.interview.ports import Interviews
from shared.recruiting.candidate_token import CandidateToken, UnknownToken
from shared.recruiting.contracts import Invitation


def admit(token: CandidateToken, interviews: Interviews) -> Invitation:
    """Return the invitation that ``token`` opens. Raises ``UnknownToken``, whatever part of it is wrong."""
    invitation = interviews.invitation(token.invitation_id)
    if invitation is None or not token.proves(invitation.secret_sha256):
        raise UnknownToken
    return invitation


@dataclass(frozen=True)
class Admitted:
    """A candidate in an open session."""

    invitation: Invitation
    session: Session


def enter(token: CandidateToken, interviews: Interviews) -> Admitted:
    """Return the open session of ``token``. Raises ``UnknownToken``, ``NotOpened``."""
    invitation = admit(token, interviews)
    session = interviews.session(invitation.interview_id)
    if session is None:
        raise NotOpened
    return Admitted(invitation, session)
