"""What an analysis says: a document that never changes, and stays as the justification of a position's standard."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import ConfigDict, Field

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen, Published
from shared.kernel.ids import PositionId, TenantId
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Name
from shared.recruiting.requirements.history import JobTitle

Outcome = Literal["promoted", "target_reached", "stayed", "good_performance", "performance"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Grade = Literal["supported", "indicated", "unsupported"]
Caution = Literal[
    "small_n",
    "few_positives",
    "range_restricted",
    "range_unknown",
    "held_out_smaller",
    "unstable_cut",
    "runs_the_other_way",
]


class AnalysisOrder(Frozen):
    """What to analyse. Months count from the day of hiring.

    ``imports`` and ``competencies`` left out: all that there are. ``good_performance`` is the rating from which
    performance counts as good; left out, only mean ratings are compared. ``applicant_sd`` states the standard deviation
    of applicants' scores where the history holds hires alone.
    """

    job_titles: tuple[JobTitle, ...] = Field(min_length=1, max_length=20)
    imports: tuple[str, ...] = Field(default=(), max_length=50)
    competencies: tuple[Name, ...] = Field(default=(), max_length=40)
    promotion_months: int = Field(default=12, ge=1, le=60)
    stay_months: int = Field(default=12, ge=1, le=60)
    good_performance: float | None = None
    cut_step: Literal[1, 5, 10] = 5
    applicant_sd: dict[Name, Annotated[float, Field(gt=0, le=50)]] = Field(default_factory=dict)


class Bounded(Published):
    """A figure with its 95 % confidence interval; bounds are null where they are not defined."""

    value: float
    low: float | None = None
    high: float | None = None


class CutSide(Published):
    """Those above the cut, or below it: how many, how many of them with the outcome, and its rate or mean."""

    n: int
    positives: int | None
    rate: Bounded
    """Share (0–1) with Wilson's interval; for ``performance`` the mean rating."""


class CutFinding(Published):
    """One competency and one outcome, at the cut that parts people best. ``above`` are scores at or over the cut.

    ``difference`` is above minus below: of shares (0.15 is 15 percentage points; Newcombe's interval), or of mean
    ratings (Welch). ``ratio`` is how many times as often; null where nobody below has the outcome. ``effect_size`` is
    Cohen's h for shares, d for means. Sensitivity: of those with the outcome, the share above; specificity: of the
    others, the share below; precision: of those above, the share with the outcome.
    """

    competency: Name
    outcome: Outcome
    cut: float
    n: int
    share_above: float
    """Of the hires, who have the cut or more."""
    applicants_above: float | None
    """Of everybody who applied; null where too few who were not hired have a score."""
    above: CutSide
    below: CutSide
    difference: Bounded
    ratio: Bounded | None
    effect_size: float
    effect_measure: Literal["cohen_h", "cohen_d"]
    sensitivity: float | None
    specificity: float | None
    precision: float | None
    youden: float | None
    youden_cut: float | None
    """The cut with the greatest Youden index; often the same."""
    correlation: Bounded
    correlation_corrected: float | None
    """For restriction of range, Thorndike's case 2; null where applicants' standard deviation is not known."""
    p: float
    """At this cut alone: Fisher's exact test, or Welch's. Too small, because the cut was searched for."""
    p_search: float
    """Permutation: how often the best of all cuts does as well by chance."""
    p_adjusted: float
    """For all competencies, cuts and outcomes together: step-down maximum statistic. This one decides."""
    q: float
    """False discovery rate (Benjamini–Hochberg) over ``p_search``."""
    held_out: float | None
    """The difference in people who had no part in finding the cut: repeated five-fold cross-validation. Null from
    ``p_search`` 0.10 on, where nothing rests on it."""
    cut_stability: float | None
    """Share of the folds that found this cut or the one beside it."""
    grade: Grade
    cautions: tuple[Caution, ...]
    sentence: LocalizedText


class Commonality(Published):
    """How those with an outcome scored in a competency, beside the others: mean, spread and quartiles."""

    competency: Name
    outcome: Outcome
    n: int
    mean: float
    sd: float
    quartiles: tuple[float, float, float]
    others: int
    others_mean: float
    cohen_d: float


class ScoreRange(Published):
    """The spread of a competency's scores. ``ratio`` (hires to applicants) under 0.8: the range is restricted."""

    competency: Name
    hires: int
    hires_mean: float
    hires_sd: float
    applicants: int
    applicants_sd: float | None
    stated: bool
    """Whether the applicants' figure was stated by a person instead of counted."""
    ratio: float | None


class OutcomeCount(Published):
    """How many hires an outcome is known of. ``too_recent`` were not observed for the whole time, and do not count."""

    outcome: Outcome
    known: int
    positives: int | None
    too_recent: int
    tested: bool
    why_not: LocalizedText | None


class HistorySource(Published):
    """An import that the analysis rests on."""

    import_id: str
    digest: str
    records: int
    as_of: date


class RequirementAnalysis(Published):
    """``recruiting/requirement_analysis`` v1: what hires of a job who did well have in common. A document.

    ``findings`` are in order of evidence; those that chance explains too are among them, graded ``unsupported``.
    """

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "requirement_analysis"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="recruiting/requirement_analysis v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    analysis_id: str
    order: AnalysisOrder
    made_by: str
    made_at: datetime
    sources: tuple[HistorySource, ...]
    applicants: int
    hires: int
    titles: dict[Name, LocalizedText]
    """What the competencies are called."""
    outcomes: tuple[OutcomeCount, ...]
    ranges: tuple[ScoreRange, ...]
    commonalities: tuple[Commonality, ...]
    findings: tuple[CutFinding, ...]
    tests: int
    """Pairs of competency and outcome that were looked at."""
    cuts: int
    """Cuts tried in them."""
    permutations: int
    seed: int
    notes: tuple[LocalizedText, ...]


class StandardCompetency(Published):
    """A competency's place in a standard, and what it had before."""

    name: Name
    weight: float
    cut: float | None
    weight_before: float
    cut_before: float | None
    outcomes: tuple[Outcome, ...]
    """The outcomes of the findings that it rests on; empty: it keeps the basic weight 1."""
    effect: float
    reason: LocalizedText


class PositionStandard(Published):
    """``recruiting/position_standard`` v1: an analysis made the standard of a position: who, when, why. A document."""

    stage: ClassVar[str] = "recruiting"
    name: ClassVar[str] = "position_standard"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="recruiting/position_standard v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    standard_id: str
    position_id: PositionId
    revision_before: int
    analysis_id: str
    analysis: DocumentRef
    competencies: tuple[StandardCompetency, ...]
    not_in_position: tuple[Name, ...]
    """Competencies that the analysis supports and the position does not ask for."""
    thin: tuple[LocalizedText, ...]
    """What speaks against resting on this evidence; confirmed by whoever set it, with ``confirmed_because``."""
    confirmed_because: str | None
    set_by: str
    set_at: datetime


def analysis_key(tenant_id: TenantId, analysis_id: str) -> str:
    """Return where an analysis lies in the media bucket: below settings, which are kept as long as the tenant."""
    return f"settings/{tenant_id}/requirements/analyses/{analysis_id}.json"


def standard_key(tenant_id: TenantId, position_id: PositionId, standard_id: str) -> str:
    """Return where a standard lies in the media bucket."""
    return f"settings/{tenant_id}/requirements/standards/{position_id}/{standard_id}.json"
