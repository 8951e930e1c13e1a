"""Accepted offers and employees that are valid as they stand."""

from datetime import date
from typing import Any

from functions.people.api import handler
from functions.people.on_offer_accepted import handler as on_offer_accepted
from shared.assessment.report.contracts import ReportedCompetency
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import CandidateId, TenantId
from shared.offer.contracts import AcceptedOffer, OfferAccepted, accepted_offer_key
from tests.builders.aws import NOW, Deployment
from tests.builders.candidates import ask as ask_recruiting
from tests.builders.candidates import known_tenants, person
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME
from tests.builders.reports import full_report

EMPLOYEE = "emp_1"
Score = float | None | tuple[float, float, float]
Scores = dict[str, Score]
"""By competency: a score, or the score with its interval."""


def accepted(candidate_id: str = "cnd_1", **changed: Any) -> AcceptedOffer:
    """What somebody accepted: a senior engineer who begins on 1 December."""
    document = {"key": "offers/acme/off_1/letter.pdf", "sha256": "0" * 64}
    return AcceptedOffer.model_validate(
        {
            "tenant_id": ACME,
            "offer_id": "off_1",
            "revision": 1,
            "application_id": "app_1",
            "candidate_id": candidate_id,
            "position_id": "pos_1",
            "title": {"zh": "高级工程师", "en": "Senior engineer"},
            "department": "研发",
            "cost_centre": "rd",
            "grade": "P6",
            "grade_evidence": [{"competency": "technical_ability", "score": 88, "cut": 85}],
            "salary": [
                {
                    "component": "base_salary",
                    "title": {"zh": "基本工资", "en": "Base salary"},
                    "kind": "fixed",
                    "amount_fen": 2000000,
                },
                {
                    "component": "meal_allowance",
                    "title": {"zh": "餐补", "en": "Meal allowance"},
                    "kind": "allowance",
                    "amount_fen": 50000,
                },
            ],
            "start_date": "2026-12-01",
            "probation_months": 3,
            "probation_pay_percent": 90,
            "contract_months": 36,
            "social": {"city": "beijing"},
            "language": "zh",
            "decision_id": "dec_1",
            "letter": document,
            "acceptance": document,
            "accepted_at": NOW,
            **changed,
        }
    )


def known_candidate() -> CandidateId:
    """Enter the tenants and a candidate through the API; return who it is."""
    known_tenants()
    return CandidateId(ask_recruiting("POST", "/v1/recruiting/candidates", person()).body["candidate_id"])


def told(offer: AcceptedOffer, deployment: Deployment) -> dict[str, Any]:
    """Publish what was agreed, and return the event as the bus hands it on."""
    where: DocumentRef = deployment.platform.bucket(offer.tenant_id).put_document(
        accepted_offer_key(offer.tenant_id, offer.offer_id), offer
    )
    event = OfferAccepted(
        event_id="evt_1",
        tenant_id=offer.tenant_id,
        occurred_at=NOW,
        offer_id=offer.offer_id,
        application_id=offer.application_id,
        candidate_id=offer.candidate_id,
        position_id=offer.position_id,
        department=offer.department,
        start_date=offer.start_date,
        offer=where,
    )
    return {
        "source": event.source(),
        "detail-type": event.detail_type(),
        "detail": event.model_dump(mode="json"),
    }


def preboarding(deployment: Deployment, **changed: Any) -> AcceptedOffer:
    """Let a known candidate accept an offer; their file is open then."""
    offer = accepted(known_candidate(), **changed)
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}
    return offer


def employed(deployment: Deployment, **changed: Any) -> date:
    """Let somebody begin; return the first day."""
    offer = preboarding(deployment, **changed)
    settle("identity_document")
    begun = ask("POST", f"/v1/people/employees/{EMPLOYEE}/start", {}, match="1")
    assert begun.status == 200, begun.body
    return offer.start_date


def assessed_offer(deployment: Deployment, scores: Scores, **changed: Any) -> AcceptedOffer:
    """What a known candidate accepted whose report has these scores (with their interval, where one is given)."""
    report = full_report("zh", overall=changed.pop("overall", 82.0), competencies=tuple(map(_reported, scores.items())))
    where = deployment.platform.bucket(ACME).put_document("reports/acme/int_7/r1/report.json", report)
    evidence = {"competency": "technical_ability", "score": 88, "cut": 85, "report": where.model_dump()}
    return accepted(known_candidate(), grade_evidence=[evidence], **changed)


def assessed(deployment: Deployment, scores: Scores, *, agree: tuple[str, ...] = (), **changed: Any) -> None:
    """Let somebody with these scores begin to work, and agree to the purposes that are named."""
    offer = assessed_offer(deployment, scores, **changed)
    assert on_offer_accepted(told(offer, deployment), FakeContext()) == {"opened": True}
    settle("identity_document")
    assert ask("POST", f"/v1/people/employees/{EMPLOYEE}/start", {}, match="1").status == 200
    for place, purpose in enumerate(agree):
        answered = consent(purpose, "given", place + 2)
        assert answered.status == 200, answered.body


def consent(purpose: str, answer: str, revision: int, employee: str = EMPLOYEE) -> Answer:
    """Record how the employee answered."""
    body = {"purpose": purpose, "answer": answer}
    return ask("POST", f"/v1/people/employees/{employee}/consents", body, match=str(revision))


def _reported(scored: tuple[str, Score]) -> ReportedCompetency:
    name, given = scored
    score, low, high = given if isinstance(given, tuple) else (given, None, None)
    title = {"zh": name, "en": name}
    return ReportedCompetency.model_validate(
        {
            "competency": name,
            "title": title,
            "definition": title,
            "weight": 0.5,
            "score": score,
            "low": low,
            "high": high,
            "level": None,
            "level_text": None,
            "confidence": 0.8,
            "answers": 1,
        }
    )


def settle(task: str, revision: int = 1, employee: str = EMPLOYEE) -> Answer:
    """Settle a task of the onboarding."""
    path = f"/v1/people/employees/{employee}/onboarding/{task}"
    return ask("PUT", path, {"state": "done"}, match=str(revision))


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "payroll",
    tenant: TenantId = ACME,
    match: str | None = None,
    query: dict[str, str] | None = None,
    departments: str | None = None,
    user: str = "user-1",
) -> Answer:
    """Ask the people API as somebody of a role."""
    claims = staff_claims(tenant, role) | {"sub": user}
    if departments is not None:
        claims["custom:departments"] = departments
    headers = {"if-match": f'"{match}"'} if match is not None else {}
    return call(handler, api_event(method, path, body, headers=headers, claims=claims, query=query))


def events_told(deployment: Deployment, detail_type: str) -> list[dict[str, str]]:
    """The events of a kind in the outbox."""
    return [row for row in deployment.rows(sk_part="EVENT#") if row["detail_type"] == detail_type]
