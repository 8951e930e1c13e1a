"""Employment: offers, people and payroll. Their part of the HTTP API, what they hear, their clocks, the payroll run."""

from aws_cdk import ArnFormat, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.api_functions import ApiFunctions, Given
from infra.constructs.api_handlers import EMPLOYMENT_HANDLERS
from infra.constructs.api_routes import ApiRoutes
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.employment_functions import EMPLOYMENT_FUNCTIONS
from infra.constructs.payroll_run import PayrollRun
from infra.constructs.stage_functions import StageFunctions
from infra.options import Options
from infra.stacks.api_stack import ApiStack
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of
from infra.stacks.sending_statements import sending_environment, sending_statements
from infra.stages import Stage


class EmploymentStack(Stack):
    """Adds its routes to the API of ``api``: a template has room for 500 resources."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        options: Options,
        data: DataStack,
        api: ApiStack,
        env: Environment,
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        stage = options.stage
        self.dead_letters = DeadLetters(self, "DeadLetters", days=stage.retention.dead_letters).queue
        settings = function_settings_of(
            self, data, options, layers=("base", "api", "report"), dead_letters=self.dead_letters
        )
        letters, sending = sending_environment(stage), sending_statements(self, stage)
        served = ApiFunctions(
            self,
            "Handlers",
            handlers=EMPLOYMENT_HANDLERS,
            settings=settings,
            needs={
                "keys": Given(),
                "mail": Given(letters, sending),
                "signing": Given(statements=[self._signing(stage)]),
            },
        )
        acknowledge(
            served,
            "The secret of whichever tenant asks; its name holds the tenant, and no tenant chooses it.",
            f"AwsSolutions-IAM5[Resource::arn:aws:secretsmanager:{self.region}:<AWS::AccountId>:secret:bole/{stage.name}/*"
            "/offer-signature-*]",
        )
        ApiRoutes(self, "Routes", gateway=api.api, handlers=served.functions)
        StageFunctions(
            self,
            "Functions",
            functions=EMPLOYMENT_FUNCTIONS,
            settings=settings,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
            mail=letters,
            sending=sending,
        )
        self.payroll = PayrollRun(self, "PayrollRun", settings=settings, bus=data.bus, dead_letters=self.dead_letters)

    def _signing(self, stage: Stage) -> iam.PolicyStatement:
        """Return what lets a function read a tenant's account at its signing service, which has a name of its own."""
        name = f"bole/{stage.name}/*/offer-signature-*"
        arn = self.format_arn(
            service="secretsmanager", resource="secret", resource_name=name, arn_format=ArnFormat.COLON_RESOURCE_NAME
        )
        return iam.PolicyStatement(
            sid="ReadTheAccountsOfSigningServices", actions=["secretsmanager:GetSecretValue"], resources=[arn]
        )
