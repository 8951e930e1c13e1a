"""A person who did everything there is to do, and the steps that the state machines take for their rights."""

import json
from dataclasses import dataclass
from typing import Any

from functions.assessment.erase import handler as erase_assessment
from functions.assessment.export_person import handler as export_assessment
from functions.decision.erase import handler as erase_decision
from functions.decision.export_person import handler as export_decision
from functions.interview.erase import handler as erase_interview
from functions.interview.export_person import handler as export_interview
from functions.offer.erase import handler as erase_offer
from functions.offer.export_person import handler as export_offer
from functions.recruiting.api import handler as recruiting
from functions.recruiting.erase import handler as erase_recruiting
from functions.recruiting.export_person import handler as export_recruiting
from functions.tenancy.api import handler as tenancy
from functions.tenancy.archive_export import handler as archive
from functions.tenancy.certify_erasure import handler as certify
from functions.tenancy.create_tenant import handler as create_tenant
from functions.tenancy.erase import handler as erase_tenancy
from shared.kernel.ids import CandidateId, TenantId
from shared.platform.table import TenantTable
from shared.recruiting.person import person_of
from shared.tenancy.rights.person import Person
from tests.builders.aws import BUCKET, KEY_TABLE, Deployment
from tests.builders.candidate import Browser
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order, position_draft

NAME, MAIL, PHONE = "欧阳若兰", "ruolan.ouyang@example.com", "13800138000"
SAID = "我把订单系统的故障定位到了连接池"
NOTE = "沟通清楚，略显紧张"
WORDS = (NAME, "若兰", MAIL, "ruolan", PHONE, SAID, "连接池", NOTE, "左手骨折")
"""What nobody may find any more."""
ERASERS = {
    "offer": erase_offer,
    "recruiting": erase_recruiting,
    "interview": erase_interview,
    "assessment": erase_assessment,
    "decision": erase_decision,
}
EXPORTERS = {
    "recruiting": export_recruiting,
    "interview": export_interview,
    "assessment": export_assessment,
    "decision": export_decision,
    "offer": export_offer,
}
CONTEXT: Any = FakeContext()


@dataclass(frozen=True)
class Somebody:
    """A candidate of a tenant with their link."""

    deployment: Deployment
    candidate_id: str
    invitation_id: str
    position_id: str
    browser: Browser
    tenant: TenantId = ACME

    @property
    def table(self) -> TenantTable:
        return self.deployment.platform.table(self.tenant)

    @property
    def person(self) -> Person:
        found = person_of(self.table, CandidateId(self.candidate_id))
        assert found is not None
        return found

    @property
    def interview_id(self) -> str:
        return str(self.person.interviews[0].interview_id)


def versioned(deployment: Deployment) -> None:
    """Let the bucket keep versions, as the template does."""
    deployment.client("s3").put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


def staff(
    method: str, path: str, body: Any = None, *, role: str = "tenant_admin", tenant: str = "acme", **query: str
) -> Answer:
    """One request of staff at the routes of tenancy or recruiting, by the path."""
    handler = recruiting if path.startswith("/v1/recruiting") else tenancy
    return call(handler, api_event(method, path, body, claims=staff_claims(tenant, role), query=query or None))


def somebody(
    deployment: Deployment, *, tenant: str = "acme", jurisdiction: str = "cn", name: str = NAME, mail: str = MAIL
) -> Somebody:
    """A candidate with a note and an interview in which they answered, in a tenant of its own jurisdiction."""
    create_tenant(order(tenant_id=tenant, jurisdiction=jurisdiction), FakeContext())
    draft = position_draft(contact="hr@acme.example")
    made = staff("POST", "/v1/recruiting/positions", draft, tenant=tenant, role="recruiter")
    position = made.body["position_id"]
    return applied(deployment, position, tenant=tenant, name=name, mail=mail)


def applied(
    deployment: Deployment, position: str, *, tenant: str = "acme", name: str = NAME, mail: str = MAIL
) -> Somebody:
    """A candidate who was invited to the position, and answered."""
    path = f"/v1/recruiting/positions/{position}/invitations"
    invited = staff("POST", path, {"name": name, "email": mail}, tenant=tenant, role="recruiter")
    assert invited.status == 201, invited.body
    browser = Browser(invited.body["token"])
    candidate = invited.body["candidate_id"]
    note = staff(
        "POST", f"/v1/recruiting/candidates/{candidate}/notes", {"text": NOTE}, tenant=tenant, role="recruiter"
    )
    assert note.status == 201, note.body
    browser.tell("accommodation", {"asked": {"extra_time": 2.0}, "why": "左手骨折。"})
    # Where the law wants days of notice before a machine is used, people judge the answers.
    assert 200 in (browser.agree().status, browser.agree(automated_assessment=False).status)
    browser.tell("device-checks", {"camera": {}, "microphone": {}, "browser": {"name": "Fennec"}})
    handed = browser.hand_in(SAID.encode())
    assert handed.status == 200, handed.body
    whose = Somebody(
        deployment=deployment,
        candidate_id=candidate,
        invitation_id=invited.body["invitation_id"],
        position_id=position,
        browser=browser,
        tenant=TenantId(tenant),
    )
    _assessed(whose)
    return whose


def _assessed(whose: Somebody) -> None:
    """Documents of assessment and decision as their stages write them, with the person's words in them."""
    bucket, interview = deployment_bucket(whose), whose.interview_id
    folder = f"{whose.tenant}/{interview}/a1/upl_1"
    transcript = json.dumps({"text": SAID}, ensure_ascii=False).encode()
    bucket.put_bytes(f"artifacts/{folder}/transcript.json", transcript, "application/json")
    report = json.dumps({"candidate": NAME, "overall": 71.5}, ensure_ascii=False).encode()
    for _ in range(2):
        bucket.put_bytes(f"reports/{whose.tenant}/{interview}/r1/abc/report.json", report, "application/json")


def deployment_bucket(whose: Somebody) -> Any:
    return whose.deployment.platform.bucket(whose.tenant)


def steps(whose: Somebody, erasure_id: str = "ers_1") -> dict[str, Any]:
    return {"tenant_id": whose.tenant, "candidate_id": whose.candidate_id, "erasure_id": erasure_id}


def sweep(whose: Somebody) -> None:
    """One round of the state machine: every stage erases what it has."""
    for eraser in ERASERS.values():
        assert eraser(steps(whose), CONTEXT)["done"]
    assert erase_tenancy({**steps(whose), "step": "own"}, CONTEXT)["done"]


def erase(whose: Somebody) -> dict[str, Any]:
    """All that the state machine does, in its order."""
    begun = erase_tenancy({**steps(whose), "step": "begin"}, CONTEXT)
    if begun["state"] == "restricted":
        return dict(begun)
    sweep(whose)
    erase_tenancy({**steps(whose), "step": "keys"}, CONTEXT)
    sweep(whose)
    return dict(certify(steps(whose), CONTEXT))


def export(whose: Somebody, export_id: str) -> dict[str, Any]:
    """All that the state machine of exports does."""
    told = {"tenant_id": whose.tenant, "candidate_id": whose.candidate_id, "export_id": export_id}
    for exporter in EXPORTERS.values():
        exporter(told, CONTEXT)
    return dict(archive(told, CONTEXT))


def everything(deployment: Deployment) -> str:
    """Every row and every version of every object, as one text: what somebody with a copy of it all could search."""
    rows = json.dumps(deployment.rows(), ensure_ascii=False)
    keys = json.dumps(deployment.client("dynamodb").scan(TableName=KEY_TABLE)["Items"], default=str)
    s3, texts = deployment.client("s3"), [rows, keys]
    for version in s3.list_object_versions(Bucket=BUCKET).get("Versions", []):
        body = s3.get_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])["Body"].read()
        texts.append(version["Key"] + body.decode("utf-8", errors="replace"))
    return "\n".join(texts)


def sealed_rows(deployment: Deployment) -> list[tuple[str, str]]:
    """Every sealed text of the table with its row's partition: what a backup would still hold."""
    return [
        (row["PK"], value)
        for row in deployment.rows()
        for value in row.values()
        if isinstance(value, str) and value.startswith("v1.")
    ]
