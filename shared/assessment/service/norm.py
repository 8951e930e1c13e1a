"""Norm: where the overall score stands among those who were judged by the same rubrics for the same position."""

import hashlib
from collections.abc import Sequence, Set

from shared.assessment.norms import percentile
from shared.assessment.pipeline import AggregatedInterview, NormedInterview
from shared.assessment.rubrics.catalogue import rubrics_of
from shared.assessment.rubrics.model import Rubric
from shared.assessment.service.documents import assessed_answers
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.rubrics import own_rubrics
from shared.assessment.service.scope import Scope
from shared.kernel.ids import InterviewId

VERSION_LENGTH = 10
SHOWN = 3
"""Versions in a cohort's name."""


def norm(scope: Scope, aggregated: AggregatedInterview) -> NormedInterview:
    """Rank the interview in the cohort that is frozen for today, and let it join the cohort of later days.

    The cohort is named by tenant, position and rubric version. Below 30 others no percentile is told, only how many
    there are.

    Raises ``PeopleOnly``, and ``NotFound``, ``DamagedDocument``, ``Unavailable`` as reading the answers does.
    """
    interview = aggregated.interview
    plan = plan_of(scope, interview.interview_id)
    must_be_by_machine(plan)
    rubrics = rubrics_of((competency.name for competency in plan.competencies), own_rubrics(scope, plan))
    version = _rubric_version(rubrics, _judges(scope, interview.interview_id))
    now = scope.clock.now()
    known_as = (plan.position_title.read_in(plan.languages[0]), _versions(rubrics))
    cohort = scope.cohorts.frozen(interview.position_id, version, now, known_as)
    rank = percentile(aggregated.overall, cohort.name, cohort.without(interview.interview_id))
    if aggregated.overall is not None:
        scope.cohorts.join(interview.position_id, version, interview.interview_id, aggregated.overall, now)
    return NormedInterview(aggregated=aggregated, norm=rank)


def _judges(scope: Scope, interview_id: InterviewId) -> set[str]:
    answers = assessed_answers(scope, interview_id).values()
    return {score.judge for answer in answers for score in answer.scores}


def _rubric_version(rubrics: Sequence[Rubric], judges: Set[str]) -> str:
    """Name the plan's rubrics and the judges together: a score by others is another scale, and another cohort."""
    used = [*sorted(f"{rubric.competency}:{rubric.version}" for rubric in rubrics), *sorted(judges)]
    return hashlib.sha256("\n".join(used).encode()).hexdigest()[:VERSION_LENGTH]


def _versions(rubrics: Sequence[Rubric]) -> str:
    """Return the versions for people: ``2026-11.2``, or ``2026-11.2+t3``; the hash behind them tells sets apart.

    ``position`` stands for all that the position words itself: each of those has a version of its own.
    """
    known = sorted({"position" if "@" in rubric.version else rubric.version for rubric in rubrics})
    return "+".join(known[:SHOWN]) + ("+…" if len(known) > SHOWN else "")
