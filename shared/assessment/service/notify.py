"""Notify: the report is kept, told of once, and the recruiter gets a letter where the deployment sends mail."""

from shared.assessment.contracts import ReportReady
from shared.assessment.pipeline import InterviewRef, ReportedInterview
from shared.assessment.service.letter import report_letter
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.scope import Scope
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.ids import new_id
from shared.platform.mail import Sends


class Notified(Frozen):
    """Output of Notify. ``told`` is false where this revision, or a newer one, was told before."""

    told: bool
    mailed: bool


def notify(scope: Scope, reported: ReportedInterview, mail: Sends) -> Notified:
    """Tell that the report is ready, once a revision.

    The event goes first, in one transaction with the state. A letter that cannot be sent fails this step, and is
    tried again; a letter is sent twice only where the process dies right after it.

    Raises:
        PeopleOnly: the candidate took the consent to automated scoring back.
        NotFound: the interview is not in assessment.
        Unavailable: the table or the mail service did not answer.
    """
    aggregated = reported.proposed.normed.aggregated
    interview = aggregated.interview
    must_be_by_machine(plan_of(scope, interview.interview_id))
    told = scope.interviews.reported(
        ReportReady(
            event_id=new_id("evt"),
            tenant_id=interview.tenant_id,
            occurred_at=scope.clock.now(),
            interview_id=interview.interview_id,
            position_id=interview.position_id,
            revision=interview.revision,
            report=reported.report,
            page=reported.page,
            overall=aggregated.overall,
            answers_assessed=aggregated.answers_assessed,
            answers_total=aggregated.answers_total,
        )
    )
    return Notified(told=told, mailed=_mail(scope, interview, mail))


def _mail(scope: Scope, interview: InterviewRef, mail: Sends) -> bool:
    state = scope.interviews.get(interview.interview_id)
    if state is None:
        raise NotFound("This interview is not in assessment.", "Report this: a report was made that nobody awaits.")
    plan = plan_of(scope, interview.interview_id)
    if plan.contact is None or state.mailed_revision >= interview.revision:
        return False
    if not mail.send(report_letter(plan, plan.contact)):
        return False
    scope.interviews.mailed(interview.interview_id, interview.revision)
    return True
