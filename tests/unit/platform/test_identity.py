"""Claims that the gateway verified become a caller with a tenant and roles."""

import pytest

from shared.kernel.errors import Forbidden
from shared.platform.identity import Unauthenticated, bearer, caller_of
from tests.builders.http import staff_claims


@pytest.mark.parametrize("groups", ["[recruiter manager]", "recruiter,manager", ["recruiter", "manager"]])
def test_groups_are_read_however_the_issuer_spells_them(groups: object) -> None:
    assert caller_of({**staff_claims(), "cognito:groups": groups}).groups == {"recruiter", "manager"}


def test_a_caller_without_groups_has_no_role() -> None:
    claims = staff_claims()
    del claims["cognito:groups"]
    with pytest.raises(Forbidden, match="recruiter"):
        caller_of(claims).require("recruiter")


def test_an_administrator_may_do_what_every_role_may() -> None:
    caller_of(staff_claims("acme", "tenant_admin")).require("recruiter")


@pytest.mark.parametrize("missing", ["sub", "custom:tenant"])
def test_a_token_that_names_no_user_of_a_tenant_is_nobody(missing: str) -> None:
    with pytest.raises(Unauthenticated):
        caller_of({**staff_claims(), missing: ""})


@pytest.mark.parametrize("tenant", ["acme#x", "ACME", "a/b", "*"])
def test_a_tenant_that_could_not_stand_in_a_key_is_nobody(tenant: str) -> None:
    with pytest.raises(Unauthenticated):
        caller_of(staff_claims(tenant))


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer  "])
def test_who_brings_no_bearer_token_is_nobody(header: str) -> None:
    with pytest.raises(Unauthenticated):
        bearer({"authorization": header})


def test_a_header_is_found_in_any_spelling() -> None:
    assert bearer({"Authorization": "bearer abc"}) == "abc"
