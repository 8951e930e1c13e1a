"""Aggregate: the answers of an interview become competencies and one overall score."""

from shared.assessment.aggregation import aggregate as over_answers
from shared.assessment.pipeline import AggregatedInterview, InterviewRef
from shared.assessment.service.documents import assessed_answers
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.scope import Scope


def aggregate(scope: Scope, interview: InterviewRef) -> AggregatedInterview:
    """Return the interview's competencies by the plan's weights.

    Raises:
        PeopleOnly: the candidate took the consent to automated scoring back; there will be no report.
        NotFound: the plan or a document is not there.
        DamagedDocument: a document is not the one that was recorded.
        Unavailable: the table or the bucket did not answer.
    """
    plan = plan_of(scope, interview.interview_id)
    must_be_by_machine(plan)
    weights = {competency.name: competency.weight for competency in plan.competencies}
    answers = list(assessed_answers(scope, interview.interview_id).values())
    return over_answers(interview, answers, weights, answers_total=len(plan.questions))
