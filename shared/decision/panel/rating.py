"""A rating: one person's levels on the rubrics of an interview, with what they rest on. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.kernel.localized import LocalizedText

Level = Annotated[int, Field(ge=1, le=5)]
"""A level of the rubric, 1 the lowest."""
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
Recommendation = Literal["advance", "reject", "hold"]


class EvidenceMark(Frozen):
    """A moment of a recording, in milliseconds from its start; ``note`` says what is there."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    at_ms: Annotated[int, Field(ge=0, le=4 * 3600 * 1000)]
    until_ms: Annotated[int, Field(ge=0, le=4 * 3600 * 1000)] | None = None
    note: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""


class CompetencyRating(Frozen):
    """What somebody saw of one competency: a level, or that it was not observed; neither while it is a draft."""

    competency: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    level: Level | None = None
    not_observed: bool = False
    note: Note = ""
    marks: tuple[EvidenceMark, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.level is not None and self.not_observed:
            raise ValueError(f"{self.competency}: give a level, or say that it was not observed")
        return self


class RatingDraft(Frozen):
    """What an interviewer writes down."""

    ratings: tuple[CompetencyRating, ...] = Field(default=(), max_length=40)
    recommendation: Recommendation | None = None
    summary: Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)] = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [each.competency for each in self.ratings]
        if len(set(names)) < len(names):
            raise ValueError("a competency is rated twice")
        return self


class RatingCorrection(RatingDraft):
    """A rating that replaces one that is in, and why."""

    reason: Annotated[str, StringConstraints(min_length=5, max_length=1000, strip_whitespace=True)]


class Rating(Frozen):
    """One version of somebody's rating. ``revision`` counts every save and is the ETag; a version is never changed.

    ``seconds`` is the time that was spent on recording, transcript and report before it was handed in.
    """

    interview_id: InterviewId
    user_id: str
    state: Literal["draft", "submitted"] = "draft"
    version: int = 0
    revision: int = 1
    draft: RatingDraft
    rubrics: tuple[str, ...] = ()
    """The rubrics that were rated by, as ``teamwork 2026-11.2``."""
    saved_at: datetime
    submitted_at: datetime | None = None
    seconds: int = 0
    correction_reason: str | None = None

    def levels(self) -> dict[str, int]:
        """Return the levels by competency, without what was not observed."""
        return {each.competency: each.level for each in self.draft.ratings if each.level is not None}


class FormAnchors(Frozen):
    """The five levels of a competency in words, lowest first; empty where its rubric has none."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class FormCompetency(Frozen):
    """One competency to rate. ``version`` names the rubric; the machine judges by the same one."""

    competency: str
    version: str
    title: LocalizedText
    definition: LocalizedText
    anchors: FormAnchors


class FormQuestion(Frozen):
    """A question of the interview, so that marks can name its answer."""

    answer_id: str
    text: LocalizedText
    competencies: tuple[str, ...]


class RatingForm(Frozen):
    """What is rated and by which words: fixed when the panel is called, the same for everybody."""

    interview_id: InterviewId
    competencies: tuple[FormCompetency, ...]
    questions: tuple[FormQuestion, ...]

    @property
    def rubrics(self) -> tuple[str, ...]:
        """The rubrics with their versions."""
        return tuple(f"{each.competency} {each.version}" for each in self.competencies)


def faults_of(draft: RatingDraft, form: RatingForm, *, complete: bool) -> list[str]:
    """Return what is wrong with a rating in words; ``complete``: it is to be handed in.

    A level without any words or moment behind it is a fault: behaviourally anchored scales rest on behaviour.
    """
    asked = {each.competency for each in form.competencies}
    answers = {each.answer_id for each in form.questions}
    faults = [f"{each.competency} is not rated here" for each in draft.ratings if each.competency not in asked]
    for each in draft.ratings:
        strange = [mark.answer_id for mark in each.marks if mark.answer_id not in answers]
        faults += [f"{each.competency}: no answer {answer_id}" for answer_id in strange]
        faults += [f"{each.competency}: a mark ends before it begins" for mark in each.marks if _backwards(mark)]
    if not complete:
        return faults
    given = {each.competency: each for each in draft.ratings}
    for name in (each.competency for each in form.competencies):
        rating = given.get(name)
        if rating is None or (rating.level is None and not rating.not_observed):
            faults.append(f"{name} has no level")
        elif rating.level is not None and not rating.note and not rating.marks:
            faults.append(f"{name}: say what the level rests on")
    return faults


def _backwards(mark: EvidenceMark) -> bool:
    return mark.until_ms is not None and mark.until_ms < mark.at_ms
