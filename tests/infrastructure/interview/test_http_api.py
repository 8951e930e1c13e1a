"""Who passes the gateway, and how fast."""

from infra.constructs.api_route import ROUTES
from infra.stages import Stage
from tests.builders.deployment import Deployment


def test_every_route_is_in_the_template(deployment: Deployment) -> None:
    keys = {route.properties["RouteKey"] for route in deployment.resources("AWS::ApiGatewayV2::Route")}
    assert keys == {f"{route.method} {route.path}" for route in ROUTES}


def test_staff_pass_with_a_token_and_only_candidates_without_one(deployment: Deployment) -> None:
    open_routes = {
        route.properties["RouteKey"]
        for route in deployment.resources("AWS::ApiGatewayV2::Route")
        if route.properties["AuthorizationType"] != "JWT"
    }
    assert open_routes == {f"{route.method} {route.path}" for route in ROUTES if route.caller == "candidate"}
    assert all("/v1/interview/" in key for key in open_routes)


def test_a_path_names_the_stage_whose_handler_answers() -> None:
    assert [route.path for route in ROUTES if not route.path.startswith(f"/v1/{route.stage}/")] == []


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
