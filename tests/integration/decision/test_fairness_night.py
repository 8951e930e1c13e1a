"""The nightly run over all tenants, and what administrators are written."""

import json
from collections.abc import Iterator

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from functions.decision.break_bias import Unchecked, handler
from shared.decision.fairness.contracts import ProposalsStopped
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.fairness.model import Fact
from shared.kernel.ids import PositionId, TenantId, UserId
from shared.platform.writes import Put
from shared.tenancy.users.model import Rights, StaffUser
from shared.tenancy.users.store import UserStore
from tests.builders.aws import NOW, REGION, Deployment, deployed
from tests.builders.fairness import POSITION
from tests.builders.fairness_desk import PLANTED, assessed, tenant
from tests.builders.lambda_context import FakeContext

GLOBEX = TenantId("globex")


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed(sender_address="jobs@acme.example") as made:
        made.client("sesv2").create_email_identity(EmailIdentity="jobs@acme.example")
        yield made


@pytest.fixture
def desk(deployment: Deployment) -> FairnessDesk:
    return tenant(deployment)


def employ(deployment: Deployment, name: str, *roles: str, active: bool = True) -> None:
    table, trail = deployment.platform.table(TenantId("acme")), deployment.platform.audit(TenantId("acme"))
    user = StaffUser(
        user_id=UserId(name),
        email=f"{name}@acme.example",
        name=name,
        rights=Rights.model_validate({"roles": roles}),
        active=active,
        invited_by="operator",
        created_at=NOW,
        changed_at=NOW,
    )
    seat = Put({"PK": table.pk("USAGE"), "SK": f"SEAT#{name}"})
    assert UserStore(table, trail).add(user, seat, trail.entry("operator", "manage_users", name))


def night() -> dict[str, object]:
    return handler({}, FakeContext())


def test_every_position_of_every_tenant_is_checked(deployment: Deployment, desk: FairnessDesk) -> None:
    other = tenant(deployment, GLOBEX)
    assessed(desk, PLANTED)
    assessed(other, PLANTED, PositionId("pos_9"), start=500)
    assert night() == {"checked": 2, "stopped": 2, "already_stopped": 0}
    assert desk.breakers.stopped(POSITION)
    assert other.breakers.stopped(PositionId("pos_9"))
    assert night() == {"checked": 2, "stopped": 0, "already_stopped": 2}


def test_a_position_that_cannot_be_read_does_not_hold_up_the_others_and_is_said_aloud(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    broken = tenant(deployment, GLOBEX)
    assessed(desk, PLANTED)
    assessed(broken, {("male", None): (1, 1)}, PositionId("pos_9"), start=500)
    table = deployment.platform.table(GLOBEX)
    [row] = deployment.rows("GLOBEX".lower(), "FACT#")
    table.put({"PK": row["PK"], "SK": row["SK"], "fact": "{}", "assessed_at": NOW.isoformat()})
    with pytest.raises(Unchecked):
        night()
    assert desk.breakers.stopped(POSITION)


def test_administrators_who_can_sign_in_get_a_letter_without_any_figure_of_a_group(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    employ(deployment, "wang", "tenant_admin")
    employ(deployment, "gone", "tenant_admin", active=False)
    employ(deployment, "li", "recruiter")
    assessed(desk, PLANTED)
    night()
    [event] = deployment.rows("BREAKER#", "EVENT#")
    told = {"detail-type": ProposalsStopped.detail_type(), "detail": json.loads(event["detail"])}
    assert handler(told, FakeContext()) == {"mailed": 1}
    [letter] = sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages
    assert letter.destinations["ToAddresses"] == ["wang@acme.example"]
    assert str(POSITION) in letter.body
    assert "female" not in letter.body.lower()


def test_what_is_assessed_while_stopped_counts_in_no_proposals_rate(desk: FairnessDesk) -> None:
    assessed(desk, PLANTED)
    stopped: list[Fact] = []
    for fact in desk.facts.of_position(POSITION):
        stopped.append(fact.model_copy(update={"proposal": "review", "rule": "proposals_stopped", "revision": 2}))
        desk.facts.report(stopped[-1])
    assert all(fact.selected("proposed", None) is None for fact in desk.facts.of_position(POSITION))
