"""A deployment whose staff signs in elsewhere: tokens of any OpenID Connect issuer, and no user pool."""

from pathlib import Path

import pytest

from infra.issuer import Issuer
from infra.options import read_options
from tests.builders.deployment import Deployment
from tests.infrastructure.conftest import synthesized

OPTIONS = {
    "oidc_issuer": "https://login.example/realms/hr",
    "oidc_audience": "bole, bole-cli",
    "oidc_claim_tenant": "company",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, empty_layers: Path) -> Deployment:
    return synthesized("dev", tmp_path_factory.mktemp("issuer"), empty_layers, OPTIONS)


def test_the_gateway_takes_the_issuers_tokens_for_this_audience(elsewhere: Deployment) -> None:
    [authorizer] = elsewhere.resources("AWS::ApiGatewayV2::Authorizer")
    assert authorizer.properties["JwtConfiguration"] == {
        "Audience": ["bole", "bole-cli"],
        "Issuer": "https://login.example/realms/hr",
    }


def test_there_is_no_user_pool_and_nobody_may_change_users(elsewhere: Deployment) -> None:
    assert elsewhere.resources("AWS::Cognito::UserPool") == []
    assert not [sid for _, sid in elsewhere.statements() if sid.get("Sid") == "Staff"]


def test_every_handler_knows_how_the_claims_are_called(elsewhere: Deployment) -> None:
    [api] = [
        each for each in elsewhere.resources("AWS::Lambda::Function") if each.name.startswith("HandlersTenancyFunction")
    ]
    told = api.properties["Environment"]["Variables"]
    assert (told["BOLE_CLAIM_TENANT"], told["BOLE_CLAIM_USER"]) == ("company", "sub")
    assert told["BOLE_USER_POOL_ID"] == ""


def test_nothing_is_found_by_the_rules(elsewhere: Deployment) -> None:
    assert [finding for finding in elsewhere.findings if not finding[0].startswith("canary")] == []


@pytest.mark.parametrize(
    ("url", "audience"), [("http://login.example", ("a",)), ("https://x", ()), ("https://x", ("",))]
)
def test_an_issuer_whose_tokens_could_be_forged_or_are_for_others_is_refused(
    url: str, audience: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="oidc_"):
        Issuer(url=url, audience=audience)


def test_without_an_issuer_the_own_pool_is_made() -> None:
    assert read_options({"stage": "dev"}, {}).stage.issuer is None
    assert read_options({"stage": "dev", "oidc_issuer": "cognito"}, {}).stage.issuer is None
