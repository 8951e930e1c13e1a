"""A rubric: a competency's definition and its behaviourally anchored rating scale (BARS, Smith & Kendall 1963)."""

from typing import Self

from pydantic import model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.language import LANGUAGES, Language

LEVELS = 5


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
    """One competency in one version. A position's own competency may have a definition alone, in one language."""

    competency: str
    version: str
    zh: RubricText | None = None
    en: RubricText | None = None

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
