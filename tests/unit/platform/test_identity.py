"""Claims that the gateway verified become a caller with a tenant and roles."""

import pytest

from shared.kernel.errors import Forbidden
from shared.platform.identity import CognitoClaims, Unauthenticated, bearer, caller_of
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


def test_departments_keep_their_blanks_and_commas() -> None:
    departments = caller_of({**staff_claims(), "custom:departments": "R&D, Berlin | 生产部||"}).departments
    assert departments == {"R&D, Berlin", "生产部"}


def test_an_issuer_may_call_its_claims_otherwise_and_cognitos_names_then_mean_nothing() -> None:
    names = CognitoClaims(claim_user="oid", claim_tenant="company", claim_groups="roles", claim_departments="units")
    claims = {"oid": "u-1", "company": "globex", "roles": ["auditor"], "units": ["A", "B"], **staff_claims("acme")}
    who = caller_of(claims, names)
    assert (str(who.tenant_id), who.user_id) == ("globex", "u-1")
    assert (set(who.groups), set(who.departments)) == ({"auditor"}, {"A", "B"})


@pytest.mark.parametrize("user", ["", "a b", "用户", "x" * 256, None, 7])
def test_a_subject_that_could_not_stand_in_a_key_is_nobody(user: object) -> None:
    with pytest.raises(Unauthenticated):
        caller_of({**staff_claims(), "sub": user})


@pytest.mark.parametrize("groups", [None, 7, {"recruiter": True}, [["recruiter"]], [None]])
def test_groups_in_a_form_that_nobody_sends_give_nothing(groups: object) -> None:
    assert caller_of({**staff_claims(), "cognito:groups": groups}).groups == set()
