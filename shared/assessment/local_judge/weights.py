"""The local judge's weights as data: one TOML file a version beside this one, never changed once published."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import Field

from shared.assessment.model.score import FeatureName
from shared.assessment.rubrics.model import Rubric
from shared.kernel.errors import NotFound
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

CURRENT = "2026-11.2"

Shares = dict[FeatureName, float]


class Stretch(Frozen):
    """A logistic curve: 50 points at ``middle`` (0–1), steeper for a larger ``slope``."""

    middle: float
    slope: float


class RelevanceGate(Frozen):
    """``full_at``: relevance (0–1) from which nothing is taken off; ``floor``: what is left at relevance 0."""

    full_at: float
    floor: float


class ThinEvidence(Frozen):
    """Under ``fewest`` facts and acts, as ``specificity`` counts them, a score is at most ``highest_score``."""

    fewest: float
    highest_score: float


class ConfidenceShares(Frozen):
    """What confidence is made of: length, agreement between features, recognition."""

    full_tokens: dict[Language, int]
    length_share: float
    agreement_share: float
    recognition_share: float


class StandardError(Frozen):
    """Score points at confidence 1 and at confidence 0, linear between."""

    at_full_confidence: float
    at_no_confidence: float


class Weights(Frozen):
    """One version. ``default`` holds for every competency, ``named`` only where a rubric names the feature as a signal;
    ``competencies`` says what one of them has otherwise.

    ``calibrated`` are a tenant's own shares by competency, fitted to people's ratings and accepted by an
    administrator: where there are any, they stand in place of all others (``with_calibrated``).
    """

    name: str
    version: str
    default: Shares
    named: Shares = Field(default_factory=dict)
    competencies: dict[str, Shares] = Field(default_factory=dict)
    calibrated: dict[str, Shares] = Field(default_factory=dict)
    stretch: Stretch
    relevance_gate: RelevanceGate
    thin_evidence: ThinEvidence
    confidence: ConfidenceShares
    standard_error: StandardError

    def of(self, rubric: Rubric) -> Shares:
        """Return the shares for a rubric: of the features that it names as signals, or all where it names none."""
        if own := self.calibrated.get(rubric.competency):
            return {name: share for name, share in own.items() if share > 0}
        named = {name: share for name, share in self.named.items() if name in rubric.signals}
        shares = {**self.default, **named, **self.competencies.get(rubric.competency, {})}
        allowed = set(rubric.signals) or set(shares)
        return {name: share for name, share in shares.items() if share > 0 and name in allowed}

    def with_calibrated(self, shares: Mapping[str, Mapping[FeatureName, float]], version: str) -> "Weights":
        """Return these weights with a tenant's calibrated shares; the version says whose they are."""
        own = {competency: dict(given) for competency, given in shares.items()}
        return self.model_copy(update={"calibrated": own, "version": f"{self.version}+{version}"})


@cache
def weights(version: str = CURRENT) -> Weights:
    """Return the documented weights of ``version``. Raises ``NotFound`` where there is no such file."""
    file = files(__package__) / f"{version}.toml"
    if not file.is_file():
        raise NotFound(f"There are no weights {version}.", f"Use {CURRENT}, or add the file {version}.toml.")
    return Weights.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
