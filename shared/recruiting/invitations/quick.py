"""The quick way: name and address in, and somebody is a candidate, applied and is invited, in one transaction."""

from shared.kernel.ids import CandidateId, PositionId, new_id
from shared.kernel.request import Request
from shared.platform.table import ConditionFailed
from shared.recruiting.candidates import index
from shared.recruiting.candidates.applying import Opening
from shared.recruiting.candidates.duplicates.service import look_for_duplicates
from shared.recruiting.candidates.model import CandidateDraft, CandidateRecord, PersonName, Profile, profile_of
from shared.recruiting.candidates.names import letters
from shared.recruiting.invitations.desk import InvitationDesk, asks
from shared.recruiting.invitations.errors import AlreadyInvited
from shared.recruiting.invitations.model import InvitationDraft, InvitationOrder
from shared.recruiting.invitations.service import (
    Invite,
    Prepared,
    earlier_invite,
    invite_application,
    memory_of,
    prepare,
    sent,
)


def invite_somebody(
    position_id: PositionId, draft: InvitationDraft, request: Request | None, desk: InvitationDesk
) -> Invite:
    """Invite a person to a position: somebody known by this mailbox or phone and of this name, or a new candidate.

    The same request again returns the same invitation, without its link.

    Raises:
        NoSuchPosition, PositionClosed, NoQuestions: there is nothing to be invited to.
        BadCandidate: address or phone cannot be one.
        NotAtInterview, AlreadyInvited: they are candidates of this position, and cannot be invited to it now.
        KeyReused, Unavailable: nothing was changed.
    """
    if earlier := earlier_invite(request, desk):
        return earlier
    opening = desk.applying.opening(position_id)
    asks(opening.position)
    profile = _profile(draft, desk)
    known = _known(profile, desk)
    if known is not None:
        found = desk.applying.applications.of_candidate(known.candidate_id)
        applied = next((one for one in found if one.position_id == position_id), None)
        if applied is not None:
            order = _order(draft, applied.application_id)
            return invite_application(order, request, desk)
    return _entered(known, profile, draft, opening, request, desk)


def _entered(
    known: CandidateRecord | None,
    profile: Profile,
    draft: InvitationDraft,
    opening: Opening,
    request: Request | None,
    desk: InvitationDesk,
) -> Invite:
    now = desk.clock.now()
    candidate_id = known.candidate_id if known else CandidateId(new_id("cnd"))
    application, applying = opening.writes(candidate_id, "added", desk.who.user_id, now, new=known is None)
    order = _order(draft, application.application_id)
    name = (known.profile if known else profile).name.shown()
    prepared = prepare(order, application, opening.position, name, desk)
    memory = memory_of(request, prepared.record, desk)
    more = [*applying, *prepared.writes, *memory]
    entry = desk.entry(prepared.record, "invited", entered=known is None)
    try:
        if known is not None:
            desk.trail.transact(more, entry)
        else:
            desk.candidates.candidates.add(_record(candidate_id, profile, desk), entry, None, more)
    except ConditionFailed as error:
        if memory and len(more) - 1 in error.failed and (earlier := earlier_invite(request, desk)):
            return earlier
        raise opening.refusal(application, error.failed) or AlreadyInvited(application.application_id) from error
    if known is None:
        record = desk.candidates.found(candidate_id)
        look_for_duplicates(record, desk.candidates.candidates, desk.suspicions, desk.candidates)
    return sent(Prepared(prepared.record, prepared.invitation, []), desk)


def _record(candidate_id: CandidateId, profile: Profile, desk: InvitationDesk) -> CandidateRecord:
    return CandidateRecord(
        candidate_id=candidate_id, profile=profile, created_at=desk.clock.now(), created_by=desk.who.user_id
    )


def _profile(draft: InvitationDraft, desk: InvitationDesk) -> Profile:
    said = CandidateDraft(
        name=PersonName(full=draft.name),
        emails=(draft.email,) if draft.email else (),
        phones=(draft.phone,) if draft.phone else (),
        languages=(draft.language,) if draft.language else (),
    )
    return profile_of(said, desk.candidates.region, desk.clock.now().date())


def _known(profile: Profile, desk: InvitationDesk) -> CandidateRecord | None:
    """Return the one candidate of this name whom mailbox or phone lead to.

    Several, or another name, are nobody's to guess: then a new candidate is entered, and a person sees the suspicion.
    """
    leads = desk.candidates.candidates.finding.known(index.identifying(profile))
    ids = list(dict.fromkeys(one for found in leads.values() for one in found))[:10]
    names = {letters(form) for form in profile.forms()}
    records = desk.candidates.candidates.many(ids)
    same = [record for record in records if names & {letters(form) for form in record.profile.forms()}]
    return same[0] if len(same) == 1 else None


def _order(draft: InvitationDraft, application_id: str) -> InvitationOrder:
    return InvitationOrder.model_validate(
        {
            "application_id": application_id,
            "channel": draft.channel,
            "language": draft.language,
            "valid_days": draft.valid_days,
        }
    )
