"""From competencies to proposals: low ones to courses, high ones to goals, many high ones to a mark. Pure rules.

Nothing here decides anything about a person: a manager plans or dismisses what is proposed.
"""

from datetime import datetime

from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.people.development.catalogue import DevelopmentCatalogue, PotentialRule
from shared.people.development.model import DevelopmentPlan, Goal, Potential, PotentialStep, Reason, Training
from shared.people.employees.model import AssessmentSummary, KnownCompetency

RULE = "system:potential_rule"


def plan_of(
    employee_id: EmployeeId,
    summary: AssessmentSummary,
    catalogue: DevelopmentCatalogue,
    revision: int,
    by: str,
    now: datetime,
) -> DevelopmentPlan:
    """Return what the company's catalogue proposes to somebody with these scores."""
    low = [each for each in summary.competencies if _below(each, catalogue.training_below)]
    high = [each for each in summary.competencies if _from(each, catalogue.goal_from)]
    lines = (catalogue.training_below, catalogue.goal_from)
    return DevelopmentPlan(
        employee_id=employee_id,
        catalogue=revision,
        made_at=now,
        made_by=by,
        trainings=tuple(
            Training(course=course, reasons=reasons)
            for course in catalogue.courses
            if (reasons := _reasons(low, course.competencies, catalogue.training_below, below=True))
        ),
        goals=tuple(
            Goal(goal=goal, reasons=reasons)
            for goal in catalogue.goals
            if (reasons := _reasons(high, goal.competencies, catalogue.goal_from, below=False))
        ),
        potential=_potential(summary, catalogue.high_potential, now),
        unsure=tuple(
            each.competency for each in summary.competencies if any(_reaches_over(each, line) for line in lines)
        ),
    )


def _potential(summary: AssessmentSummary, rule: PotentialRule, now: datetime) -> Potential | None:
    high = [each for each in summary.competencies if _from(each, rule.score, sure=rule.sure)]
    if summary.overall is None or summary.overall < rule.overall or len(high) < rule.count:
        return None
    note = f"overall {summary.overall:g} >= {rule.overall:g}; {len(high)} competencies >= {rule.score:g}"
    reasons = tuple(_reason(each, rule.score, below=False) for each in high)
    return Potential(rule=rule, reasons=reasons, steps=(PotentialStep(state="marked", by=RULE, at=now, rule_met=note),))


def _interval(known: KnownCompetency) -> tuple[float, float] | None:
    """Return between what the score surely lies; a score without an interval is taken as it stands."""
    if known.score is None:
        return None
    bounds = [bound for bound in (known.low, known.score, known.high) if bound is not None]
    return min(bounds), max(bounds)


def _below(known: KnownCompetency, line: float) -> bool:
    """Whether the whole interval lies under the line."""
    bounds = _interval(known)
    return bounds is not None and bounds[1] < line


def _from(known: KnownCompetency, line: float, *, sure: bool = True) -> bool:
    """Whether the whole interval (not ``sure``: the score) lies on the line or above it."""
    bounds = _interval(known)
    if bounds is None or known.score is None:
        return False
    return (bounds[0] if sure else known.score) >= line


def _reaches_over(known: KnownCompetency, line: float) -> bool:
    bounds = _interval(known)
    return bounds is not None and bounds[0] < line <= bounds[1]


def _reasons(known: list[KnownCompetency], wanted: tuple[str, ...], line: float, *, below: bool) -> tuple[Reason, ...]:
    return tuple(_reason(each, line, below=below) for each in known if each.competency in wanted)


def _reason(known: KnownCompetency, line: float, *, below: bool) -> Reason:
    score = known.score or 0.0
    zh, en = known.title.read_in("zh"), known.title.read_in("en")
    side = ("低于", "below") if below else ("不低于", "at or above")
    between_zh = between_en = ""
    if known.low is not None and known.high is not None:
        between_zh = f"(95% 区间 {known.low:g}–{known.high:g})"
        between_en = f" (95 % interval {known.low:g}–{known.high:g})"
    return Reason(
        competency=known.competency,
        score=score,
        low=known.low,
        high=known.high,
        words=LocalizedText(
            zh=f"{zh} {score:g} 分{between_zh},{side[0]} {line:g} 分",
            en=f"{en} {score:g}{between_en}, {side[1]} {line:g}",
        ),
    )
