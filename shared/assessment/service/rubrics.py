"""The rubrics of a plan: the position's own words, or the catalogue's where a competency was taken from there."""

import hashlib

from shared.assessment.rubrics.catalogue import load, own_rubric
from shared.assessment.rubrics.model import Rubric
from shared.interview.contracts import InterviewPlan
from shared.kernel.ids import PositionId
from shared.recruiting.contracts import Competency

VERSION_LENGTH = 8


def own_rubrics(plan: InterviewPlan) -> tuple[Rubric, ...]:
    """Return a rubric for each competency that the position words itself; the others have the catalogue's anchors."""
    return tuple(
        own_rubric(competency.name, competency.title, competency.rubric, _version(plan.position_id, competency))
        for competency in plan.competencies
        if not _as_in_catalogue(competency)
    )


def _as_in_catalogue(competency: Competency) -> bool:
    known = load().get(competency.name)
    if known is None:
        return False
    written = ((competency.rubric.zh, known.zh), (competency.rubric.en, known.en))
    return all(text is None or (theirs is not None and text == theirs.definition) for text, theirs in written)


def _version(position_id: PositionId, competency: Competency) -> str:
    """Name the text itself: a position that is reworded is judged by another rubric, and says so."""
    words = competency.model_dump_json(include={"title", "rubric"})
    return f"{position_id}@{hashlib.sha256(words.encode()).hexdigest()[:VERSION_LENGTH]}"
