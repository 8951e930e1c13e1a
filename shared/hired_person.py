"""Who somebody is when an offer is accepted, from the stages that know: for handlers alone, as ``whole_person`` is.

A stage never reads another stage's rows. Here a person's data pass once from the application into the employee's file,
because they become the data of an employment.
"""

from typing import Any

from shared.assessment.report.contracts import InterviewReport
from shared.assessment.rubrics.catalogue import load
from shared.assessment.store.own_rubrics import OwnRubrics
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import NotFound
from shared.kernel.ids import CandidateId, TenantId
from shared.people.employees.carrying import summary_of
from shared.people.employees.model import AssessmentSummary, PersonalData
from shared.platform.bootstrap import Platform
from shared.recruiting.candidates.model import Education, Profile
from shared.recruiting.candidates.store import CandidateStore


def personal_data(here: Platform[Any], tenant_id: TenantId, candidate_id: CandidateId) -> PersonalData:
    """Return what the application knows of a person; one that was merged into another is that one.

    Raises:
        NotFound: there is no such candidate.
        Shredded: the person was erased.
    """
    store = CandidateStore(
        here.table(tenant_id), here.sealer(tenant_id), here.blind_index(tenant_id), here.audit(tenant_id)
    )
    record = store.record(candidate_id)
    if record is not None and record.merged_into is not None:
        record = store.record(record.merged_into)
    if record is None:
        raise NotFound(
            f"There is no candidate {candidate_id}.", "An offer names a candidate that is not there; report it."
        )
    return _of(record.profile)


def assessment(here: Platform[Any], tenant_id: TenantId, where: DocumentRef | None) -> AssessmentSummary | None:
    """Return the figures of a report, null where there is none (any more): recordings and reports have an end."""
    if where is None:
        return None
    try:
        return summary_of(here.bucket(tenant_id).get_document(where, InterviewReport), where)
    except NotFound:
        return None


def known_competencies(here: Platform[Any], tenant_id: TenantId) -> frozenset[str]:
    """Return the competencies that the company can assess: those of its own rubrics and of the catalogue."""
    own = (each.rubric.competency for each in OwnRubrics(here.table(tenant_id)).all())
    return frozenset({*load(), *own})


def _of(profile: Profile) -> PersonalData:
    return PersonalData(
        name=profile.name.shown(),
        other_names=profile.variants,
        birth_date=profile.birth_date,
        phones=profile.phones,
        emails=profile.emails,
        education=tuple(_line(each) for each in profile.education),
    )


def _line(education: Education) -> str:
    parts = (education.school, education.degree, education.subject, str(education.until or ""))
    return ", ".join(part for part in parts if part)
