"""The audit: facts and self-identifications become the tables of 6 RCNY 5-301."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.decision.fairness import measuring
from shared.decision.fairness.cells import too_few
from shared.decision.fairness.model import (
    ATTRIBUTES,
    FOUR_FIFTHS,
    LEAST_SHARE,
    MEASURES,
    SMALL_CELL,
    Attribute,
    AuditRow,
    AuditTable,
    BiasAudit,
    Fact,
    Measure,
    ScoreDifference,
)
from shared.decision.fairness.self_identification import SelfIdentification
from shared.kernel.ids import CandidateId, PositionId, TenantId

DIGITS = 6
"""Of rates, ratios and p values; scores get three."""

Identities = Mapping[CandidateId, SelfIdentification]
Category = tuple[str, ...]


@dataclass(frozen=True)
class AuditScope:
    """What is audited: a position or, with None, all of a tenant's, over a period."""

    tenant_id: TenantId
    jurisdiction: str
    position_id: PositionId | None
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Limits:
    """``least_share``: the share of the data under which a category has no ratio (6 RCNY 5-301(d)). ``least_people``:
    under which it is counted with those who said nothing."""

    least_share: float = LEAST_SHARE
    least_people: int = SMALL_CELL


def bias_audit(
    scope: AuditScope,
    facts: Sequence[Fact],
    identities: Identities,
    now: datetime,
    limits: "Limits | None" = None,
) -> BiasAudit:
    """Return the audit of the ``facts`` that were assessed within the scope's period.

    It is fit to be shown as it is: a category of too few people is in none of its figures.
    """
    limits = limits or Limits()
    within = [fact for fact in facts if scope.since <= fact.assessed_at < scope.until]
    overalls = [fact.overall for fact in within if fact.overall is not None]
    errors = [fact.standard_error for fact in within if fact.standard_error is not None]
    median, error = measuring.median(overalls), measuring.root_mean_square(errors)
    groups = [_groups(fact, identities) for fact in within]
    tables: list[AuditTable] = []
    for measure in MEASURES:
        selected = [fact.selected(measure, median) for fact in within]
        tables += _adjusted([_table(measure, name, selected, groups, limits) for name in ATTRIBUTES])
    return BiasAudit(
        tenant_id=scope.tenant_id,
        jurisdiction=scope.jurisdiction,
        position_id=scope.position_id,
        since=scope.since,
        until=scope.until,
        made_at=now,
        assessed=len(within),
        without_score=len(within) - len(overalls),
        median=median,
        measurement_error=None if error is None else round(error, 3),
        tables=tuple(tables),
        differences=tuple(row for name in ATTRIBUTES for row in _differences(name, within, groups, error, limits)),
    )


def _groups(fact: Fact, identities: Identities) -> dict[Attribute, Category]:
    told = identities.get(fact.candidate_id)
    if told is None:
        return {}
    belongs = told.belongs(fact.assessed_at.year)
    found: dict[Attribute, Category] = {}
    if "sex" in belongs:
        found["sex"] = (belongs["sex"],)
    if "ethnicity" in belongs:
        found["ethnicity"] = (belongs["ethnicity"],)
    if "age" in belongs:
        found["age"] = (belongs["age"],)
    if "sex" in belongs and "ethnicity" in belongs:
        found["sex_and_ethnicity"] = (belongs["sex"], belongs["ethnicity"])
    return found


def _table(
    measure: Measure,
    attribute: Attribute,
    selected: Sequence[bool | None],
    groups: Sequence[Mapping[Attribute, Category]],
    limits: Limits,
) -> AuditTable:
    counted: dict[Category, list[bool]] = defaultdict(list)
    unknown = 0
    for one, belongs in zip(selected, groups, strict=True):
        if one is None:
            continue
        if attribute in belongs:
            counted[belongs[attribute]].append(one)
        else:
            unknown += 1
    for category in too_few({category: len(group) for category, group in counted.items()}, limits.least_people):
        unknown += len(counted.pop(category))
    counts = {category: (sum(group), len(group)) for category, group in counted.items()}
    return AuditTable(
        measure=measure,
        attribute=attribute,
        n=sum(n for _, n in counts.values()),
        unknown=unknown,
        waiting=sum(one is None for one in selected),
        rows=rows_of(counts, limits.least_share),
    )


def rows_of(counts: Mapping[Category, tuple[int, int]], least_share: float = LEAST_SHARE) -> tuple[AuditRow, ...]:
    """Return the rows of a table from (selected, all) of each category, larger categories first.

    The reference is the category with the highest rate among those that are not too small (the larger one of equals).
    """
    total = sum(n for _, n in counts.values())
    ordered = sorted(counts, key=lambda category: (-counts[category][1], category))
    large = [category for category in ordered if counts[category][1] >= least_share * total]
    best = max(large, key=lambda category: counts[category][0] / counts[category][1], default=None)
    return tuple(_row(category, counts, best, category in large, len(large)) for category in ordered)


def _row(
    category: Category, counts: Mapping[Category, tuple[int, int]], best: Category | None, large: bool, compared: int
) -> AuditRow:
    selected, n = counts[category]
    row = AuditRow(category=category, n=n, selected=selected, rate=round(selected / n, DIGITS))
    if best is None or not large:
        return row.model_copy(update={"note": "small_share"})
    if compared < 2:
        return row.model_copy(update={"note": "alone"})
    if counts[best][0] == 0:
        return row.model_copy(update={"note": "nobody_selected"})
    if category == best:
        return row.model_copy(update={"impact_ratio": 1.0, "note": "reference"})
    found = measuring.impact(selected, n, *counts[best])
    return row.model_copy(
        update={
            "impact_ratio": round(found.ratio, DIGITS),
            "low": None if found.low is None else round(found.low, DIGITS),
            "high": None if found.high is None else round(found.high, DIGITS),
            "p": found.p,
            "flagged": found.ratio < FOUR_FIFTHS,
        }
    )


def _adjusted(tables: Sequence[AuditTable]) -> list[AuditTable]:
    """Return the tables of one measure with p values that know how many were tested for it."""
    tested = [row.p for table in tables for row in table.rows if row.p is not None]
    left = iter(measuring.adjusted(tested))
    return [
        table.model_copy(
            update={
                "rows": tuple(
                    row if row.p is None else row.model_copy(update={"p_adjusted": next(left)}) for row in table.rows
                )
            }
        )
        for table in tables
    ]


def _differences(
    attribute: Attribute,
    facts: Sequence[Fact],
    groups: Sequence[Mapping[Attribute, Category]],
    error: float | None,
    limits: Limits,
) -> list[ScoreDifference]:
    scores: dict[Category, list[float]] = defaultdict(list)
    for fact, belongs in zip(facts, groups, strict=True):
        if attribute in belongs and fact.overall is not None:
            scores[belongs[attribute]].append(fact.overall)
    for category in too_few({category: len(own) for category, own in scores.items()}, limits.least_people):
        del scores[category]
    found = []
    for category in sorted(scores, key=lambda name: (-len(scores[name]), name)):
        own = scores[category]
        others = [score for name, several in scores.items() if name != category for score in several]
        row = ScoreDifference(attribute=attribute, category=category, n=len(own), mean=round(sum(own) / len(own), 3))
        if not others:
            found.append(row.model_copy(update={"note": "alone"}))
            continue
        counted = measuring.difference(own, others)
        figures = {
            name: None if value is None else round(value, 3)
            for name, value in counted.model_dump(exclude={"p"}).items()
        }
        within = None if error is None else abs(counted.difference) <= error
        found.append(row.model_copy(update={**figures, "p": counted.p, "within_measurement": within}))
    return found
