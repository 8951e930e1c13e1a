"""What an employee's file takes over from the application: documents, the assessment's figures, and consents.

Whether a consent goes on is law, and stands as data in ``carrying.toml``.
"""

import tomllib
from functools import cache
from importlib.resources import files

from shared.assessment.report.contracts import InterviewReport
from shared.kernel.documents import DocumentRef
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import AcceptedOffer
from shared.people.employees.model import (
    SCORES,
    AssessmentSummary,
    CarriedConsent,
    KnownCompetency,
)
from shared.tenancy.contracts import Jurisdiction


def consents_for(jurisdiction: Jurisdiction, *, applied: bool = True) -> tuple[CarriedConsent, ...]:
    """Return what becomes of each purpose of the application in an employment under a jurisdiction.

    ``applied`` false, for somebody who came without an application here: what concerns one is left out.
    """
    rules = _rules()
    rows = {**rules["every"], **rules.get(jurisdiction, {})}
    if not applied:
        rows = {purpose: row for purpose, row in rows.items() if row["becomes"] != "ends" and purpose != SCORES}
    return tuple(
        CarriedConsent(
            purpose=purpose,
            becomes=row["becomes"],
            why=LocalizedText(zh=row["zh"], en=row["en"]),
            source=row["source"],
        )
        for purpose, row in rows.items()
    )


def report_of(offer: AcceptedOffer) -> DocumentRef | None:
    """Return the report that the grade of an offer rests on, or None."""
    return next((each.report for each in offer.grade_evidence if each.report is not None), None)


def summary_of(report: InterviewReport, where: DocumentRef) -> AssessmentSummary:
    """Return the figures of a report that stay with the employee: for training and goals."""
    return AssessmentSummary(
        report=where,
        overall=report.overall,
        competencies=tuple(
            KnownCompetency(
                competency=each.competency, title=each.title, score=each.score, low=each.low, high=each.high
            )
            for each in report.competencies
        ),
        built_at=report.built_at,
    )


@cache
def _rules() -> dict[str, dict[str, dict[str, str]]]:
    text = files("shared.people.employees").joinpath("carrying.toml").read_text(encoding="utf-8")
    rules: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return rules
