"""Who may enter: a candidate's token becomes the invitation that it opens."""

from dataclasses import dataclass

from shared.interview.errors import Handed, NotOpened, Paused, RecordingWithdrawn
from shared.interview.model import Session
from shared.interview.ports import Desk, Interviews
from shared.recruiting.candidate_token import CandidateToken, UnknownToken
from shared.recruiting.contracts import Invitation


def admit(token: CandidateToken, interviews: Interviews) -> Invitation:
    """Return the invitation that ``token`` opens.

    Raises ``UnknownToken``, whatever part of it is wrong; ``LinkReplaced``, ``LinkRevoked`` to who held the right one.
    """
    invitation = interviews.invitation(token.invitation_id)
    if invitation is None:
        raise UnknownToken
    token.open(invitation)
    return invitation


@dataclass(frozen=True)
class Admitted:
    """A candidate in an open session."""

    invitation: Invitation
    session: Session


def enter(token: CandidateToken, desk: Desk) -> Admitted:
    """Return the open session of ``token``. Raises ``UnknownToken``, ``NotOpened``, ``SuspendedForCandidates``."""
    invitation = admit(token, desk.interviews)
    session = desk.interviews.session(invitation.interview_id)
    desk.usage.plan().admit_candidate(begun=session is not None)
    if session is None:
        raise NotOpened
    return Admitted(invitation, session)


def must_be_going_on(session: Session, *, paused_too: bool = False) -> None:
    """Let pass what changes an interview. Raises ``RecordingWithdrawn``, ``Handed``, ``Paused``.

    ``paused_too``: it may go on in a pause, as parts of a recording do that was made before.
    """
    if session.state == "withdrawn":
        raise RecordingWithdrawn
    if session.completed_at is not None:
        raise Handed
    if session.paused_at is not None and not paused_too:
        raise Paused
