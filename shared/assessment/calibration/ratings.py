"""What people said of re-interviews, and what of it counts."""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from pydantic import AwareDatetime, Field, field_validator

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId

LONGEST_NAME = 200
"""Characters of an id or a name: more than any has, and far less than a key of the table may."""


class HumanRating(Frozen):
    """One person's level 1–5 (halves allowed) for one competency in one answer, or in a whole interview.

    ``blind``: the rater had seen neither the machine's score nor another person's when rating. It must be said as true
    or false: "no" read as false, or 1 as true, would let through what nobody vouched for.
    """

    interview_id: InterviewId = Field(min_length=1, max_length=LONGEST_NAME)
    answer_id: AnswerId | None = Field(default=None, min_length=1, max_length=LONGEST_NAME)
    competency: str = Field(min_length=1, max_length=LONGEST_NAME)
    level: float = Field(ge=1, le=5)
    rater: str = Field(min_length=1, max_length=LONGEST_NAME)
    blind: bool = Field(strict=True)
    rated_at: AwareDatetime

    @field_validator("level")
    @classmethod
    def _halves(cls, level: float) -> float:
        if level * 2 != int(level * 2):
            raise ValueError(f"a level is 1, 1.5, 2 … 5, not {level}")
        return level


class Minimum(Frozen):
    """How many blindly rated answers, or interviews, a competency needs. Either is enough."""

    answers: int = Field(ge=1)
    interviews: int = Field(ge=1)


@cache
def minimum() -> Minimum:
    """Return the documented minimum of ``minimum.toml``."""
    return Minimum.model_validate(tomllib.loads((files(__package__) / "minimum.toml").read_text(encoding="utf-8")))


class Target(Frozen):
    """What was rated, and the mean of the raters' levels. ``answer_id`` null: the whole interview."""

    interview_id: InterviewId
    answer_id: AnswerId | None
    level: float
    raters: int


class RatedSet(Frozen):
    """The ratings of one competency that count. ``not_blind``: ratings that do not, and are only told."""

    competency: str
    targets: tuple[Target, ...]
    ratings: int
    not_blind: int
    raters: int

    @property
    def answers(self) -> int:
        return sum(target.answer_id is not None for target in self.targets)

    @property
    def interviews(self) -> int:
        return len({target.interview_id for target in self.targets})


def rated(ratings: Sequence[HumanRating], competency: str) -> RatedSet:
    """Return what counts of ``ratings`` for ``competency``: the blind ones, one target for all who rated the same.

    Who rated the same twice counts by the later rating.
    """
    own = [rating for rating in ratings if rating.competency == competency]
    blind = [rating for rating in own if rating.blind]
    latest: dict[tuple[InterviewId, AnswerId | None, str], HumanRating] = {}
    for rating in sorted(blind, key=_when):
        latest[rating.interview_id, rating.answer_id, rating.rater] = rating
    levels: dict[tuple[InterviewId, AnswerId | None], list[float]] = defaultdict(list)
    for (interview, answer, _), rating in latest.items():
        levels[interview, answer].append(rating.level)
    ordered = sorted(levels.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return RatedSet(
        competency=competency,
        targets=tuple(
            Target(interview_id=interview, answer_id=answer, level=sum(told) / len(told), raters=len(told))
            for (interview, answer), told in ordered
        ),
        ratings=len(latest),
        not_blind=len(own) - len(blind),
        raters=len({rating.rater for rating in blind}),
    )


def check_enough(found: RatedSet, least: Minimum) -> None:
    """Raise ``Invalid``, with what is missing, where too little was rated to learn from."""
    if found.answers >= least.answers or found.interviews >= least.interviews:
        return
    aside = f" {found.not_blind} ratings were not blind and do not count." if found.not_blind else ""
    raise Invalid(
        f"{found.competency} has {found.answers} blindly rated answers in {found.interviews} interviews; it takes "
        f"{least.answers} answers or {least.interviews} interviews.{aside}",
        "Let people rate more re-interviews before they see a score. Until then the standard weights stay.",
    )


def _when(rating: HumanRating) -> datetime:
    return rating.rated_at
