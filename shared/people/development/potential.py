"""Use cases of the mark of high potential: the employee contests it, and somebody else answers."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.development.errors import AnotherPersonAnswers, NoPlan, NotContestable
from shared.people.development.model import POTENTIAL_FROM, DevelopmentPlan, PotentialStep
from shared.people.development.service import DevelopmentDesk, Named, opened, require_consent, write


class PotentialOrder(Frozen):
    """The employee contests the mark, or somebody answers; always with a note."""

    state: Literal["contested", "upheld", "removed"]
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


def settle_potential(
    employee_id: EmployeeId, order: PotentialOrder, named: Named, desk: DevelopmentDesk
) -> DevelopmentPlan:
    """Record that the employee contests the mark, uphold it, or remove it. Every step and its note stays.

    Raises:
        NoPlan: there is no plan, or no mark in it.
        NotContestable: the mark does not stand so.
        AnotherPersonAnswers: a contested mark is answered by somebody who had nothing to do with it so far.
        ConsentNeeded, NoSuchEmployee, Forbidden, PreconditionRequired, PreconditionFailed: as they say.
    """
    employee, plan = opened(employee_id, named, "manage_goal", desk)
    if plan.potential is None:
        raise NoPlan
    require_consent(employee)
    if plan.potential.state not in POTENTIAL_FROM[order.state]:
        raise NotContestable(plan.potential.state)
    by, now = desk.people.who.user_id, desk.people.clock.now()
    if plan.potential.state == "contested" and by in plan.involved:
        raise AnotherPersonAnswers
    after = plan.with_step(PotentialStep(state=order.state, by=by, at=now, note=order.note))
    write(after, employee, desk, "manage_goal", order.state)
    return after
