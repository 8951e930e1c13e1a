"""Calibrations: weights fitted to people's ratings, proposed, accepted, rejected, withdrawn."""

from functions.assessment.routes.desk import scope
from shared.assessment.calibration.decision import Acceptance, Decision
from shared.assessment.calibration.proposal import CalibrationProposal
from shared.assessment.calibration.request import RatingsGiven
from shared.assessment.service import calibrate
from shared.assessment.service.propose import ProposalsMade, propose_each
from shared.platform.http import routes, staff
from shared.platform.observability import count

router = routes()


@router.get("/v1/assessment/calibrations", summary="List calibration proposals")
def get_calibrations() -> list[CalibrationProposal]:
    """Return what was proposed, the newest first: agreement and effect on groups before and after, and who decided."""
    return calibrate.proposals(scope(staff(router), "calibrate"))


@router.post("/v1/assessment/calibrations", summary="Fit weights to ratings", status_code=201)
def post_calibrations(given: RatingsGiven) -> tuple[ProposalsMade, int]:
    """Fit weights to people's ratings and keep what comes out as proposals, one a competency; no score changes."""
    seen, by = scope(staff(router), "calibrate"), staff(router).user_id
    made = propose_each(seen, given, by)
    count("assessment", "CalibrationProposed", len(made.proposals))
    return made, 201


@router.post("/v1/assessment/calibrations/<proposal_id>/accept", summary="Accept a calibration")
def post_calibration_accept(proposal_id: str, acceptance: Acceptance | None = None) -> CalibrationProposal:
    """Judge by the proposal's weights from the next answer on."""
    seen, by, said = scope(staff(router), "calibrate"), staff(router).user_id, acceptance or Acceptance()
    accepted = calibrate.accept(seen, proposal_id, by, said.note, against_advice=said.against_advice)
    count("assessment", "CalibrationAccepted")
    return accepted


@router.post("/v1/assessment/calibrations/<proposal_id>/reject", summary="Reject a calibration")
def post_calibration_reject(proposal_id: str, decision: Decision | None = None) -> CalibrationProposal:
    """Close a proposal without any change."""
    seen, by = scope(staff(router), "calibrate"), staff(router).user_id
    return calibrate.reject(seen, proposal_id, by, (decision or Decision()).note)


@router.post("/v1/assessment/calibrations/<proposal_id>/withdraw", summary="Withdraw a calibration")
def post_calibration_withdraw(proposal_id: str, decision: Decision | None = None) -> CalibrationProposal:
    """Judge by the standard weights again, from the next answer on."""
    seen, by = scope(staff(router), "calibrate"), staff(router).user_id
    withdrawn = calibrate.withdraw(seen, proposal_id, by, (decision or Decision()).note)
    count("assessment", "CalibrationWithdrawn")
    return withdrawn
