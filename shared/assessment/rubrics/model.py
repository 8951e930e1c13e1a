"""A rubric: a competency's definition and its behaviourally anchored rating scale (BARS, Smith & Kendall 1963)."""

from typing import Literal, Self, get_args

from pydantic import model_validator

from shared.assessment.model.score import FeatureName, VisionFeature
from shared.kernel.frozen import Frozen
from shared.kernel.language import LANGUAGES, Language

LEVELS = 5

MustNot = Literal[
    "accent",
    "dialect",
    "looks",
    "age",
    "gender",
    "ethnicity",
    "disability",
    "family_status",
    "expression",
    "gaze",
    "voice_pitch",
    "health",
]
"""What somebody might judge a person by, and must not: a closed list."""

GreatEight = Literal[
    "leading_deciding",
    "supporting_cooperating",
    "interacting_presenting",
    "analyzing_interpreting",
    "creating_conceptualizing",
    "organizing_executing",
    "adapting_coping",
    "enterprising_performing",
]
"""The eight factors of Bartram (2005)."""


class RubricText(Frozen):
    """A rubric in one language. ``anchors`` are five levels of observable behaviour, lowest first, or none."""

    title: str
    definition: str
    anchors: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _five_anchors_or_none(self) -> Self:
        if len(self.anchors) not in (0, LEVELS):
            raise ValueError(f"a rubric has {LEVELS} anchors, lowest first, or none; this one has {len(self.anchors)}")
        return self


class Rubric(Frozen):
    """One competency in one version. A position's own competency may have a definition alone, in one language.

    ``signals`` name the features that may bear on it, none where nobody said; ``must_not`` what may never bear on it,
    the nearest temptation first; ``sources`` the literature it rests on; ``great_eight`` its place in that model,
    where it has a plain one.
    """

    competency: str
    version: str
    signals: tuple[FeatureName, ...] = ()
    must_not: tuple[MustNot, ...] = ()
    sources: tuple[str, ...] = ()
    great_eight: GreatEight | None = None
    zh: RubricText | None = None
    en: RubricText | None = None

    @model_validator(mode="after")
    def _rests_on_nothing_seen(self) -> Self:
        if seen := [name for name in self.signals if name in get_args(VisionFeature)]:
            raise ValueError(f"what the camera saw bears on no score: {', '.join(seen)}")
        return self

    @model_validator(mode="after")
    def _written_in_some_language(self) -> Self:
        if self.zh is None and self.en is None:
            raise ValueError(f"the rubric of {self.competency} is written in no language")
        return self

    def read_in(self, language: Language) -> RubricText:
        """Return the rubric in ``language``, or in the other one where it was not written in that."""
        texts: dict[Language, RubricText | None] = {"zh": self.zh, "en": self.en}
        order = (language, *(other for other in LANGUAGES if other != language))
        return next(text for choice in order if (text := texts[choice]) is not None)
