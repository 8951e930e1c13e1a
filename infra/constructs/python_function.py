"""A Lambda function of this repository: one handler module, its own role, its own log."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, RemovalPolicy, Size
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.tenant_role import tenant_path


class PythonFunction(Construct):
    """The function ``functions.<stage>.<name>``, with nothing granted but its log and its traces.

    ``for_tenants`` lets it act for the tenant of a request through the tenant role.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        module: str,
        settings: FunctionSettings,
        memory_mib: int = 256,
        timeout: Duration | None = None,
        layers: Sequence[LayerName] = (),
        environment: Mapping[str, str] | None = None,
        for_tenants: bool = True,
        disk_mib: int = 512,
    ) -> None:
        super().__init__(scope, construct_id)
        stage_word, handler = module.split(".")
        log_group = self._log_group(settings)
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            path=tenant_path(settings.stage.name) if for_tenants else f"/bole/{settings.stage.name}/",
            description=f"functions.{module}",
        )
        self.role.add_to_policy(
            iam.PolicyStatement(
                sid="Log",
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[log_group.log_group_arn],
            )
        )
        self.function = lambda_.Function(
            self,
            "Function",
            runtime=settings.runtime,
            architecture=lambda_.Architecture.X86_64,
            code=settings.code,
            handler=f"functions.{stage_word}.{handler}.handler",
            layers=[settings.layers["base"], *(settings.layers[name] for name in layers)],
            role=self.role,
            memory_size=memory_mib,
            timeout=timeout or Duration.seconds(30),
            ephemeral_storage_size=Size.mebibytes(disk_mib),
            environment=self._environment(settings, stage_word, environment or {}, for_tenants),
            log_group=log_group,
            tracing=lambda_.Tracing.ACTIVE,
            on_failure=destinations.SqsDestination(settings.dead_letters),
            retry_attempts=2,
            description=f"functions.{module}",
        )
        acknowledge(self, "X-Ray has no resources to name.", "AwsSolutions-IAM5[Resource::*]")
        acknowledge(
            self,
            "The newest runtime that Lambda had when this was written; locally the one that runs here.",
            "AwsSolutions-L1",
        )
        if for_tenants:
            self._act_for_tenants(settings.tenant_role_arn)

    def _environment(
        self, settings: FunctionSettings, stage_word: str, own: Mapping[str, str], for_tenants: bool
    ) -> dict[str, str]:
        tenant = {"BOLE_TENANT_ROLE_ARN": settings.tenant_role_arn} if for_tenants else {}
        return {
            **settings.environment,
            **tenant,
            **own,
            "POWERTOOLS_SERVICE_NAME": stage_word,
            "LOG_LEVEL": settings.stage.log_level,
        }

    def _log_group(self, settings: FunctionSettings) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            "Log",
            encryption_key=settings.key,
            retention=settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if settings.stage.protect else RemovalPolicy.DESTROY,
        )

    def _act_for_tenants(self, tenant_role_arn: str) -> None:
        self.role.add_to_policy(
            iam.PolicyStatement(
                sid="ActForTheTenantOfTheRequest",
                actions=["sts:AssumeRole", "sts:TagSession"],
                resources=[tenant_role_arn],
            )
        )
