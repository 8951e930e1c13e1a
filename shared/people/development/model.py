"""The development plan of an employee: what was proposed and why, and what people made of it. Pure rules."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import EmployeeId
from shared.kernel.localized import LocalizedText
from shared.people.development.catalogue import Course, GoalTemplate, PotentialRule

TrainingState = Literal["proposed", "planned", "dismissed", "completed"]
GoalState = Literal["proposed", "accepted", "dismissed", "achieved", "missed"]
PotentialState = Literal["marked", "contested", "upheld", "removed"]
GOAL_FROM: dict[GoalState, tuple[GoalState, ...]] = {
    "accepted": ("proposed", "dismissed"),
    "dismissed": ("proposed", "accepted"),
    "achieved": ("accepted",),
    "missed": ("accepted",),
}
"""From where a goal comes into a state. What was achieved or missed stays so."""
POTENTIAL_FROM: dict[PotentialState, tuple[PotentialState, ...]] = {
    "contested": ("marked", "upheld"),
    "upheld": ("contested",),
    "removed": ("marked", "contested", "upheld"),
}
"""From where the mark comes into a state. What was removed stays so."""


class Reason(Frozen):
    """What something rests on: a competency's score (0–100) with its interval, and in words."""

    competency: str
    score: float
    low: float | None = None
    high: float | None = None
    words: LocalizedText


class Training(Frozen):
    """A course for somebody. ``cost_fen`` of ``course`` is what it was when it was proposed; here, what it came to."""

    course: Course
    reasons: tuple[Reason, ...]
    state: TrainingState = "proposed"
    planned_for: date | None = None
    completed_on: date | None = None
    cost_fen: int | None = None
    settled_by: str | None = None
    note: str | None = None


class Goal(Frozen):
    """A goal for somebody, a proposal to their manager."""

    goal: GoalTemplate
    reasons: tuple[Reason, ...]
    state: GoalState = "proposed"
    due: date | None = None
    settled_by: str | None = None
    note: str | None = None


class PotentialStep(Frozen):
    """What became of the mark, by whom. ``note`` is a person's words, ``rule_met`` the figures of the rule."""

    state: PotentialState
    by: str
    at: datetime
    note: str | None = None
    rule_met: str | None = None


class Potential(Frozen):
    """The mark of high potential, with the rule that set it. The employee may contest it; a person answers."""

    rule: PotentialRule
    reasons: tuple[Reason, ...]
    steps: tuple[PotentialStep, ...] = Field(min_length=1)

    @property
    def state(self) -> PotentialState:
        """How it stands."""
        return self.steps[-1].state


class PlanNotes(Frozen):
    """What people wrote in a plan: beside courses and goals by their names, and beside each step of the mark."""

    trainings: dict[str, str] = Field(default_factory=dict)
    goals: dict[str, str] = Field(default_factory=dict)
    steps: tuple[str | None, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not (self.trainings or self.goals or any(self.steps))


class DevelopmentPlan(Frozen):
    """The plan. ``catalogue`` is the revision of the company's catalogue that it was made from."""

    employee_id: EmployeeId
    catalogue: int
    made_at: datetime
    made_by: str
    trainings: tuple[Training, ...] = ()
    goals: tuple[Goal, ...] = ()
    potential: Potential | None = None
    unsure: tuple[str, ...] = ()
    """Competencies whose interval reaches over a line: nothing is proposed from them."""
    revision: int = Field(default=1, ge=1)

    def with_training(self, course_id: str, **changed: object) -> Self:
        """Return the next revision, with a training changed."""
        found = tuple(
            each.model_copy(update=changed) if each.course.course_id == course_id else each for each in self.trainings
        )
        return self.model_copy(update={"trainings": found, "revision": self.revision + 1})

    def with_goal(self, goal_id: str, **changed: object) -> Self:
        """Return the next revision, with a goal changed."""
        found = tuple(each.model_copy(update=changed) if each.goal.goal_id == goal_id else each for each in self.goals)
        return self.model_copy(update={"goals": found, "revision": self.revision + 1})

    def with_step(self, step: PotentialStep) -> Self:
        """Return the next revision, with another step of the mark. There must be one."""
        if self.potential is None:
            raise ValueError("there is no mark")
        marked = self.potential.model_copy(update={"steps": (*self.potential.steps, step)})
        return self.model_copy(update={"potential": marked, "revision": self.revision + 1})

    @property
    def involved(self) -> frozenset[str]:
        """Who had to do with the mark: whoever had the plan made, contested it, or answered before."""
        steps = self.potential.steps if self.potential else ()
        return frozenset({self.made_by, *(step.by for step in steps)})

    def without_scores(self) -> Self:
        """Return what is left once the employee takes the consent back: what people planned, and nothing it came from.

        Proposals that nobody took up, reasons and the mark rest on the scores alone, and are not shown.
        """
        trainings = [each.model_copy(update={"reasons": ()}) for each in self.trainings if each.state != "proposed"]
        goals = [each.model_copy(update={"reasons": ()}) for each in self.goals if each.state != "proposed"]
        return self.model_copy(
            update={"trainings": tuple(trainings), "goals": tuple(goals), "potential": None, "unsure": ()}
        )

    @property
    def notes(self) -> PlanNotes:
        """What people wrote in it."""
        return PlanNotes(
            trainings={each.course.course_id: each.note for each in self.trainings if each.note},
            goals={each.goal.goal_id: each.note for each in self.goals if each.note},
            steps=tuple(step.note for step in self.potential.steps) if self.potential else (),
        )

    def with_notes(self, notes: PlanNotes) -> Self:
        """Return the same with these words in it, and no others."""
        trainings = [
            each.model_copy(update={"note": notes.trainings.get(each.course.course_id)}) for each in self.trainings
        ]
        goals = [each.model_copy(update={"note": notes.goals.get(each.goal.goal_id)}) for each in self.goals]
        changed: dict[str, object] = {"trainings": tuple(trainings), "goals": tuple(goals)}
        if self.potential is not None:
            said = (*notes.steps, *(None,) * len(self.potential.steps))
            steps = [
                step.model_copy(update={"note": note}) for step, note in zip(self.potential.steps, said, strict=False)
            ]
            changed["potential"] = self.potential.model_copy(update={"steps": tuple(steps)})
        return self.model_copy(update=changed)
