"""Facts and self-identifications of invented applicants, counted out exactly."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.decision.fairness.audit import AuditScope, Limits, bias_audit
from shared.decision.fairness.model import AuditRow, AuditTable, BiasAudit, Fact, Measure
from shared.decision.fairness.self_identification import SelfIdentification
from shared.kernel.ids import CandidateId, InterviewId, PositionId, TenantId

WHEN = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
POSITION = PositionId("pos_1")
EVERYBODY = Limits(least_share=0, least_people=1)
"""The samples of the rule leave nobody out."""


def fact(number: int, **changed: Any) -> Fact:
    """An assessed application: a score of 50, proposed to review, nothing decided."""
    values = {
        "key": f"int_{number}",
        "candidate_id": CandidateId(f"cnd_{number}"),
        "position_id": POSITION,
        "interview_id": InterviewId(f"int_{number}"),
        "assessed_at": WHEN,
        "revision": 1,
        "overall": 50.0,
        "standard_error": 6.0,
        "proposal": "review",
        "rule": "within_error",
        **changed,
    }
    return Fact.model_validate(values)


def told(number: int, sex: str | None = None, ethnicity: str | None = None, birth: str | None = None) -> Any:
    """What that applicant said of themselves."""
    return SelfIdentification(
        candidate_id=CandidateId(f"cnd_{number}"),
        jurisdiction="us",
        sex=sex,
        ethnicity=ethnicity,
        birth=birth,
        wording="self-identification-1",
        given_at=WHEN,
    )


Groups = dict[tuple[str | None, str | None], tuple[int, int]]
"""(sex, ethnicity) → (selected, all)."""
People = tuple[list[Fact], dict[CandidateId, SelfIdentification]]


def people(groups: Groups, start: int = 0) -> People:
    """Applicants by (sex, ethnicity): so many moved forward with a high score, so many not and with a low one."""
    facts: list[Fact] = []
    identities: dict[CandidateId, SelfIdentification] = {}
    for number, (sex, ethnicity, chosen) in enumerate(_each(groups), start):
        facts.append(
            fact(
                number,
                overall=80.0 if chosen else 40.0,
                proposal="pass" if chosen else "fail",
                rule="above_cut" if chosen else "below_cut",
                decision="advance" if chosen else "reject",
            )
        )
        if sex or ethnicity:
            identities[CandidateId(f"cnd_{number}")] = told(number, sex, ethnicity)
    return facts, identities


def _each(
    groups: Groups,
) -> Iterator[tuple[str | None, str | None, bool]]:
    for (sex, ethnicity), (selected, n) in groups.items():
        for place in range(n):
            yield sex, ethnicity, place < selected


def audited(
    facts: list[Fact], identities: dict[CandidateId, SelfIdentification], limits: Limits | None = None
) -> BiasAudit:
    """Their audit as the tenant ``acme`` in the US reads it."""
    scope = AuditScope(TenantId("acme"), "us", POSITION, WHEN - timedelta(days=30), WHEN + timedelta(days=1))
    return bias_audit(scope, facts, identities, WHEN, limits)


def table_of(audit: BiasAudit, measure: Measure, attribute: str) -> AuditTable:
    """One table of an audit."""
    [found] = [table for table in audit.tables if table.measure == measure and table.attribute == attribute]
    return found


def row_of(audit: BiasAudit, measure: Measure, attribute: str, *category: str) -> AuditRow:
    """One row of a table."""
    [found] = [row for row in table_of(audit, measure, attribute).rows if row.category == category]
    return found
