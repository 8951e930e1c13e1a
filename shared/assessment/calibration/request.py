"""What an administrator sends to have weights fitted: people's ratings and, where candidates said it, their groups."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.assessment.calibration.ratings import HumanRating
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId

MOST_RATINGS = 5000
"""Ratings in one request: about a megabyte, and more than a fit of a dozen weights gets better by."""

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class RatingsGiven(Frozen):
    """``competency``: fit this one alone, None for every rated one. ``groups``: what candidates said of themselves for
    this purpose, by interview and attribute; only counts and figures of a group are kept, never who is in it."""

    competency: Word | None = None
    ratings: Annotated[tuple[HumanRating, ...], Field(min_length=1, max_length=MOST_RATINGS)]
    groups: Annotated[
        dict[InterviewId, Annotated[dict[Word, Word], Field(max_length=20)]], Field(max_length=MOST_RATINGS)
    ] = Field(default_factory=dict)
