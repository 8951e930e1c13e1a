"""Invitations over HTTP, their letters, and the workers that send and remind."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from functions.recruiting.api import handler
from functions.recruiting.remind import handler as remind
from functions.recruiting.send_invitations import handler as send
from functions.tenancy.create_tenant import handler as create_tenant
from tests.builders.aws import REGION, Deployment, deployed
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order, position_draft

POSITIONS = "/v1/recruiting/positions"
INVITATIONS = "/v1/recruiting/invitations"
BATCHES = "/v1/recruiting/invitation-batches"
SENDER = "jobs@acme.example"


@contextmanager
def mailing(**settings: Any) -> Iterator[Deployment]:
    """A deployment that sends mail, with the tenants acme and globex."""
    wanted = {"sender_address": SENDER, "send_at_once": 1, "mail_per_second": 10_000, "sms_per_second": 10_000}
    with deployed(**{**wanted, **settings}) as made:
        made.client("sesv2").create_email_identity(EmailIdentity=SENDER)
        create_tenant(order(), FakeContext())
        create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())
        yield made


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
    return call(handler, api_event(method, path, body, headers=headers, claims=staff_claims(tenant, role), query=query))


def changed(method: str, path: str, body: Any = None, *, role: str = "recruiter", of: str | None = None) -> Answer:
    """A change by whoever has just read the thing at ``of`` (or at the path itself)."""
    etag = ask("GET", of or path, role=role).headers["etag"]
    return ask(method, path, body, role=role, headers={"if-match": etag})


def opened(**draft: Any) -> str:
    return str(ask("POST", POSITIONS, position_draft(**draft)).body["position_id"])


def invite(position_id: str, *, key: str | None = None, **draft: Any) -> Answer:
    body = {"name": "李雷", "email": "li@example.com", **draft}
    headers = {"idempotency-key": key} if key else None
    return ask("POST", f"{POSITIONS}/{position_id}/invitations", body, headers=headers)


def applied(position_id: str, name: str = "韩梅梅", email: str | None = "han@example.com", **more: Any) -> str:
    """The id of an application of a new candidate who is not invited yet."""
    from shared.kernel.ids import CandidateId, PositionId, TenantId
    from shared.platform import bootstrap
    from shared.platform.identity import Caller
    from shared.recruiting.candidates.assembly import Assembly, CandidateSettings

    draft = {"name": {"full": name}, "emails": [email] if email else [], **more}
    candidate_id = ask("POST", "/v1/recruiting/candidates", draft).body["candidate_id"]
    who = Caller(tenant_id=TenantId("acme"), user_id="user-1", groups=frozenset({"recruiter"}))
    here = bootstrap.current(CandidateSettings)
    opening = Assembly(here, who).applying().opening(PositionId(position_id))
    return str(opening.apply(CandidateId(candidate_id), "added", "user-1", here.clock.now()).application_id)


def letters() -> list[Any]:
    """Every letter that SES took, the oldest first."""
    return list(sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages)


def recipients() -> list[str]:
    return [address for letter in letters() for address in letter.destinations["ToAddresses"]]


def work(deployment: Deployment) -> int:
    """Take every turn that is due, as the queue would hand them over; return how many that were."""
    taken: set[str] = set()
    while True:
        due = [
            row
            for row in deployment.rows("#BATCH#", "EVENT#")
            if row["detail_type"] == "invitation_batch_due.v1" and row["SK"] not in taken
        ]
        if not due:
            return len(taken)
        for row in sorted(due, key=lambda one: str(one["SK"])):
            taken.add(row["SK"])
            send({"Records": [{"body": json.dumps({"detail": json.loads(row["detail"])})}]}, FakeContext())


def tick() -> Any:
    return remind({}, FakeContext())
