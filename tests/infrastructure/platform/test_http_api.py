"""Who passes the gateway, and how fast."""

from infra.constructs.api_handlers import EVERY_HANDLER
from infra.constructs.api_route import routes
from infra.stages import Stage
from tests.builders.deployment import Deployment


def test_every_route_is_in_the_template(deployment: Deployment) -> None:
    keys = {route.properties["RouteKey"] for route in deployment.resources("AWS::ApiGatewayV2::Route")}
    assert keys == {f"{route.method} {route.path}" for route in routes()}


def test_only_candidates_and_the_public_pass_without_a_token_of_staff(deployment: Deployment) -> None:
    open_routes = {
        route.properties["RouteKey"]
        for route in deployment.resources("AWS::ApiGatewayV2::Route")
        if route.properties["AuthorizationType"] != "JWT"
    }
    assert open_routes == {f"{route.method} {route.path}" for route in routes() if route.caller != "staff"}


def test_what_anybody_may_ask_is_the_apis_description_and_a_public_application() -> None:
    public = {route.path for route in routes() if route.caller == "public"}
    assert all(path.startswith(("/v1/platform/", "/v1/public/")) for path in public)


def test_a_function_answers_for_every_route() -> None:
    assert {route.handler for route in routes()} == {handler.module for handler in EVERY_HANDLER}


def test_the_policy_of_a_function_does_not_grow_with_its_routes(deployment: Deployment) -> None:
    permissions = [
        permission
        for permission in deployment.resources("AWS::Lambda::Permission")
        if permission.properties["Principal"] == "apigateway.amazonaws.com"
    ]
    assert len(permissions) == len(EVERY_HANDLER)


def test_calls_are_throttled_and_logged(deployment: Deployment, settings: Stage) -> None:
    (stage,) = deployment.resources("AWS::ApiGatewayV2::Stage")
    assert stage.properties["DefaultRouteSettings"]["ThrottlingRateLimit"] == settings.limits.requests_per_second
    assert "$context.requestId" in stage.properties["AccessLogSettings"]["Format"]


def test_only_our_pages_may_call_from_a_browser(deployment: Deployment, settings: Stage) -> None:
    (api,) = deployment.resources("AWS::ApiGatewayV2::Api")
    assert api.properties["CorsConfiguration"]["AllowOrigins"] == list(settings.cors_origins)


def test_users_are_invited_and_cannot_choose_their_tenant(deployment: Deployment) -> None:
    (pool,) = deployment.resources("AWS::Cognito::UserPool")
    (client,) = deployment.resources("AWS::Cognito::UserPoolClient")
    tenant = next(each for each in pool.properties["Schema"] if each["Name"] == "tenant")
    assert pool.properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert tenant["Mutable"] is False
    assert "custom:tenant" in client.properties["ReadAttributes"]
    assert "custom:tenant" not in client.properties["WriteAttributes"]
