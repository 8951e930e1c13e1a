"""What the assessment routes work with, and what permission looks at before an interview is shown."""

from shared.assessment.service.executions import StateMachines
from shared.assessment.service.scope import AssessmentSettings, Scope, scope_of
from shared.decision.panel.seats import seats
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.errors import NotFound
from shared.kernel.ids import InterviewId
from shared.platform import bootstrap
from shared.platform.authorization import ANYTHING, Resource, authorize
from shared.platform.bootstrap import Platform
from shared.platform.identity import Caller
from shared.platform.settings import KeySettings, MachineSettings
from shared.tenancy.actions import Action


class AssessmentApiSettings(AssessmentSettings, MachineSettings, KeySettings):
    """What the assessment routes need."""


def platform() -> Platform[AssessmentApiSettings]:
    """Return this process's platform."""
    return bootstrap.current(AssessmentApiSettings)


def machines() -> StateMachines:
    """Return the state machines, to start them again."""
    here = platform()
    return StateMachines(here.workflows, here.settings)


def scope(who: Caller, action: Action) -> Scope:
    """Return the caller's tenant for something that is nobody's in particular. Raises ``Forbidden``."""
    authorize(who, action, ANYTHING)
    return scope_of(platform(), who.tenant_id)


def interview_scope(who: Caller, action: Action, interview_id: InterviewId) -> Scope:
    """Return the caller's tenant once they may do ``action`` to this interview; reading it is in the audit log.

    Raises:
        NotFound: there is no such interview in this tenant.
        Forbidden: the interview is of another department, is not assigned to the caller, or the caller's own rating is
            not in yet.
    """
    here = platform()
    try:
        plan = here.bucket(who.tenant_id).get_document(plan_key(who.tenant_id, interview_id), InterviewPlan)
    except NotFound as error:
        raise NotFound(f"There is no interview {interview_id}.", "Check the id.") from error
    panel = seats(here.table(who.tenant_id), interview_id)
    resource = Resource(department=plan.department, assigned=panel.assigned, rated=panel.rated)
    authorize(who, action, resource)
    trail = here.audit(who.tenant_id)
    trail.record(trail.entry(who, action, interview_id, candidate_id=plan.candidate_id))
    return scope_of(here, who.tenant_id)
