"""Use cases of staff: read a case with its reason, and say what is granted without anybody looking."""

from shared.interview.accommodation.errors import NoSuchCase
from shared.interview.accommodation.model import AccommodationCase, AccommodationSettings
from shared.interview.accommodation.ports import Accommodations
from shared.interview.ports import Interviews
from shared.kernel.errors import NotFound, PreconditionFailed
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.candidate_token import INVITATION_ID
from shared.recruiting.contracts import Invitation


def found(invitation_id: str, interviews: Interviews) -> Invitation:
    """Return an invitation. Raises ``NotFound``."""
    invitation = interviews.invitation(invitation_id) if INVITATION_ID.fullmatch(invitation_id) else None
    if invitation is None:
        raise NotFound(f"There is no invitation {invitation_id}.", "Check the id.")
    return invitation


def read_case(
    who: Caller, invitation: Invitation, accommodations: Accommodations, trail: AuditTrail
) -> tuple[AccommodationCase, str]:
    """Return a case and why it is needed; that the reason was read is recorded first. Raises ``NoSuchCase``."""
    case = accommodations.case(invitation.interview_id)
    if case is None:
        raise NoSuchCase(invitation.invitation_id)
    entry = trail.entry(who, "read_accommodation_reason", invitation.interview_id, candidate_id=invitation.candidate_id)
    trail.record(entry)
    return case, accommodations.why(invitation.interview_id)


def change_settings(
    who: Caller,
    wanted: AccommodationSettings,
    read: frozenset[str] | None,
    accommodations: Accommodations,
    trail: AuditTrail,
) -> AccommodationSettings:
    """Change what is granted by itself. Raises ``PreconditionRequired``, ``PreconditionFailed``, ``Unavailable``."""
    before = accommodations.settings()
    expect(read, before.revision)
    after = wanted.model_copy(update={"revision": before.revision + 1})
    detail = after.model_dump(exclude={"revision"})
    entry = trail.entry(who, "manage_settings", "accommodation-settings", detail=detail)
    if not accommodations.change_settings(before, after, entry):
        raise PreconditionFailed
    return after
