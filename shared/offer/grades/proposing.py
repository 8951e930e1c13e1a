"""Every rule is tried, and it is kept which score met which cut: that is the evidence of a proposed grade. Pure."""

from collections.abc import Mapping
from datetime import datetime

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.offer.contracts import Evidence
from shared.offer.grades.model import About, Band, Condition, GradeCode, GradeRule, GradeRules, GradeTable

OVERALL = "overall"
"""How evidence calls the score over all competencies."""


class Standing(Frozen):
    """What rules look at: the report's scores (0–100, null where nothing could be scored) and where the position is."""

    position_id: str
    title: LocalizedText
    department: str
    scores: dict[str, float | None]
    overall: float | None = None
    report: DocumentRef | None = None


class Check(Frozen):
    """One condition, tried. ``value`` is the score or the place; null: there is none, so it is not met."""

    about: About
    competency: str | None = None
    value: float | str | None
    cut: float | None = None
    any_of: tuple[str, ...] = ()
    met: bool


class Tried(Frozen):
    """One rule, tried."""

    rule: str
    grade: GradeCode
    met: bool
    checks: tuple[Check, ...]


class GradeProposal(Frozen):
    """What the rules propose, and why: ``grade`` null where none is met. A proposal; a named person sets the grade."""

    number: int = 1
    grade: GradeCode | None
    rule: str | None
    band: Band | None
    tried: tuple[Tried, ...]
    report: DocumentRef | None
    decision_id: str
    grades_version: int
    rules_version: int
    proposed_at: datetime

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the scores that the proposal rests on."""
        chosen = next((one for one in self.tried if one.rule == self.rule), None)
        return tuple(
            Evidence(competency=check.competency or OVERALL, score=check.value, cut=check.cut, report=self.report)
            for check in (chosen.checks if chosen else ())
            if isinstance(check.value, float) and check.cut is not None
        )


def tried(rules: GradeRules, standing: Standing) -> tuple[Tried, ...]:
    """Return every rule with what became of each of its conditions."""
    families = {
        family.name
        for family in rules.families
        if family.takes(tuple(filter(None, (standing.title.zh, standing.title.en))), standing.department)
    }
    return tuple(_tried(rule, standing, families) for rule in rules.rules)


def chosen(rules: GradeRules, table: GradeTable, attempts: tuple[Tried, ...]) -> tuple[GradeRule, Band] | None:
    """Return the first rule that is met and whose grade is there, with the band that then holds; None: none is."""
    met = {attempt.rule for attempt in attempts if attempt.met}
    for rule in rules.rules:
        grade = table.grade(rule.grade)
        if rule.name in met and grade is not None:
            return rule, rule.band or grade.band
    return None


def _tried(rule: GradeRule, standing: Standing, families: set[str]) -> Tried:
    checks = tuple(_checked(condition, standing, families) for condition in rule.conditions)
    return Tried(rule=rule.name, grade=rule.grade, met=all(check.met for check in checks), checks=checks)


def _checked(condition: Condition, standing: Standing, families: set[str]) -> Check:
    if condition.at_least is not None:
        score = _score(condition, standing.scores, standing.overall)
        return Check(
            about=condition.about,
            competency=condition.competency,
            value=score,
            cut=condition.at_least,
            met=score is not None and score >= condition.at_least,
        )
    if condition.about == "family":
        of = sorted(families & set(condition.any_of))
        return Check(about="family", value=", ".join(sorted(families)) or None, any_of=condition.any_of, met=bool(of))
    place = standing.department if condition.about == "department" else standing.position_id
    return Check(about=condition.about, value=place, any_of=condition.any_of, met=place in condition.any_of)


def _score(condition: Condition, scores: Mapping[str, float | None], overall: float | None) -> float | None:
    found = overall if condition.about == "overall" else scores.get(condition.competency or "")
    return None if found is None else float(found)
