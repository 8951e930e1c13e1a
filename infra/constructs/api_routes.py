"""Routes of the HTTP API to the handlers of one stack: a template has room for 500 resources, and there are more."""

from collections.abc import Mapping

from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.api_route import ApiRoute, routes
from infra.constructs.http_api import HttpApi

OPEN = {
    "candidate": "A candidate has no account: the handler verifies the token of the link first.",
    "public": "It is meant for anybody, and tells nothing of anybody.",
}
"""Why the gateway lets these callers pass without a token of the user pool."""


class ApiRoutes(Construct):
    """Every route of the OpenAPI document whose handler is one of ``handlers`` (by module: ``recruiting.api``)."""

    def __init__(
        self, scope: Construct, construct_id: str, *, gateway: HttpApi, handlers: Mapping[str, lambda_.IFunction]
    ) -> None:
        super().__init__(scope, construct_id)
        calls = {
            # One permission a handler: with one a route, a function's policy outgrows what Lambda takes (20 KB).
            module: integrations.HttpLambdaIntegration(f"Call-{module}", handler, scope_permission_to_route=False)
            for module, handler in handlers.items()
        }
        for route in routes():
            if route.handler in calls:
                self._add(route, calls[route.handler], gateway)

    def _add(self, route: ApiRoute, call: integrations.HttpLambdaIntegration, gateway: HttpApi) -> None:
        added = apigateway.HttpRoute(
            self,
            f"{route.method}{route.path}",
            http_api=gateway.api,
            route_key=apigateway.HttpRouteKey.with_(route.path, apigateway.HttpMethod[route.method]),
            integration=call,
            authorizer=gateway.staff if route.caller == "staff" else apigateway.HttpNoneAuthorizer(),
        )
        if route.caller != "staff":
            acknowledge(added, OPEN[route.caller], "AwsSolutions-APIG4")
