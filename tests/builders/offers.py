"""A company with a position, a decided candidate and an approved requisition: what an offer is made from."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from functions.offer import api, follow, letter_api
from shared.assessment.report.contracts import InterviewReport, ReportedCompetency
from shared.decision.outcomes.contracts import CurrentDecision, decision_key
from shared.decision.outcomes.model import Basis, Decision
from shared.kernel.ids import ApplicationId, CandidateId, InterviewId, PositionId, RequisitionId
from shared.kernel.localized import LocalizedText
from shared.platform.mail import Letter
from shared.recruiting.candidates.model import CandidateRecord, PersonName, Profile
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.model import PositionDraft, position_of
from shared.recruiting.positions.store import PositionStore
from shared.recruiting.requisitions.contracts import RequisitionDecided
from tests.builders import decision as deciding
from tests.builders import staff
from tests.builders.aws import NOW, Deployment
from tests.builders.decision import ACME, APPLICATION, CANDIDATE, DEPARTMENT, applied
from tests.builders.http import Answer, api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import position_draft
from tests.builders.reports import full_report

POSITION = PositionId("pos_1")
REQUISITION = RequisitionId("req_1")
OFFERS = "/v1/offer/offers"
OWN = "/v1/candidate/offers/own"
LETTER_ROUTES = ("preview", "send", "mail", "link")
BUDGET = 100_000_000
"""A million yuan a year."""
ANNUAL = 34_830_000
"""What the usual terms cost in a year: 21,500 yuan a month, twelve times, and 35 percent."""


class Person(deciding.Person):
    """A member of staff at the offer routes."""

    def handler(self, path: str) -> staff.Handler:
        return letter_api.handler if path.rpartition("/")[2] in LETTER_ROUTES else api.handler


RITA = Person("rita", "recruiter")
ADA = Person("ada", "tenant_admin")
MAX = Person("max", "manager", DEPARTMENT)
SALES = Person("sam", "manager", "Sales")
FIONA = Person("fiona", "finance")
PAULA = Person("paula", "payroll")
OTTO = Person("otto", "auditor")


@dataclass(frozen=True)
class Link:
    """A candidate with the link of a letter."""

    token: str
    agent: str = "Browser/1"

    def get(self, path: str = "") -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, body: Any = None) -> Answer:
        return self._send("POST", path, body if body is not None else {})

    def accept(self, **changed: Any) -> Answer:
        own = self.get()
        order = {"name": "李雷", "agreed": True}
        if own.status == 200:
            order |= {key: own.body[key] for key in ("letter_sha256", "consent_version")}
        return self.post("/accept", {**order, **changed})

    def _send(self, method: str, path: str, body: Any) -> Answer:
        headers = {"authorization": f"Bearer {self.token}"}
        return call(api.handler, api_event(method, f"{OWN}{path}", body, headers=headers))


class Mailbox:
    """A mail service that keeps what it was given. ``refuse`` is raised in place of the next letters."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refuse: Exception | None = None

    def send(self, letter: Letter) -> bool:
        self.post(letter)
        return True

    def post(self, letter: Letter) -> str | None:
        if self.refuse is not None:
            raise self.refuse
        self.letters.append(letter)
        return f"mail-{len(self.letters)}"

    @property
    def token(self) -> str:
        """The token of the newest link that was mailed."""
        [link] = [line for line in self.newest("link").text.splitlines() if line.startswith("https://")]
        return urlsplit(link).fragment

    def newest(self, _what: str = "") -> Letter:
        return next(letter for letter in reversed(self.letters) if not _what or "https://" in letter.text)


def hiring(deployment: Deployment, mailbox: Mailbox, **requisition: Any) -> None:
    """A company that has decided for one candidate, and may hire for a position."""
    deciding.company(deployment)
    deployment.platform.wiring.mail = lambda: mailbox  # type: ignore[method-assign]
    opened(deployment)
    decided_for(deployment)
    approved(**requisition)


def opened(deployment: Deployment, position_id: PositionId = POSITION, **changed: Any) -> None:
    """A position, opened from the requisition."""
    values = {"department": DEPARTMENT, "requisition_id": REQUISITION, "location": "上海", **changed}
    draft = position_draft(**values)
    position = position_of(PositionDraft.model_validate(draft), position_id, "rita", NOW)
    table, trail = deployment.platform.table(ACME), deployment.platform.audit(ACME)
    table.put(PositionStore(table, trail).put(position).item)


def approved(
    requisition_id: RequisitionId = REQUISITION, headcount: int = 3, budget_fen: int = BUDGET, **changed: Any
) -> Any:
    """The event that a requisition was approved, as the bus delivers it."""
    values = {
        "event_id": "evt_req",
        "tenant_id": ACME,
        "occurred_at": NOW,
        "requisition_id": requisition_id,
        "outcome": "approved",
        "department": DEPARTMENT,
        "headcount": headcount,
        "budget_fen": budget_fen,
        "currency": "CNY",
        "target_date": None,
        "decided_by": "ada",
        **changed,
    }
    return tell(RequisitionDecided.model_validate(values))


def tell(event: Any) -> Any:
    """Hand an event to the consumer as the bus does."""
    detail = json.loads(event.model_dump_json())
    told = {"detail-type": event.detail_type(), "source": event.source(), "detail": detail}
    return follow.handler(told, FakeContext())


def report(technical: float | None = 88.0, **changed: Any) -> InterviewReport:
    """A report with a score of technical ability."""
    made = full_report("zh")
    first = made.competencies[0]
    own = ReportedCompetency.model_validate(
        {**first.model_dump(), "competency": "technical_ability", "score": technical}
    )
    return made.model_copy(update={"competencies": (own, *made.competencies), "tenant_id": ACME, **changed})


def decided_for(
    deployment: Deployment,
    application_id: ApplicationId = APPLICATION,
    candidate_id: CandidateId = CANDIDATE,
    *,
    outcome: str = "advance",
    technical: float | None = 88.0,
    name: str = "李雷",
    email: str | None = "lilei@example.com",
) -> None:
    """A candidate, the application, and the decision of a named person with the report that it rests on."""
    decision_for(deployment, application_id, candidate_id, outcome=outcome, technical=technical)
    if application_id == APPLICATION:
        applied(deployment, "offer", "active")
    _entered(deployment, candidate_id, name, email)


def decision_for(
    deployment: Deployment,
    application_id: ApplicationId,
    candidate_id: CandidateId,
    position_id: PositionId = POSITION,
    *,
    outcome: str = "advance",
    technical: float | None = 88.0,
) -> None:
    """The decision of a named person about an application, with the report that it rests on."""
    platform, interview = deployment.platform, InterviewId(f"int_{application_id}")
    bucket, table = platform.bucket(ACME), platform.table(ACME)
    kept = bucket.put_document(f"reports/{ACME}/{interview}/report.json", report(technical, interview_id=interview))
    made = Decision(
        decision_id=f"dec_{application_id}",
        number=1,
        interview_id=interview,
        application_id=application_id,
        position_id=position_id,
        candidate_id=candidate_id,
        department=DEPARTMENT,
        node="human_interview",
        outcome=outcome,
        reason_codes=("meets_standard",),
        decided_by="max",
        decided_at=NOW,
        basis=Basis(report=kept, report_revision=1),
    )
    pk = table.pk(f"INTERVIEW#{interview}")
    table.put({"PK": pk, "SK": "DECISION#000001", "decision": made.model_dump_json()})
    current = CurrentDecision.model_validate({**made.model_dump(), "tenant_id": ACME, "at_node": made.node})
    bucket.put_document(decision_key(ACME, application_id), current)


def corrected(deployment: Deployment, outcome: str = "reject") -> None:
    """The decision was corrected, as the decision stage publishes it."""
    bucket = deployment.platform.bucket(ACME)
    key = decision_key(ACME, APPLICATION)
    before = bucket.get_document(key, CurrentDecision)
    bucket.put_document(key, before.model_copy(update={"outcome": outcome, "number": before.number + 1}))


def _entered(deployment: Deployment, candidate_id: CandidateId, name: str, email: str | None) -> None:
    platform = deployment.platform
    table, sealer, trail = platform.table(ACME), platform.sealer(ACME), platform.audit(ACME)
    store = CandidateStore(table, sealer, platform.blind_index(ACME), trail)
    profile = Profile(name=PersonName(full=name), emails=(email,) if email else ())
    record = CandidateRecord(candidate_id=candidate_id, profile=profile, created_at=NOW, created_by="rita")
    store.add(record, trail.entry("operator:test", "manage_candidate", candidate_id))


def terms(**changed: Any) -> dict[str, Any]:
    """Terms as a page sends them: 18,000 fixed, 3,000 variable, 500 allowance, within the band of a senior engineer."""
    base = LocalizedText(zh="基本工资", en="Base salary").model_dump()
    bonus = LocalizedText(zh="绩效工资", en="Performance pay").model_dump()
    meal = LocalizedText(zh="餐补", en="Meal allowance").model_dump()
    return {
        "grade": "senior_engineer",
        "salary": [
            {"component": "base_salary", "title": base, "kind": "fixed", "amount_fen": 1_800_000},
            {"component": "performance", "title": bonus, "kind": "variable", "amount_fen": 300_000},
            {"component": "meal_allowance", "title": meal, "kind": "allowance", "amount_fen": 50_000},
        ],
        "start_date": (NOW + timedelta(days=30)).date().isoformat(),
        "probation_months": 3,
        "probation_pay_percent": 90,
        "contract_months": 36,
        "social": {"city": "shanghai", "fund_rate": "0.07"},
        **changed,
    }


def pay(base_fen: int) -> list[dict[str, Any]]:
    """One fixed line."""
    title = {"zh": "基本工资", "en": "Base salary"}
    return [{"component": "base_salary", "title": title, "kind": "fixed", "amount_fen": base_fen}]


def drafted(application_id: str = APPLICATION, by: Person = RITA, **changed: Any) -> Answer:
    """An offer with its proposal and terms."""
    made = by.post(OFFERS, {"application_id": application_id})
    assert made.status == 201, made.body
    where = f"{OFFERS}/{made.body['offer_id']}"
    proposed = by.post(f"{where}/proposals", read=made)
    assert proposed.status == 201, proposed.body
    return by.put(f"{where}/terms", terms(**changed), read=proposed)


def submitted(**changed: Any) -> Answer:
    """An offer that was handed in."""
    made = drafted(**changed)
    assert made.status == 200, made.body
    return RITA.post(f"{OFFERS}/{made.body['offer_id']}/submit", read=made)


def approved_offer(**changed: Any) -> Answer:
    """An offer that the department's manager approved."""
    made = submitted(**changed)
    assert made.status == 200, made.body
    told = MAX.post(f"{OFFERS}/{made.body['offer_id']}/approve", {"note": "同意"}, read=made)
    assert told.status == 200, told.body
    return told


def sent(mailbox: Mailbox, **changed: Any) -> tuple[Answer, Link]:
    """An offer whose letter went out, and the candidate's link from the mail."""
    made = approved_offer(**changed)
    told = RITA.post(f"{OFFERS}/{made.body['offer_id']}/send", read=made)
    assert told.status == 200, told.body
    return told, Link(mailbox.token)


def where(answer: Answer) -> str:
    """The path of an offer that an answer shows."""
    told = answer.body.get("offer", answer.body)
    return f"{OFFERS}/{told['offer_id']}"


def budget() -> tuple[int, int]:
    """What is free of the requisition: fen a year, and heads."""
    told = RITA.get(f"/v1/offer/budgets/{REQUISITION}").body
    return told["free_fen"], told["free_heads"]


def events(deployment: Deployment, kind: type[Any]) -> list[Any]:
    """The events of one kind, as they go to the bus."""
    rows = [row for row in deployment.rows("", "EVENT#") if row["detail_type"] == kind.detail_type()]
    return sorted((kind.model_validate_json(row["detail"]) for row in rows), key=lambda event: event.occurred_at)


def later(deployment: Deployment, **more: float) -> datetime:
    """Let time pass."""
    deployment.clock.instant += timedelta(**more)
    return deployment.clock.instant
