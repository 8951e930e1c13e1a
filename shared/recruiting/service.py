"""Use cases of recruiting: open a position."""

from shared.kernel.clock import Clock
from shared.kernel.errors import Invalid
from shared.kernel.ids import PositionId, new_id
from shared.kernel.request import Request
from shared.recruiting.model import Position, PositionDraft, position_of
from shared.recruiting.ports import KnownRubrics, Recruitment
from shared.recruiting.positions.errors import NoSuchPosition


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
