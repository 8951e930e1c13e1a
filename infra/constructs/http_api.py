"""The HTTP API: a JWT authorizer, throttling, an access log, CORS for the two pages. ``ApiRoutes`` adds routes."""

import json

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.retention import log_retention
from infra.constructs.user_pool import UserPool
from infra.stages import Stage

ACCESS_LOG = {
    "requestId": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "tenant": "$context.authorizer.claims.{tenant}",
    "error": "$context.error.message",
    "trace": "$context.integration.requestId",
}


class HttpApi(Construct):
    """One API for all stages; the path names the stage (``/v1/<stage>/…``). ``staff`` checks the tokens of staff.

    ``users``: None where the stage names another issuer.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        users: UserPool | None,
        key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = apigateway.HttpApi(
            self,
            "Api",
            api_name=f"{stage.prefix}-api",
            create_default_stage=False,
            cors_preflight=apigateway.CorsPreflightOptions(
                allow_origins=list(stage.cors_origins),
                allow_methods=[
                    apigateway.CorsHttpMethod.GET,
                    apigateway.CorsHttpMethod.POST,
                    apigateway.CorsHttpMethod.PUT,
                    apigateway.CorsHttpMethod.DELETE,
                ],
                allow_headers=[
                    "authorization",
                    "content-type",
                    "accept-language",
                    "idempotency-key",
                    "if-match",
                    "if-none-match",
                ],
                expose_headers=["etag", "location", "retry-after"],
                max_age=Duration.hours(1),
            ),
        )
        self.staff = _staff_authorizer(stage, users)
        self._serve(stage, key)

    @property
    def url(self) -> str:
        """Address of the API, without a slash at its end."""
        return self.api.api_endpoint

    def _serve(self, stage: Stage, key: kms.IKey) -> None:
        log = logs.LogGroup(
            self,
            "AccessLog",
            encryption_key=key,
            retention=log_retention(stage.retention.logs),
            removal_policy=RemovalPolicy.RETAIN if stage.protect else RemovalPolicy.DESTROY,
        )
        served = apigateway.HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name="$default",
            auto_deploy=True,
            detailed_metrics_enabled=True,
            throttle=apigateway.ThrottleSettings(
                rate_limit=stage.limits.requests_per_second, burst_limit=stage.limits.request_burst
            ),
        )
        resource = served.node.default_child
        assert isinstance(resource, apigateway.CfnStage)  # noqa: S101 - narrows the type
        resource.access_log_settings = apigateway.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.log_group_arn,
            format=json.dumps(ACCESS_LOG).replace(
                "{tenant}", stage.issuer.claim_tenant if stage.issuer else "custom:tenant"
            ),
        )


def _staff_authorizer(stage: Stage, users: UserPool | None) -> apigateway.IHttpRouteAuthorizer:
    """Return who checks tokens of staff: the pool's keys, or those of the issuer that the stage names."""
    if stage.issuer is not None:
        return authorizers.HttpJwtAuthorizer("Staff", stage.issuer.url, jwt_audience=list(stage.issuer.audience))
    if users is None:
        raise ValueError("Staff needs a user pool, or an issuer in the stage.")
    return authorizers.HttpUserPoolAuthorizer("Staff", users.pool, user_pool_clients=[users.client])
