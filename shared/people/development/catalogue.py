"""What the company offers: courses, goals, and from which scores each is proposed. Data, versioned. Pure."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import Amount

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Score = Annotated[float, Field(ge=0, le=100)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Course(Frozen):
    """A course. ``competencies`` are those that it trains; ``cost_fen`` is for one person, null: nobody said yet."""

    course_id: Code
    title: LocalizedText
    competencies: tuple[Code, ...] = Field(min_length=1, max_length=20)
    cost_fen: Amount | None = None
    hours: int = Field(default=8, ge=1, le=1000)
    provider: Words | None = None


class GoalTemplate(Frozen):
    """A more demanding goal or project, for whoever is strong in one of ``competencies``."""

    goal_id: Code
    title: LocalizedText
    competencies: tuple[Code, ...] = Field(min_length=1, max_length=20)
    months: int = Field(default=6, ge=1, le=36)


class PotentialRule(Frozen):
    """Who is marked as of high potential: overall from ``overall``, and ``count`` competencies from ``score``.

    ``sure``: only competencies count whose whole interval lies at ``score`` or above; false lets the score itself do.
    """

    overall: Score = 85
    count: int = Field(default=2, ge=1, le=20)
    score: Score = 85
    sure: bool = True


class DevelopmentCatalogue(Frozen):
    """``training_below``: under it a course is proposed; ``goal_from``: from it a goal is.

    An interval that reaches over the line says that the score is not sure: then nothing is proposed.
    """

    courses: tuple[Course, ...] = Field(default=(), max_length=500)
    goals: tuple[GoalTemplate, ...] = Field(default=(), max_length=200)
    training_below: Score = 60
    goal_from: Score = 80
    high_potential: PotentialRule = PotentialRule()

    @model_validator(mode="after")
    def _fits_together(self) -> "DevelopmentCatalogue":
        for kind, names in (
            ("courses", [each.course_id for each in self.courses]),
            ("goals", [each.goal_id for each in self.goals]),
        ):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{kind} are named twice: {', '.join(twice)}")
        if self.training_below > self.goal_from:
            raise ValueError("training_below is above goal_from: the same score would call for both")
        return self


@cache
def standard() -> DevelopmentCatalogue:
    """Return the catalogue that a company begins with."""
    text = files("shared.people.development").joinpath("standard.toml").read_text(encoding="utf-8")
    return DevelopmentCatalogue.model_validate(tomllib.loads(text))
