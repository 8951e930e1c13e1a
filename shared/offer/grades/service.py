"""Use cases: write grades and rules; try the rules on somebody's report."""

from dataclasses import dataclass

from shared.kernel.clock import Clock
from shared.offer.grades.errors import RulesWithoutGrade
from shared.offer.grades.model import GradeRules, GradeTable
from shared.offer.grades.proposing import GradeProposal, Standing, chosen, tried
from shared.offer.versions.service import put_next
from shared.offer.versions.store import Stamp, Versions
from shared.platform.audit import AuditTrail
from shared.platform.identity import Caller


@dataclass(frozen=True)
class GradeDesk:
    """One tenant's grades and rules."""

    grades: Versions[GradeTable]
    rules: Versions[GradeRules]
    trail: AuditTrail
    clock: Clock


def change_grades(
    table: GradeTable, named: frozenset[str] | None, who: Caller, desk: GradeDesk
) -> tuple[GradeTable, Stamp]:
    """Write the grades anew, as the next version. Offers keep the version that they were made by.

    Raises ``RulesWithoutGrade`` where the rules that hold name a grade that would go, and as ``put_next``.
    """
    rules, stamp = desk.rules.current()
    if stamp.version:  # the standard rules give way to whatever ladder a company has
        _must_fit(rules, table)
    return put_next(table, desk.grades, named, who, "manage_grade", "offer_grades", desk.trail, desk.clock)


def change_rules(
    rules: GradeRules, named: frozenset[str] | None, who: Caller, desk: GradeDesk
) -> tuple[GradeRules, Stamp]:
    """Write the rules anew, as the next version. Raises ``RulesWithoutGrade``, and as ``put_next``."""
    table, _stamp = desk.grades.current()
    _must_fit(rules, table)
    return put_next(rules, desk.rules, named, who, "manage_grade", "offer_rules", desk.trail, desk.clock)


def propose(standing: Standing, decision_id: str, number: int, desk: GradeDesk) -> GradeProposal:
    """Try every rule that holds now, and return what they propose with all that was tried."""
    (table, grades), (rules, held) = desk.grades.current(), desk.rules.current()
    attempts = tried(rules, standing)
    found = chosen(rules, table, attempts)
    return GradeProposal(
        number=number,
        grade=found[0].grade if found else None,
        rule=found[0].name if found else None,
        band=found[1] if found else None,
        tried=attempts,
        report=standing.report,
        decision_id=decision_id,
        grades_version=grades.version,
        rules_version=held.version,
        proposed_at=desk.clock.now(),
    )


def _must_fit(rules: GradeRules, table: GradeTable) -> None:
    if lost := rules.without_grade(table):
        raise RulesWithoutGrade(lost)
