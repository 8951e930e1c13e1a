"""Everything that ``bole validate`` finds, as one document."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from shared.assessment.validity.agreement import Agreement, agreement
from shared.assessment.validity.groups import GroupEffect, group_effects
from shared.assessment.validity.interview import InterviewScored, Measured
from shared.kernel.frozen import Frozen


class CalibratedAgreement(Frozen):
    """The cross-validated agreement of a model of all features. ``models``: Pearson's r of each single one."""

    folds: int
    repeats: int
    agreement: Agreement
    models: dict[str, float] = Field(default_factory=dict)


class FeatureAgreement(Frozen):
    """Of a feature's figure in its own unit, and of its value 0–1 where it has one."""

    raw: Agreement
    value: Agreement | None = None

    @property
    def main(self) -> Agreement:
        """The one that is shown: the value, or the figure where there is no better or worse."""
        return self.value if self.value is not None and self.value.pearson is not None else self.raw


class RatingAgreement(Frozen):
    """How the scores agree with one rating. ``mean`` and ``sd`` are the rating's own, in its unit."""

    rating: str
    mean: float
    sd: float
    overall: Agreement
    competencies: dict[str, Agreement]
    features: dict[str, FeatureAgreement]
    calibrated: CalibratedAgreement | None = None


class Counted(Frozen):
    """What was there and what was scored. ``not_scored``: answers by the reason code."""

    interviews: int
    interviews_scored: int
    answers: int
    answers_scored: int
    words: int
    not_scored: dict[str, int]
    without_score: tuple[str, ...]
    """Interviews without any score: they are in no figure of agreement."""


class ScoredRow(Frozen):
    """One interview in the document."""

    id: str
    overall: float | None
    competencies: dict[str, float | None]
    features: dict[str, Measured]
    answers: int
    answers_scored: int
    words: int


class ValidityReport(Frozen):
    """``bole validate --json``. ``seconds``: wall clock of scoring and of calibrating."""

    corpus: str
    judge: str
    weights: dict[str, float]
    counted: Counted
    ratings: tuple[RatingAgreement, ...]
    groups: tuple[GroupEffect, ...]
    bad_lines: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    seconds: dict[str, float] = Field(default_factory=dict)
    interviews: tuple[ScoredRow, ...] = ()


def counted(scored: Sequence[InterviewScored]) -> Counted:
    """Return what was scored of a corpus, and what was not and why."""
    reasons: Counter[str] = Counter()
    for one in scored:
        reasons.update(one.not_scored)
    return Counted(
        interviews=len(scored),
        interviews_scored=sum(one.overall is not None for one in scored),
        answers=sum(one.answers for one in scored),
        answers_scored=sum(one.answers_scored for one in scored),
        words=sum(one.words for one in scored),
        not_scored=dict(reasons.most_common()),
        without_score=tuple(one.id for one in scored if one.overall is None),
    )


def rating_agreements(scored: Sequence[InterviewScored]) -> tuple[RatingAgreement, ...]:
    """Return the agreement with every rating of the corpus, by name. Interviews without a score are left out."""
    told = [one for one in scored if one.overall is not None]
    names = dict.fromkeys(name for one in told for name in one.ratings)
    return tuple(_rating(name, told) for name in sorted(names))


def _rating(name: str, told: Sequence[InterviewScored]) -> RatingAgreement:
    ratings = [one.ratings.get(name) for one in told]
    given = [rating for rating in ratings if rating is not None]
    mean = sum(given) / len(given)
    competencies = dict.fromkeys(key for one in told for key in one.competencies)
    features = dict.fromkeys(key for one in told for key in one.features)
    return RatingAgreement(
        rating=name,
        mean=round(mean, 4),
        sd=round((sum((rating - mean) ** 2 for rating in given) / len(given)) ** 0.5, 4),
        overall=agreement([one.overall for one in told], ratings),
        competencies={key: agreement([one.competencies.get(key) for one in told], ratings) for key in competencies},
        features={key: _feature(key, told, ratings) for key in sorted(features)},
    )


def _feature(key: str, told: Sequence[InterviewScored], ratings: Sequence[float | None]) -> FeatureAgreement:
    measured = [one.features.get(key) for one in told]
    values = [one.value if one is not None else None for one in measured]
    return FeatureAgreement(
        raw=agreement([one.raw if one is not None else None for one in measured], ratings),
        value=agreement(values, ratings) if any(value is not None for value in values) else None,
    )


def groups_of(scored: Sequence[InterviewScored]) -> tuple[GroupEffect, ...]:
    """Return what the overall score does to the groups of the corpus."""
    return group_effects([one.overall for one in scored], [one.groups for one in scored])


def rows(scored: Sequence[InterviewScored]) -> tuple[ScoredRow, ...]:
    """Return the interviews as they stand in the document."""
    fields: dict[str, Any] = ScoredRow.model_fields
    return tuple(ScoredRow.model_validate({name: getattr(one, name) for name in fields}) for one in scored)
