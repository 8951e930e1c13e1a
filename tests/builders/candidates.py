"""Candidates that are valid as they stand, and the desk that works with them."""

import json
from typing import Any

from functions.recruiting.api import handler
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import TenantId
from shared.platform.identity import Caller
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.candidates.model import CandidateDraft, Profile, profile_of
from shared.recruiting.candidates.notes import NoteBook
from shared.recruiting.candidates.service import CandidateDesk
from shared.recruiting.candidates.store import CandidateStore
from shared.recruiting.candidates.timeline import Timeline
from tests.builders.aws import NOW, Deployment
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order

CANDIDATES = "/v1/recruiting/candidates"


def person(**changed: Any) -> dict[str, Any]:
    """A candidate as a recruiter's page sends it."""
    return {
        "name": {"full": "王小明"},
        "phones": ["138 0013 8000"],
        "emails": ["Xiaoming.Wang@example.com"],
        "birth_date": "1992-03-04",
        "company": "华信科技",
        "title": "后端工程师",
        "education": [{"school": "浙江大学", "degree": "本科", "until": 2014}],
        "languages": ["zh", "en"],
        "tags": ["内推"],
        "source": "referral",
        **changed,
    }


def profile(**changed: Any) -> Profile:
    """What such a candidate is, in one spelling."""
    return profile_of(CandidateDraft.model_validate(person(**changed)), "CN", NOW.date())


def known_tenants() -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    tenant: str = "acme",
    role: str = "recruiter",
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> Answer:
    """One request of a member of staff."""
    event = api_event(method, path, body, headers=headers, claims=staff_claims(tenant, role), query=query)
    return call(handler, event)


def added(**changed: Any) -> str:
    """The id of a candidate who was added by the API."""
    return str(ask("POST", CANDIDATES, person(**changed)).body["candidate_id"])


def desk(deployment: Deployment, tenant: TenantId = ACME, role: str = "recruiter") -> CandidateDesk:
    """What the use cases work with, for a recruiter of Acme."""
    here = deployment.platform
    table, trail, sealer = here.table(tenant), here.audit(tenant), here.sealer(tenant)
    return CandidateDesk(
        who=Caller(tenant_id=tenant, user_id="user-1", groups=frozenset({role})),
        candidates=CandidateStore(table, sealer, here.blind_index(tenant), trail),
        notes=NoteBook(table, sealer),
        timeline=Timeline(table),
        applications=ApplicationStore(table, trail, sealer),
        trail=trail,
        clock=here.clock,
        region="CN",
    )


def audited(deployment: Deployment, action: str) -> list[dict[str, Any]]:
    """The entries of the audit log about an action, in no order."""
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    return [entry for entry in entries if entry["action"] == action]
