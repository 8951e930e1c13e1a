"""Norm: where the overall score stands among those who were judged by the same rubrics for the same position."""

import hashlib

from shared.assessment.norms import percentile
from shared.assessment.pipeline import AggregatedInterview, NormedInterview
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.service.documents import assessed_answers
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.rubrics import own_rubrics
from shared.assessment.service.scope import Scope

VERSION_LENGTH = 10


def norm(scope: Scope, aggregated: AggregatedInterview) -> NormedInterview:
    """Rank the interview in the cohort that is frozen for today, and let it join the cohort of later days.

    Raises ``NotFound``, ``DamagedDocument``, ``Unavailable`` as reading the answers does.
    """
    interview = aggregated.interview
    version = _rubric_version(scope, aggregated)
    now = scope.clock.now()
    cohort = scope.cohorts.frozen(interview.position_id, version, now)
    rank = percentile(aggregated.overall, cohort.name, cohort.without(interview.interview_id))
    if aggregated.overall is not None:
        scope.cohorts.join(interview.position_id, version, interview.interview_id, aggregated.overall, now)
    return NormedInterview(aggregated=aggregated, norm=rank)


def _rubric_version(scope: Scope, aggregated: AggregatedInterview) -> str:
    """Name the plan's rubrics and the judges together: a score by others is another scale, and another cohort."""
    interview_id = aggregated.interview.interview_id
    plan = plan_of(scope, interview_id)
    rubrics = rubrics_of((competency.name for competency in plan.competencies), own_rubrics(plan))
    answers = assessed_answers(scope, interview_id).values()
    judges = {score.judge for answer in answers for score in answer.scores}
    used = [*sorted(f"{rubric.competency}:{rubric.version}" for rubric in rubrics), *sorted(judges)]
    return hashlib.sha256("\n".join(used).encode()).hexdigest()[:VERSION_LENGTH]
