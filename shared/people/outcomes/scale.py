"""The company's scale of ratings. Data, versioned. Pure."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText


class Rating(Frozen):
    """A rating. ``value`` says where it stands between the worst (0) and the best (100) that the company knows."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_+-]{0,19}$")]
    title: LocalizedText
    value: float = Field(ge=0, le=100)


class RatingScale(Frozen):
    """The ratings from worst to best. Whoever was rated by an older scale keeps the value that it had then."""

    ratings: tuple[Rating, ...] = Field(min_length=2, max_length=20)

    @model_validator(mode="after")
    def _rises(self) -> "RatingScale":
        values = [each.value for each in self.ratings]
        if values != sorted(set(values)):
            raise ValueError("each rating stands higher than the one before it: write them from worst to best")
        if len({each.code for each in self.ratings}) < len(self.ratings):
            raise ValueError("a code is there twice")
        return self

    def rating(self, code: str) -> Rating | None:
        """Return a rating by its code, or None."""
        return next((each for each in self.ratings if each.code == code), None)


@cache
def standard() -> RatingScale:
    """Return the scale that a company begins with."""
    text = files("shared.people.outcomes").joinpath("standard.toml").read_text(encoding="utf-8")
    return RatingScale.model_validate(tomllib.loads(text))
