"""Use cases of the candidate: to read the questions, answer them, and take the answers back."""

from datetime import datetime

from shared.decision.fairness.categories import categories_of
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.fairness.self_identification import (
    SelfIdentificationAnswers,
    SelfIdentificationForm,
    form_of,
    identify,
)
from shared.kernel.errors import Gone
from shared.recruiting.contracts import Invitation


class SelfIdentificationClosed(Gone):
    """The invitation's time is over, and with it that of its link."""

    code = "self_identification_closed"

    def __init__(self) -> None:
        super().__init__(
            "This interview is over, so its link no longer changes anything. 面试已结束，无法再通过此链接修改。",
            "To change or withdraw your answers, write to the company. 如需修改或撤回，请联系招聘方。",
        )


def see_form(invitation: Invitation, desk: FairnessDesk) -> SelfIdentificationForm:
    """Return the questions, and whether they were answered. What was answered is shown to nobody."""
    position = invitation.position.position_id
    return form_of(categories_of(desk.jurisdiction), desk.told.given(position, invitation.candidate_id))


def tell(invitation: Invitation, answers: SelfIdentificationAnswers, desk: FairnessDesk) -> SelfIdentificationForm:
    """Keep a candidate's answers in place of earlier ones; with none at all, take the earlier ones away.

    Raises:
        SelfIdentificationClosed: the invitation is over.
        Invalid: an answer is none of those offered.
    """
    now = _in_time(invitation, desk)
    categories = categories_of(desk.jurisdiction)
    told = identify(invitation.candidate_id, answers, categories, now)
    position = invitation.position.position_id
    if told.sex is None and told.ethnicity is None and told.birth is None:
        desk.told.withdraw(position, invitation.candidate_id)
        return form_of(categories, given=False)
    desk.told.keep(position, told)
    return form_of(categories, given=True)


def withdraw(invitation: Invitation, desk: FairnessDesk) -> None:
    """Take a candidate's answers away. Raises ``SelfIdentificationClosed``."""
    _in_time(invitation, desk)
    desk.told.withdraw(invitation.position.position_id, invitation.candidate_id)


def _in_time(invitation: Invitation, desk: FairnessDesk) -> datetime:
    now = desk.clock.now()
    if now >= invitation.expires_at:
        raise SelfIdentificationClosed
    return now
