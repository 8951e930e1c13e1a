"""A template question: text with slots that a job description fills, and words of its own where it fills none."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.language import LANGUAGES, Language
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Name

QuestionType = Literal["situational", "behavioural", "technical"]
"""What would you do; what did you do; what do you know how to do."""

Seniority = Literal["junior", "mid", "senior"]
SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)

Slot = Literal["duty", "tool", "customer", "scene"]
"""What a job description may fill, a bare noun phrase each, in English without an article.

``duty``: a task (月度生产排程, monthly production scheduling). ``tool``: software, a machine or a method (SAP).
``customer``: whom the work is for, in English in the plural (经销商, dealers). ``scene``: a busy stretch of work that
comes round (月末结账, month-end closing), so that “during …” and “…期间” read well.
"""
SLOTS: tuple[Slot, ...] = get_args(Slot)

ANY: Literal["any"] = "any"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
"""Where Chinese meets Latin letters or digits: a space is written there, as in “用 SAP 做”."""


class QuestionTemplate(Frozen):
    """A question of the catalogue. ``competencies``: the main one first; ``industries``: keys of packs, or ``any``.

    ``shows`` is what somebody who listens can observe in a good answer, in line with levels 4 and 5 of the rubric;
    the candidate never sees it. ``fallback`` fills each slot for which a job description yields nothing.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*-\d{2}$")
    text: LocalizedText
    type: QuestionType
    competencies: tuple[Name, ...] = Field(min_length=1, max_length=3)
    thinking_seconds: Annotated[int, Field(ge=15, le=180)]
    answer_seconds: Annotated[int, Field(ge=60, le=300)]
    retakes: int = Field(ge=0, le=3)
    seniority: tuple[Seniority | Literal["any"], ...] = Field(min_length=1)
    industries: tuple[str, ...] = Field(min_length=1)
    fallback: dict[Slot, LocalizedText] = Field(default_factory=dict)
    shows: tuple[LocalizedText, ...] = Field(min_length=2, max_length=3)

    @model_validator(mode="after")
    def _written_in_both_languages(self) -> Self:
        if any(not (text.zh and text.en) for text in (self.text, *self.shows, *self.fallback.values())):
            raise ValueError(f"{self.id} is not written in every language; each of its texts needs zh and en")
        return self

    @model_validator(mode="after")
    def _slots_agree(self) -> Self:
        slots = {language: sorted(PLACEHOLDER.findall(self.text.read_in(language))) for language in LANGUAGES}
        if slots["zh"] != slots["en"] or slots["zh"] != sorted(self.fallback):
            raise ValueError(f"{self.id}: slots differ: zh {slots['zh']}, en {slots['en']}, {sorted(self.fallback)}")
        return self

    @model_validator(mode="after")
    def _names_each_thing_once(self) -> Self:
        for names in (self.competencies, self.industries, self.seniority):
            if len(set(names)) < len(names) or (ANY in names and len(names) > 1):
                raise ValueError(f"{self.id}: name each once, or any alone: {', '.join(names)}")
        return self

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that the text has."""
        return tuple(slot for slot in SLOTS if slot in self.fallback)

    def suits_industry(self, industry: str) -> bool:
        """Whether it fits that line of work: it was written for it, or for any."""
        return ANY in self.industries or industry in self.industries

    def suits_seniority(self, seniority: Seniority) -> bool:
        """Whether it fits people of that seniority."""
        return ANY in self.seniority or seniority in self.seniority

    def filled(self, found: Mapping[Slot, LocalizedText] | None = None) -> LocalizedText:
        """Return the question as it is asked: each slot with what was ``found``, or with the template's own words.

        The languages are filled each by itself: what was found in Chinese alone leaves the English as it was written.
        """
        return LocalizedText(zh=self._spoken("zh", found or {}), en=self._spoken("en", found or {}))

    def _spoken(self, language: Language, found: Mapping[Slot, LocalizedText]) -> str:
        words: dict[str, str] = {}
        for slot, own in self.fallback.items():
            given = found.get(slot)
            written = (given.zh if language == "zh" else given.en) if given else None
            words[slot] = (written or "").strip() or own.read_in(language)
        spoken = PLACEHOLDER.sub(lambda match: words[match[1]], self.text.read_in(language))
        return MEETING.sub(" ", spoken) if language == "zh" else spoken
