"""Use case: an employee answers whether something may be done for the new purpose."""

from typing import Literal

from shared.kernel.errors import Conflict, NotFound, PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.people.employees.desk import EmployeeDesk
from shared.people.employees.model import Employee
from shared.platform.etag import expect


class NotAsked(Conflict):
    """Nobody asks about this purpose: it ended with the application, or needs no consent."""

    code = "not_asked"

    def __init__(self, purpose: str) -> None:
        super().__init__(
            f"Nobody is asked about {purpose}. 该用途无须征得同意。",
            "Read the consents of the file: each says what becomes of it, and why. 请查看档案中的同意事项。",
        )


class ConsentAnswer(Frozen):
    """What the employee answered."""

    purpose: str
    answer: Literal["given", "refused"]


def answer_consent(
    employee_id: EmployeeId, answer: ConsentAnswer, named: frozenset[str] | None, desk: EmployeeDesk
) -> Employee:
    """Record an answer; a later one replaces it, and the audit log keeps both. Raises ``NotAsked``, ``NotFound``."""
    employee = desk.opened(employee_id, "manage_onboarding")
    expect(named, employee.revision)
    asked = next((each for each in employee.consents if each.purpose == answer.purpose), None)
    if asked is None:
        raise NotFound(f"There is no purpose {answer.purpose}. 没有该用途。", "Take it from the file. 请从档案中选取。")
    if asked.becomes != "asked_anew":
        raise NotAsked(answer.purpose)
    answered = asked.model_copy(update={"answer": answer.answer, "answered_at": desk.clock.now()})
    consents = tuple(answered if each.purpose == answer.purpose else each for each in employee.consents)
    after = employee.with_(consents=consents)
    detail = {"purpose": answer.purpose, "answer": answer.answer}
    entry = desk.trail.entry(
        desk.who, "manage_onboarding", employee_id, candidate_id=employee.candidate_id, detail=detail
    )
    if not desk.employees.change(employee, after, entry):
        raise PreconditionFailed
    return after
