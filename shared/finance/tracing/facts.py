"""What of a document is shown in a trace. Pure."""

from collections.abc import Container

from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.contracts import CurrentDecision
from shared.finance.contracts import Voucher
from shared.finance.costs.model import Cost
from shared.finance.tracing.model import EvidenceSpan, RuleFact, Step
from shared.kernel.money import written
from shared.offer.contracts import AcceptedOffer
from shared.payroll.contracts import PayLine, SalarySlip
from shared.people.contracts import EmploymentTerms

NOWHERE = ""
QUOTES = 3
"""Quotes that are shown of a competency."""


def of_voucher(voucher: Voucher) -> Step:
    """Return what a voucher says of itself."""
    facts = {
        "kind": voucher.kind,
        "summary": voucher.summary,
        "date": str(voucher.voucher_date),
        "period": voucher.period,
        "books": voucher.books,
    }
    return Step(kind="voucher", key=NOWHERE, facts=facts | ({"reverses": voucher.reverses} if voucher.reverses else {}))


def of_slip(slip: SalarySlip, components: Container[str]) -> Step:
    """Return a slip's totals, and rule and rate of the lines that the voucher books."""
    lines = [line for line in slip.lines if line.code in components or "net" in components]
    facts = {
        "slip": slip.slip_id,
        "employee": slip.employee_id,
        "period": slip.period,
        "city": slip.city,
        "cost_centre": slip.cost_centre,
        "gross": written(slip.gross_fen),
        "net": written(slip.net_fen),
        "engine": slip.engine,
    }
    if slip.tax is not None:
        tax = slip.tax
        facts |= {"taxable_cumulative": written(tax.taxable_fen), "tax_rate": str(tax.rate)}
    return Step(kind="slip", key=NOWHERE, facts=facts, rules=tuple(_rule(line) for line in lines))


def _rule(line: PayLine) -> RuleFact:
    basis = line.basis
    return RuleFact(
        code=line.code,
        kind=line.kind,
        amount_fen=line.amount_fen,
        rule=basis.rule,
        effective_from=basis.effective_from,
        source=basis.source,
        base_fen=basis.base_fen,
        floor_fen=basis.floor_fen,
        cap_fen=basis.cap_fen,
        rate=basis.rate,
        fixed_fen=basis.fixed_fen,
        formula=basis.formula,
        rounding=basis.rounding,
    )


def of_cost(cost: Cost) -> Step:
    """Return what a cost says of itself."""
    facts = {"cost": cost.cost_id, "kind": cost.kind, "amount": written(cost.amount_fen), "about": cost.about}
    if cost.quantity is not None:
        facts |= {"quantity": f"{cost.quantity} {cost.unit}", "price": str(cost.price)}
    return Step(kind="cost", key=NOWHERE, facts=facts)


def of_terms(terms: EmploymentTerms) -> Step:
    """Return the terms that pay rests on."""
    facts = {
        "employee": terms.employee_id,
        "number": str(terms.number),
        "effective_from": str(terms.effective_from),
        "grade": terms.grade,
        "monthly": written(terms.monthly_fen),
        "reason": terms.reason,
        "decided_by": terms.decided_by,
    }
    return Step(kind="terms", key=NOWHERE, facts=facts)


def of_offer(offer: AcceptedOffer) -> Step:
    """Return what was agreed, and the evidence of the grade."""
    facts = {
        "offer": offer.offer_id,
        "revision": str(offer.revision),
        "grade": offer.grade,
        "monthly": written(sum(line.amount_fen for line in offer.salary)),
        "decision": offer.decision_id,
        "letter_sha256": offer.letter.sha256,
        "acceptance_sha256": offer.acceptance.sha256,
        "accepted_at": offer.accepted_at.isoformat(),
    }
    evidence = tuple(
        EvidenceSpan(competency=each.competency, score=each.score, cut=each.cut) for each in offer.grade_evidence
    )
    return Step(kind="offer", key=NOWHERE, facts=facts, evidence=evidence)


def of_decision(decision: CurrentDecision, named: str) -> Step:
    """Return who decided what, and whether it is the decision that the offer names."""
    facts = {
        "decision": decision.decision_id,
        "outcome": decision.outcome,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at.isoformat(),
        "reasons": ", ".join(decision.reason_codes),
    }
    if decision.decision_id != named:
        facts["superseded"] = named
    return Step(kind="decision", key=NOWHERE, facts=facts)


def of_report(report: InterviewReport, competencies: Container[str]) -> Step:
    """Return a report's result, and the words that its competencies rest on. ``competencies`` empty of none: all."""
    facts = {
        "interview": report.interview_id,
        "revision": str(report.revision),
        "overall": "-" if report.overall is None else f"{report.overall:.1f}",
        "proposal": report.proposal.outcome,
        "judges": ", ".join(report.versions.judges),
    }
    spans: list[EvidenceSpan] = []
    for answer in report.answers:
        for score in answer.assessed.scores if answer.assessed else ():
            if score.competency in competencies:
                spans += [
                    EvidenceSpan(
                        competency=score.competency,
                        score=score.score,
                        answer_id=answer.answer_id,
                        quote=each.quote,
                        start_ms=each.start_ms,
                        end_ms=each.end_ms,
                        start_char=each.start_char,
                        end_char=each.end_char,
                    )
                    for each in score.evidence[:QUOTES]
                ]
    return Step(kind="report", key=NOWHERE, facts=facts, evidence=tuple(spans))
