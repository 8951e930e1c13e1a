"""The local judge: no network, the same answer gives the same score, and more evidence never lowers it."""

from shared.assessment.local_judge.combining import combine, level_of
from shared.assessment.local_judge.judge import LocalJudge, unscored
from shared.assessment.local_judge.weights import Weights, weights

__all__ = ["LocalJudge", "Weights", "combine", "level_of", "unscored", "weights"]
