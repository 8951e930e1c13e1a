"""Use cases of recruiting: open a position, invite a candidate to it."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.kernel.errors import Conflict, Invalid
from shared.kernel.ids import PositionId, new_id
from shared.kernel.request import Request
from shared.recruiting.candidate import InvitationDraft, Invited, invite_to
from shared.recruiting.contracts import CandidateInvited
from shared.recruiting.letter import invitation_letter
from shared.recruiting.model import Position, PositionDraft, position_of
from shared.recruiting.positions.errors import NoQuestions, NoSuchPosition, PositionClosed
from shared.recruiting.ports import Courier, Delivery, KnownRubrics, Recruitment


def create_position(
    draft: PositionDraft,
    *,
    author: str,
    request: Request | None,
    recruitment: Recruitment,
    rubrics: KnownRubrics,
    clock: Clock,
) -> Position:
    """Open a position. The same request again returns the same position.

    Raises:
        Invalid: it asks for a language that the tenant does not accept, for longer answers than it takes, or names a
            competency without wording it that nobody else has worded either.
        KeyReused: the request's key was used for another request.
        Unavailable: nothing was changed; send it again.
    """
    if request is not None and (known := recruitment.remembered(request)):
        return _position(recruitment, PositionId(known))
    _check_against_policy(draft, recruitment)
    _check_rubrics(draft, rubrics)
    position = position_of(draft, PositionId(new_id("pos")), author, clock.now())
    if recruitment.add_position(position, request) or request is None:
        return position
    known = recruitment.remembered(request)
    return _position(recruitment, PositionId(known or ""))


@dataclass(frozen=True)
class Invite:
    """The outcome of an invitation. ``link`` is null where it cannot be shown (again), or there is no page to open."""

    invited: Invited
    link: str | None
    delivery: Delivery


def invite_candidate(
    position_id: PositionId,
    draft: InvitationDraft,
    *,
    request: Request | None,
    page: str,
    recruitment: Recruitment,
    courier: Courier,
    clock: Clock,
) -> Invite:
    """Invite a candidate, and mail the link where there is an address. ``page`` is where links lead; empty: none.

    The token is in the answer this once. The same request again returns the same invitation without it.

    Raises:
        NotFound: no such position in this tenant.
        PositionClosed, NoQuestions: it takes nobody on, or has nothing to ask yet.
        KeyReused, Unavailable: as for positions.
    """
    if request is not None and (known := recruitment.remembered(request)):
        return Invite(_invited(recruitment, position_id, known), None, "not_mailed")
    position = _position(recruitment, position_id)
    if position.status == "closed":
        raise PositionClosed
    if not position.snapshot.questions:
        raise NoQuestions
    now = clock.now()
    company = recruitment.settings()
    invited = invite_to(position, draft, company.tenant_id, company.company, now)
    document = recruitment.publish(invited.invitation)
    event = CandidateInvited(
        event_id=new_id("evt"),
        tenant_id=company.tenant_id,
        occurred_at=now,
        invitation_id=invited.invitation.invitation_id,
        interview_id=invited.invitation.interview_id,
        candidate_id=invited.candidate.candidate_id,
        position_id=position_id,
        expires_at=invited.invitation.expires_at,
        invitation=document,
    )
    if not recruitment.add_invitation(invited, [event], request) and request is not None:
        return Invite(_invited(recruitment, position_id, recruitment.remembered(request) or ""), None, "not_mailed")
    # In the fragment: browsers do not send it, so the token reaches no server's log.
    link = f"{page}#{invited.token.spelled()}" if page and invited.token else None
    return Invite(invited, link, _deliver(invited, link, courier))


def _deliver(invited: Invited, link: str | None, courier: Courier) -> Delivery:
    if link is None or invited.candidate.email is None:
        return "not_mailed"
    return courier.deliver(invitation_letter(invited.invitation, invited.candidate.email, link))


def _check_against_policy(draft: PositionDraft, recruitment: Recruitment) -> None:
    policy = recruitment.settings().policy
    if strange := sorted(set(draft.languages) - set(policy.languages)):
        raise Invalid(
            f"Your company does not accept answers in {', '.join(strange)}.",
            f"Choose among {', '.join(policy.languages)}, or ask your administrator to change it.",
        )
    longest = policy.limits.max_duration_ms // 1000
    if any(question.answer_seconds > longest for question in draft.questions):
        raise Invalid(f"A question gives more than {longest} seconds to answer.", "Give it less time, or split it.")


def _check_rubrics(draft: PositionDraft, rubrics: KnownRubrics) -> None:
    named = [competency.name for competency in draft.competencies if competency.rubric is None]
    if missing := rubrics.missing(named):
        raise Invalid(
            f"There is no rubric for {', '.join(missing)}.",
            "Give the competency a title and a rubric here, or write your company's own under /v1/assessment/rubrics.",
        )


def _position(recruitment: Recruitment, position_id: PositionId) -> Position:
    position = recruitment.position(position_id)
    if position is None:
        raise NoSuchPosition(position_id)
    return position


def _invited(recruitment: Recruitment, position_id: PositionId, invitation_id: str) -> Invited:
    invited = recruitment.invited(position_id, invitation_id)
    if invited is None:
        raise Conflict(
            "This request was carried out for a position that is not there any more.", "Invite again with a new key."
        )
    return invited
