"""A tenant with interviewed candidates, a report, and colleagues who may judge: what the decision routes find."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from functions.decision.api import handler
from functions.decision.follow_interviews import handler as follow
from shared.assessment.contracts import ReportReady
from shared.assessment.pipeline import Percentile
from shared.assessment.report.candidate import candidate_feedback
from shared.assessment.report.contracts import InterviewReport
from shared.decision.contracts import Proposal
from shared.interview.contracts import Consents, InterviewCompleted, InterviewPlan, UploadReceipt
from shared.interview.keys import UploadKey, human_upload_key, plan_key, receipt_key
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import AnswerId, ApplicationId, CandidateId, InterviewId, PositionId, TenantId, UserId, new_id
from shared.kernel.language import LANGUAGES
from shared.kernel.localized import LocalizedText
from shared.platform.gate import user_keys
from shared.platform.tenants import registration
from shared.recruiting.applications.contracts import Application
from shared.recruiting.candidate_token import CandidateToken
from shared.recruiting.contracts import Invitation, PositionSnapshot, invitation_key
from shared.recruiting.flows.standard import standard_flow
from shared.tenancy.contracts import settings_key
from shared.tenancy.model import TenantOrder, settings_of
from shared.tenancy.users.model import Rights, StaffUser
from tests.builders import staff
from tests.builders.assessment import plan as planned
from tests.builders.aws import NOW, Deployment
from tests.builders.http import Answer, api_event, call
from tests.builders.lambda_context import FakeContext
from tests.builders.reports import full_report

ACME = TenantId("acme")
INTERVIEW = InterviewId("int_1")
CANDIDATE = CandidateId("cnd_1")
DEPARTMENT = "R&D"
COMPETENCIES = ("teamwork", "communication", "problem_solving")
WHERE = f"/v1/decision/interviews/{INTERVIEW}"
IN_TWO_DAYS = (NOW + timedelta(days=2)).isoformat()


class Person(staff.Person):
    """A member of staff at the decision routes."""

    def handler(self, path: str) -> staff.Handler:
        return handler


RITA = Person("rita", "recruiter")
ADA = Person("ada", "tenant_admin")
MAX = Person("max", "manager", DEPARTMENT)
SALES = Person("sam", "manager", "Sales")
IVAN = Person("ivan", "interviewer")
IRIS = Person("iris", "interviewer")
IGOR = Person("igor", "interviewer")
AUDITOR = Person("otto", "auditor")
STAFF = (RITA, ADA, MAX, SALES, IVAN, IRIS, IGOR, AUDITOR)


@dataclass(frozen=True)
class Link:
    """A candidate with the link of the invitation."""

    token: str

    def get(self, path: str, **query: str) -> Answer:
        return self._send("GET", path, None, None, query)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        return self._send("POST", path, body, key, {})

    def _send(self, method: str, path: str, body: Any, key: str | None, query: dict[str, str]) -> Answer:
        headers = {"authorization": f"Bearer {self.token}"} | ({"idempotency-key": key} if key else {})
        return call(handler, api_event(method, f"/v1/interview/{path}", body, headers=headers, query=query))


def company(deployment: Deployment, tenant: TenantId = ACME, **settings: Any) -> None:
    """A tenant with its settings and its staff."""
    platform = deployment.platform
    order = {"tenant_id": tenant, "company": "Acme 科技", "jurisdiction": "cn", **settings}
    made = settings_of(TenantOrder.model_validate(order), NOW)
    platform.bucket(tenant).put_document(settings_key(tenant), made)
    platform.platform_table.put(registration(tenant, NOW).item)
    table = platform.table(tenant)
    for person in STAFF:
        departments = (person.departments,) if person.departments else ()
        user = StaffUser(
            user_id=UserId(person.user_id),
            email=f"{person.user_id}@acme.example",
            name=person.user_id.title(),
            rights=Rights.model_validate({"roles": (person.role,), "departments": departments}),
            invited_by="operator:test",
            created_at=NOW,
            changed_at=NOW,
        )
        pk, sk = user_keys(table, user.user_id)
        table.put(
            {
                "PK": pk,
                "SK": sk,
                "user": user.model_dump_json(),
                "revision": 1,
                "active": True,
                "tokens_since": 0,
                "GSI1PK": table.pk("USERS"),
                "GSI1SK": f"{user.email}#{user.user_id}",
            }
        )


def plan(interview_id: str = INTERVIEW, *, scored: bool = True, **changed: Any) -> InterviewPlan:
    """An interview of three questions about three competencies of the catalogue."""
    consents = Consents(recording=True, automated_assessment=scored, language="zh", wording="1", given_at=NOW)
    values = {
        "interview_id": interview_id,
        "candidate_id": CANDIDATE,
        "department": DEPARTMENT,
        "competencies": tuple({"name": name} for name in COMPETENCIES),
        "consents": consents,
        **changed,
    }
    return planned(**values)


def opened(deployment: Deployment, interview_id: str = INTERVIEW, **changed: Any) -> InterviewPlan:
    """An interview that a candidate has opened, and whose data key exists."""
    made = plan(interview_id, **changed)
    deployment.platform.bucket(ACME).put_document(plan_key(ACME, made.interview_id), made)
    return made


def report(interview_id: str = INTERVIEW, outcome: str = "pass", **changed: Any) -> InterviewReport:
    """A report that proposes ``outcome``."""
    rule = {"pass": "above_cut", "fail": "below_cut", "review": "within_error"}[outcome]
    proposal = Proposal.model_validate({"outcome": outcome, "cut": 60.0, "basis": "…", "rule": rule})
    values = {"interview_id": InterviewId(interview_id), "proposal": proposal, "revision": 1, **changed}
    return full_report("zh").model_copy(update=values)


def reported(deployment: Deployment, made: InterviewReport | None = None) -> DocumentRef:
    """A report with the candidate's version beside it, and the event that tells of it, as the bus delivers it."""
    made = made or report()
    bucket = deployment.platform.bucket(ACME)
    folder = f"reports/{ACME}/{made.interview_id}/r{made.revision}/0123456789abcdef"
    kept = bucket.put_document(f"{folder}/report.json", made)
    for language in LANGUAGES:
        bucket.put_document(f"{folder}/feedback.{language}.json", candidate_feedback(made, language))
    ready = ReportReady(
        event_id="evt_1",
        tenant_id=ACME,
        occurred_at=deployment.clock.now(),
        interview_id=made.interview_id,
        position_id=made.position_id,
        revision=made.revision,
        report=kept,
        page=kept,
        overall=made.overall,
        answers_assessed=3,
        answers_total=4,
    )
    tell(ready)
    return kept


def handed_in(deployment: Deployment, made: InterviewPlan) -> None:
    """The event that an interview which people alone judge is handed in."""
    tell(
        InterviewCompleted(
            event_id="evt_2",
            tenant_id=ACME,
            occurred_at=deployment.clock.now(),
            interview_id=made.interview_id,
            application_id=made.application_id,
            position_id=made.position_id,
            candidate_id=made.candidate_id,
            answers=(AnswerId("a1"),),
            human_only=True,
        )
    )


def tell(event: Any) -> Any:
    """Hand an event to the consumer as the bus does."""
    detail = json.loads(event.model_dump_json())
    return follow({"detail-type": event.detail_type(), "source": event.source(), "detail": detail}, FakeContext())


def invitation(deployment: Deployment, interview_id: str = INTERVIEW, **changed: Any) -> tuple[Invitation, Link]:
    """The candidate's invitation, and the link that opens it."""
    token = CandidateToken.issue(ACME, new_id("inv"))
    now = deployment.clock.now()
    position = PositionSnapshot(
        position_id=PositionId("pos_1"),
        title=LocalizedText(zh="后端工程师", en="Backend engineer"),
        questions=(),
        competencies=(),
        cut=60.0,
        languages=("zh", "en"),
        department=DEPARTMENT,
    )
    values = {
        "tenant_id": ACME,
        "invitation_id": token.invitation_id,
        "interview_id": InterviewId(interview_id),
        "candidate_id": CANDIDATE,
        "candidate_name": "李雷",
        "company": "Acme 科技",
        "position": position,
        "secret_sha256": token.secret_sha256,
        "invited_at": now,
        "expires_at": now + timedelta(days=7),
        **changed,
    }
    made = Invitation.model_validate(values)
    deployment.platform.bucket(ACME).put_document(invitation_key(ACME, made.invitation_id), made)
    return made, Link(token.spelled())


def erased(deployment: Deployment, candidate_id: CandidateId = CANDIDATE) -> None:
    """Somebody's key is destroyed, as an erasure does."""
    deployment.platform.sealer(ACME).forget(candidate_id)


def call_panel(*people: Person, by: Person = RITA, due_at: str = IN_TWO_DAYS, **more: Any) -> Answer:
    """Assign interviewers."""
    body = {"user_ids": [person.user_id for person in people], "due_at": due_at, **more}
    return by.post(f"{WHERE}/panel/members", body)


def sheet(*levels: int | None, recommendation: str | None = None, note: str = "说明了做法与结果") -> dict[str, Any]:
    """A rating of the three competencies, None for one that was not observed."""
    ratings = [
        {"competency": name, "not_observed": True}
        if level is None
        else {"competency": name, "level": level, "note": note, "marks": [{"answer_id": "a1", "at_ms": 12_000}]}
        for name, level in zip(COMPETENCIES, levels, strict=True)
    ]
    return {"ratings": ratings, "recommendation": recommendation, "summary": "表达清楚"}


def rate(person: Person, *levels: int | None, where: str = WHERE, **more: Any) -> Answer:
    """Save a draft and hand it in."""
    own = person.get(f"{where}/ratings/own")
    saved = person.put(f"{where}/ratings/own", sheet(*levels, **more), read=own)
    assert saved.status == 200, saved.body
    return person.post(f"{where}/ratings/own/submit", read=saved)


def decision(outcome: str = "advance", *codes: str, **more: Any) -> dict[str, Any]:
    """A decision as a page sends it."""
    usual = {"advance": "meets_standard", "reject": "competency_below_standard", "hold": "comparing_candidates"}
    return {"outcome": outcome, "reason_codes": list(codes or (usual[outcome],)), "note": "依据录像与三份评分", **more}


def norm(n: int = 40, percentile: float | None = 80.0) -> Percentile:
    """A norm of ``n`` people."""
    return Percentile(cohort="acme · pos_1 · 2026-11-22", n=n, percentile=percentile, low=65.0, high=90.0)


APPLICATION = ApplicationId("app_1")


def applied(deployment: Deployment, node: str, status: str = "active") -> None:
    """An application on the standard flow, at ``node``, as recruiting's own rows tell it."""
    flow = standard_flow()
    made = Application(
        application_id=APPLICATION,
        candidate_id=CANDIDATE,
        position_id=PositionId("pos_1"),
        department=DEPARTMENT,
        flow_id=flow.flow_id,
        flow_version=flow.version,
        node=node,
        status=status,
        entered_at=NOW,
        created_at=NOW,
        source="added",
    )
    table = deployment.platform.table(ACME)
    row = {"PK": table.pk(f"APPLICATION#{APPLICATION}"), "SK": "APPLICATION", "candidate_id": CANDIDATE}
    table.put(row | {"application": made.model_dump_json()})


def recorded(deployment: Deployment, answer_id: str, *, attempt: int, late: bool = False, arrived: bool = True) -> str:
    """A recording that was handed in, with its receipt; the key that it lies under."""
    upload = UploadKey(
        tenant_id=ACME, interview_id=INTERVIEW, answer_id=AnswerId(answer_id), upload_id=f"upl_{answer_id}_{attempt}"
    )
    receipt = UploadReceipt(
        tenant_id=ACME,
        interview_id=INTERVIEW,
        answer_id=upload.answer_id,
        upload_id=upload.upload_id,
        upload_key=human_upload_key(upload),
        attempt=attempt,
        medium="video",
        content_type="video/webm",
        size_bytes=1,
        duration_ms=None,
        received_at=deployment.clock.now(),
        late=late,
    )
    deployment.platform.bucket(ACME).put_document(receipt_key(upload), receipt)
    if arrived:
        deployment.platform.bucket(ACME).put_bytes(receipt.upload_key, b"recording", "video/webm")
    return receipt.upload_key
