"""A tenant's own rubric: written by people, kept in versions of which none ever changes."""

from datetime import datetime
from typing import Annotated, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from shared.assessment.model.score import LanguageFeature, SpeechFeature
from shared.assessment.rubrics.model import LEVELS, MustNot, Rubric, RubricText
from shared.kernel.frozen import Frozen, Published
from shared.recruiting.contracts import Name

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Definition = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)]
Anchor = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=600)]
Signal = LanguageFeature | SpeechFeature
"""What may bear on a rubric. No measurement of a picture is among it: what the camera saw moves no score."""


class OwnText(Frozen):
    """A rubric in one language as a person writes it: five anchors, lowest first, or none."""

    title: Title
    definition: Definition
    anchors: tuple[Anchor, ...] = ()

    @model_validator(mode="after")
    def _anchors_tell_five_levels_apart(self) -> Self:
        if len(self.anchors) not in (0, LEVELS):
            raise ValueError(f"give {LEVELS} anchors, lowest first, or none; there are {len(self.anchors)}")
        if len({anchor.casefold() for anchor in self.anchors}) < len(self.anchors):
            raise ValueError("two anchors say the same: each level must look different to somebody who watches")
        return self


class BasedOn(Published):
    """The rubric that somebody started from: one of the catalogue (``2026-11.2``) or of the tenant (``t3``)."""

    competency: Name
    version: str


class OwnRubricDraft(Frozen):
    """A rubric as a tenant's administrator sends it. ``signals``: the features that may bear on it; none: any."""

    zh: OwnText | None = None
    en: OwnText | None = None
    signals: tuple[Signal, ...] = Field(default=(), max_length=20)
    based_on: BasedOn | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        texts = [text for text in (self.zh, self.en) if text is not None]
        if not texts:
            raise ValueError("write the rubric in zh, in en, or in both")
        if len({bool(text.anchors) for text in texts}) > 1:
            raise ValueError("give anchors in both languages or in none: an answer must meet one scale in either")
        return self

    def rubric(self, competency: str, version: str) -> Rubric:
        """Return what answers are judged by. Whatever a tenant writes, nothing on the closed list may bear on it."""

        def text(written: OwnText | None) -> RubricText | None:
            return RubricText.model_validate(written.model_dump()) if written else None

        return Rubric(
            competency=competency,
            version=version,
            signals=tuple(dict.fromkeys(self.signals)),
            must_not=get_args(MustNot),
            zh=text(self.zh),
            en=text(self.en),
        )


class OwnRubric(Published):
    """One version of a tenant's rubric. ``number`` counts from 1 and names it: ``t1``, ``t2``, …

    ``retired``: nobody may choose it for a new position any more; positions that name it, and reports, keep it.
    """

    number: int
    rubric: Rubric
    based_on: BasedOn | None = None
    saved_by: str
    saved_at: datetime
    retired: bool = False

    @property
    def version(self) -> str:
        return self.rubric.version

    @classmethod
    def of(cls, draft: OwnRubricDraft, competency: str, number: int, author: str, now: datetime) -> Self:
        """Return version ``number`` of a rubric as ``author`` wrote it ``now``."""
        written = draft.rubric(competency, version_name(number))
        return cls(number=number, rubric=written, based_on=draft.based_on, saved_by=author, saved_at=now)

    def says_the_same_as(self, other: "OwnRubric") -> bool:
        """Return whether both mean the same to a judge, whoever saved them when, and under whatever version."""
        same_version = other.rubric.model_copy(update={"version": self.version})
        return (self.rubric, self.based_on) == (same_version, other.based_on)


def version_name(number: int) -> str:
    """Return how version ``number`` of a tenant's rubric is called: ``t3``. The catalogue's versions are dates."""
    return f"t{number}"


def version_number(version: str) -> int | None:
    """Return the number that ``version`` names, or None where it names no version of a tenant's rubric."""
    digits = version.removeprefix("t")
    return int(digits) if version.startswith("t") and digits.isascii() and digits.isdigit() else None
