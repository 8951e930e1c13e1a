"""Finance: its part of the HTTP API, what makes vouchers, the queue that posts them, the nightly comparison."""

from aws_cdk import ArnFormat, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.api_functions import ApiFunctions, Given
from infra.constructs.api_handlers import FINANCE_HANDLERS
from infra.constructs.api_routes import ApiRoutes
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.finance_functions import FINANCE_FUNCTIONS, QUEUEING
from infra.constructs.stage_functions import StageFunctions
from infra.constructs.voucher_posting import VoucherPosting
from infra.options import Options
from infra.stacks.api_stack import ApiStack
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of


class FinanceStack(Stack):
    """Adds its routes to the API of ``api``. Only the worker and the API's own function reach out to vendors."""

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
            self, data, options, layers=("base", "api", "finance"), dead_letters=self.dead_letters
        )
        reach = Given(
            {"BOLE_FINANCE_PRIVATE_ADDRESSES": str(stage.finance_private_addresses).lower()}, [self._secrets()]
        )
        self.posting = VoucherPosting(
            self,
            "Posting",
            settings=settings,
            layers=("api", "finance"),
            environment=reach.environment,
            statements=reach.statements,
        )
        served = ApiFunctions(
            self,
            "Handlers",
            handlers=FINANCE_HANDLERS,
            settings=settings,
            needs={"keys": Given(), "vendors": reach},
        )
        ApiRoutes(self, "Routes", gateway=api.api, handlers=served.functions)
        between = StageFunctions(
            self,
            "Functions",
            functions=FINANCE_FUNCTIONS,
            settings=settings,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
        )
        for module in QUEUEING:
            waking = between.made[module]
            waking.function.add_environment("BOLE_VOUCHER_QUEUE_URL", self.posting.queue.queue_url)
            self.posting.queue.grant_send_messages(waking.role)
        for module in ("finance.reconcile",):
            for name, value in reach.environment.items():
                between.made[module].function.add_environment(name, value)
            between.made[module].role.add_to_policy(self._secrets())
        for construct in (self.posting, served, between):
            acknowledge(
                construct,
                "The secrets of tenants' connections, by their name: which there are, is theirs.",
                f"AwsSolutions-IAM5[Resource::arn:aws:secretsmanager:{self.region}:<AWS::AccountId>:secret:bole/*]",
            )

    def _secrets(self) -> iam.PolicyStatement:
        """Return what lets a function read the secrets of connections that companies keep in Secrets Manager.

        They are named ``bole/<tenant>/…``; the code lets a tenant name its own alone.
        """
        arn = self.format_arn(
            service="secretsmanager",
            resource="secret",
            resource_name="bole/*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        return iam.PolicyStatement(
            sid="ReadTheSecretsOfConnections", actions=["secretsmanager:GetSecretValue"], resources=[arn]
        )
