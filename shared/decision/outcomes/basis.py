"""What a decision rests on, as it is at this moment."""

from collections.abc import Sequence

from shared.decision.outcomes.errors import NewerReport
from shared.decision.outcomes.model import Basis, RatingBasis, followed
from shared.decision.outcomes.orders import DecisionOrder
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.model import Panel
from shared.decision.panel.rating import Rating
from shared.interview.contracts import InterviewPlan


def basis_of(
    plan: InterviewPlan, panel: Panel | None, ratings: Sequence[Rating], order: DecisionOrder, desk: PanelDesk
) -> tuple[Basis, dict[str, int | None]]:
    """Return the basis, and the machine's levels by competency. Raises ``NewerReport``, ``Unavailable``.

    A review by people takes no account of the report: then there is neither a proposal nor a level of the machine.
    """
    without_ai = panel is not None and panel.without_ai
    found = None if without_ai else desk.interviews.report(plan)
    newest = found[0].revision if found else None
    if order.report_revision is not None and order.report_revision != newest:
        raise NewerReport(order.report_revision, newest)
    rated = tuple(
        RatingBasis(user_id=each.user_id, version=each.version, recommendation=each.draft.recommendation)
        for each in sorted(ratings, key=lambda one: one.user_id)
    )
    seconds = desk.panels.evidence(plan.interview_id, desk.who.user_id).total
    if found is None:
        return Basis(ratings=rated, without_ai=without_ai, seconds=seconds), {}
    kept, report = found
    proposal = report.proposal
    stopped = proposal.rule == "proposals_stopped"
    basis = Basis(
        report=kept.report,
        report_revision=kept.revision,
        proposal=None if stopped else proposal.outcome,
        rule=proposal.rule,
        followed=None if stopped else followed(order.outcome, proposal.outcome),
        ratings=rated,
        seconds=seconds,
    )
    return basis, {each.competency: each.level for each in report.competencies}
