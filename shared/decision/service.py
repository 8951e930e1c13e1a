"""Use cases of the decision stage."""

from typing import Protocol

from shared.assessment.pipeline import InterviewRef, NormedInterview, ProposedInterview
from shared.decision.model import propose
from shared.kernel.ids import PositionId


class CutScores(Protocol):
    """Knows the cut score (0–100) that a position set when the interview opened; None where it set none."""

    def cut_for(self, interview: InterviewRef) -> float | None: ...


class BiasBreakers(Protocol):
    """Knows whether the AI makes no proposals for a position, because an audit found that they do harm."""

    def stopped(self, position_id: PositionId) -> bool: ...


def propose_interview(normed: NormedInterview, cuts: CutScores, breakers: BiasBreakers) -> ProposedInterview:
    """Put a proposal beside a normed interview. Decides nothing.

    Running it again gives the same proposal, unless the bias breaker of the position changed in between.
    """
    aggregated = normed.aggregated
    scored = [result for result in aggregated.competencies if result.score is not None]
    confidence = sum(result.confidence for result in scored) / len(scored) if scored else 0.0
    proposal = propose(
        overall=aggregated.overall,
        standard_error=aggregated.standard_error,
        cut=cuts.cut_for(aggregated.interview),
        confidence=confidence,
        answers_scored=aggregated.answers_scored,
        answers_total=aggregated.answers_total,
        needs_human=any(result.needs_human for result in scored),
        stopped=breakers.stopped(aggregated.interview.position_id),
    )
    return ProposedInterview(normed=normed, proposal=proposal)
