"""What a tenant's jurisdiction allows; a tenant may narrow it, and never widen it."""

import pytest
from pydantic import ValidationError

from shared.tenancy.contracts import JurisdictionPolicy
from shared.tenancy.model import TenantOrder
from tests.builders.recruiting import order, tenant_settings


def policy(**changed: object) -> JurisdictionPolicy:
    return tenant_settings(**changed).policy


@pytest.mark.parametrize(
    ("jurisdiction", "vision", "expression"),
    [("cn", True, True), ("us", True, True), ("eu", True, False), ("other", False, False)],
)
def test_each_jurisdiction_has_its_own_rule(jurisdiction: str, vision: bool, expression: bool) -> None:
    found = policy(jurisdiction=jurisdiction)
    assert (found.vision, found.expression) == (vision, expression)


def test_no_order_turns_expression_on_in_the_eu() -> None:
    assert policy(jurisdiction="eu", vision=True, expression=True).expression is False


def test_a_tenant_may_do_without_vision_and_then_has_no_expression_either() -> None:
    found = policy(vision=False)
    assert (found.vision, found.expression) == (False, False)


def test_recordings_are_never_kept_longer_than_the_jurisdiction_has_it() -> None:
    assert policy(retention_days=30).retention_days == 30
    assert policy(retention_days=3000).retention_days == 180


def test_the_longest_answer_can_be_ordered() -> None:
    assert policy(max_recording_seconds=60).limits.max_duration_ms == 60_000


@pytest.mark.parametrize("tenant_id", ["", "a", "Acme", "acme#1", "acme/x", "-acme"])
def test_an_id_that_could_not_stand_in_a_key_is_no_id(tenant_id: str) -> None:
    with pytest.raises(ValidationError):
        TenantOrder.model_validate(order(tenant_id=tenant_id))
