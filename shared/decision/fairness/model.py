"""What an audit looks at, and what it finds. Pure: no statistics library, no store."""

from datetime import datetime
from typing import Literal, get_args

from shared.decision.contracts import Outcome, Rule
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, TenantId

Decided = Literal["advance", "reject", "hold"]
Measure = Literal["advanced", "proposed", "scored"]
"""``advanced``: people decided to move the candidate forward. ``proposed``: the AI proposed to pass. ``scored``: the
overall score lies above the median of the whole sample (6 RCNY 5-300, scoring rate)."""
MEASURES: tuple[Measure, ...] = get_args(Measure)
Attribute = Literal["sex", "ethnicity", "age", "sex_and_ethnicity"]
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)

FOUR_FIFTHS = 0.80
"""Impact ratio under which adverse impact is presumed (29 CFR 1607.4(D))."""
LEAST_SHARE = 0.02
"""A category of a smaller share of the data may be left out of the ratios (6 RCNY 5-301(d)); it is still counted."""
SMALL_CELL = 5
"""People under which a category is neither shown nor compared: with fewer, a total says who is what."""
SIGNIFICANT = 0.05

Note = Literal["", "reference", "small_share", "nobody_selected", "alone"]
"""Why a row has no ratio. ``reference``: it has the highest rate, which is its own ratio of 1."""


class Fact(Frozen):
    """One assessed application: what the machine said, and what people decided at that step.

    ``overall`` and ``standard_error`` are score points (0–100), null where nothing could be scored.
    """

    key: str
    candidate_id: CandidateId
    position_id: PositionId
    interview_id: InterviewId
    application_id: ApplicationId | None = None
    assessed_at: datetime
    revision: int
    overall: float | None
    standard_error: float | None
    proposal: Outcome
    rule: Rule
    decision: Decided | None = None

    def selected(self, measure: Measure, median: float | None) -> bool | None:
        """Return whether the person counts as selected; None: not in this measure's sample.

        Who waits for a decision is in no selection rate yet, and whom no proposal could be made for in no proposal's.
        """
        if measure == "advanced":
            return None if self.decision in (None, "hold") else self.decision == "advance"
        if measure == "proposed":
            return None if self.rule in ("proposals_stopped", "no_cut") else self.proposal == "pass"
        return None if self.overall is None or median is None else self.overall > median


class AuditRow(Frozen):
    """One category in a table, as the rule lays it out. ``category``: one name, or sex and ethnicity.

    ``low``–``high`` is the 95 % interval of ``impact_ratio`` by bootstrap; ``p`` is Fisher's exact test against the
    reference, two-sided, and ``p_adjusted`` the same after Benjamini and Hochberg over the measure's rows.
    ``flagged``: under four fifths. Null figures have their reason in ``note``.
    """

    category: tuple[str, ...]
    n: int
    selected: int
    rate: float
    impact_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    flagged: bool = False
    note: Note = ""


class AuditTable(Frozen):
    """One measure by one attribute. ``n``: people in its rows; ``unknown``: those whose category is unknown, or too few
    to be shown. ``waiting``: assessed, and in this measure's sample not or not yet."""

    measure: Measure
    attribute: Attribute
    n: int
    unknown: int
    waiting: int
    rows: tuple[AuditRow, ...]


class ScoreDifference(Frozen):
    """A category's overall scores against all others' of its attribute, in score points.

    ``standard_error`` is that of the difference (Welch), with its 95 % interval ``low``–``high`` and ``p``; ``d`` is
    Cohen's. ``within_measurement``: the difference is no larger than the standard error of measurement of one score.
    """

    attribute: Attribute
    category: tuple[str, ...]
    n: int
    mean: float
    difference: float | None = None
    standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    d: float | None = None
    within_measurement: bool | None = None
    note: Note = ""


class BiasAudit(Frozen):
    """An audit of one position, or of all of a tenant's, over a period (both ends inclusive by month).

    ``assessed``: people with a report; ``median``: of their overall scores; ``measurement_error``: the root mean square
    of their standard errors of measurement (SEM).
    """

    tenant_id: TenantId
    jurisdiction: str
    position_id: PositionId | None
    since: datetime
    until: datetime
    made_at: datetime
    assessed: int
    without_score: int
    median: float | None
    measurement_error: float | None
    tables: tuple[AuditTable, ...]
    differences: tuple[ScoreDifference, ...]
