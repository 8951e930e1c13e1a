"""The proposal rule: certain enough to propose, or a person must look first."""

from shared.decision.contracts import Outcome, Proposal, Rule

Z_95 = 1.96
"""Two-sided 95 % of a normal distribution: within this many standard errors a score and a cut are not told apart."""
ROUNDING = 1e-9
"""Scores are sums of floats: a difference of the last bit is none."""
LOWEST_CONFIDENCE = 0.35
"""Below this mean confidence (0–1) the scores themselves are not trusted with a proposal."""


def propose(
    overall: float | None,
    standard_error: float | None,
    cut: float | None,
    confidence: float,
    answers_scored: int,
    answers_total: int,
    needs_human: bool = False,
    stopped: bool = False,
) -> Proposal:
    """Propose pass, fail or review.

    ``overall``, ``standard_error`` and ``cut`` are score points (0–100), ``confidence`` 0–1. A proposal to pass or
    fail needs every answer scored, enough confidence, no score that asks for a person (``needs_human``), a cut, and
    \\|overall − cut\\| ≥ 1.96 × the standard error of measurement; anything else is for a person to review. The first
    rule that fires is the one that is named. ``stopped``: the bias breaker has stopped the position's proposals.
    """
    if stopped:
        return _review("proposals_stopped", cut, "Proposals are stopped for this position until bias is ruled out.")
    if overall is None or standard_error is None:
        return _review("nothing_scored", cut, "Nothing in this interview could be scored; a person must read it.")
    if answers_scored < answers_total:
        missing = answers_total - answers_scored
        return _review("answers_missing", cut, f"{missing} of {answers_total} answers could not be scored.")
    if confidence < LOWEST_CONFIDENCE:
        return _review("low_confidence", cut, f"Confidence {confidence:.2f} is under {LOWEST_CONFIDENCE:.2f}.")
    if needs_human:
        return _review("needs_human", cut, "Some score is in doubt, or the judges disagree; a person must look.")
    if cut is None:
        return _review("no_cut", cut, "The position sets no cut score.")
    return _against_cut(overall, standard_error, cut)


def _against_cut(overall: float, standard_error: float, cut: float) -> Proposal:
    distance, margin = overall - cut, Z_95 * standard_error
    figures = f"score {overall:.1f}, cut {cut:.1f}, margin ±{margin:.1f} (1.96 × standard error {standard_error:.1f})"
    if abs(distance) < margin - ROUNDING:
        return _review("within_error", cut, f"The score is too close to the cut to tell: {figures}.")
    outcome: Outcome = "pass" if distance >= 0 else "fail"
    side = "above" if distance >= 0 else "below"
    rule: Rule = "above_cut" if distance >= 0 else "below_cut"
    return Proposal(outcome=outcome, cut=cut, rule=rule, basis=f"The score is clearly {side} the cut: {figures}.")


def _review(rule: Rule, cut: float | None, basis: str) -> Proposal:
    return Proposal(outcome="review", cut=cut, rule=rule, basis=basis)
