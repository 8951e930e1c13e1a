"""The rubrics of an interview: fixed word for word when it opens, and the same for every answer, whatever is edited.

A competency that the position words itself is judged by those words; one that it only names by the tenant's own
rubric of that name, or else by the catalogue's. What was found is kept as a document that the interview's row refers
to, so that two answers of one interview, or two candidates' at different hours, are never judged by a rubric that
changed in between, nor by a catalogue that a deployment has replaced; and so that every score can name its version.
"""

import hashlib
from collections.abc import Iterable

from shared.assessment.keys import rubrics_key
from shared.assessment.rubrics.catalogue import load, own_rubric
from shared.assessment.rubrics.model import Rubric
from shared.assessment.rubrics.own import OwnRubric
from shared.assessment.service.scope import Scope
from shared.interview.contracts import InterviewPlan
from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Published
from shared.kernel.ids import InterviewId, PositionId, TenantId
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency

VERSION_LENGTH = 8


class FrozenRubrics(Published):
    """The rubrics of an interview as a document. A competency that nobody has worded is not in it."""

    tenant_id: TenantId
    interview_id: InterviewId
    rubrics: tuple[Rubric, ...]


def freeze(scope: Scope, plan: InterviewPlan) -> DocumentRef:
    """Keep the rubrics that hold for ``plan``'s interview from now on, and return where. Raises ``Unavailable``.

    Its key depends on the content. Where two states open an interview at once, each refers to what it has read, and
    the one that writes the interview's row first is the one that counts.
    """
    unworded = any(competency.rubric is None for competency in plan.competencies)
    rubrics = rubrics_for(plan, scope.rubrics.all() if unworded else ())
    document = FrozenRubrics(tenant_id=plan.tenant_id, interview_id=plan.interview_id, rubrics=rubrics)
    body = document.model_dump_json().encode()
    return scope.documents.put_bytes(rubrics_key(plan.tenant_id, plan.interview_id, body), body, "application/json")


def own_rubrics(scope: Scope, plan: InterviewPlan) -> tuple[Rubric, ...]:
    """Return the rubrics by which the interview is judged, in the order of the plan's competencies.

    One that was opened before rubrics were kept is judged by the position's words and the catalogue.

    Raises:
        DamagedDocument: the document is not the one that was kept.
        NotFound: it is not there any more.
        Unavailable: the table or the bucket did not answer.
    """
    state = scope.interviews.get(plan.interview_id)
    if state is None or state.rubrics is None:
        return rubrics_for(plan, ())
    return scope.documents.get_document(state.rubrics, FrozenRubrics).rubrics


def rubrics_for(plan: InterviewPlan, tenants: Iterable[OwnRubric]) -> tuple[Rubric, ...]:
    """Return a rubric for each competency of ``plan`` that somebody has worded: the position, tenant or catalogue."""
    own = {each.rubric.competency: each for each in tenants}
    found = (_rubric(plan, competency, own.get(competency.name)) for competency in plan.competencies)
    return tuple(rubric for rubric in found if rubric is not None)


def _rubric(plan: InterviewPlan, competency: Competency, own: OwnRubric | None) -> Rubric | None:
    catalogue = load().get(competency.name)
    title, words = competency.title, competency.rubric
    if title is not None and words is not None:
        if catalogue is not None and _says_the_same(words, catalogue):
            return catalogue
        return own_rubric(competency.name, title, words, _version(plan.position_id, competency))
    if own is not None and not (own.retired and catalogue):
        # A position that names a retired rubric still has to be judged by something.
        return own.rubric
    return catalogue


def _says_the_same(words: LocalizedText, catalogue: Rubric) -> bool:
    written = ((words.zh, catalogue.zh), (words.en, catalogue.en))
    return all(text is None or (theirs is not None and text == theirs.definition) for text, theirs in written)


def _version(position_id: PositionId, competency: Competency) -> str:
    """Name the text itself: a position that is reworded is judged by another rubric, and says so."""
    words = competency.model_dump_json(include={"title", "rubric"})
    return f"{position_id}@{hashlib.sha256(words.encode()).hexdigest()[:VERSION_LENGTH]}"
