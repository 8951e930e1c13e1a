"""API: staff identity, the HTTP API and its handlers, and what operators call directly."""

from collections.abc import Callable, Mapping

from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.api_handlers import API_HANDLERS, ApiHandler, Extra
from infra.constructs.api_route import routes
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.http_api import HttpApi
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.user_pool import UserPool
from infra.options import Options
from infra.stacks.assessment_stack import AssessmentStack
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of
from infra.stacks.mail_statement import mail_statement
from infra.stacks.model_statements import model_statements


class ApiStack(Stack):
    """One handler a stage or subject; what operators do has no route: only who may invoke those functions does it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        options: Options,
        data: DataStack,
        assessment: AssessmentStack,
        env: Environment,
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        self._stage = options.stage
        self._assessment = assessment
        self.dead_letters = DeadLetters(self, "DeadLetters", days=options.stage.retention.dead_letters).queue
        llm: tuple[LayerName, ...] = (
            (options.stage.llm.layer,) if options.stage.llm and options.stage.llm.layer else ()
        )
        settings = function_settings_of(
            self, data, options, layers=("base", "api", "statistics", *llm), dead_letters=self.dead_letters
        )
        self._users = UserPool(self, "Staff", stage=options.stage)
        handlers = {handler.module: self._handler(handler, settings, llm) for handler in API_HANDLERS}
        create_tenant = PythonFunction(self, "CreateTenant", module="tenancy.create_tenant", settings=settings)
        for statement in platform_rows(data.table, data.key, write=True):
            create_tenant.role.add_to_policy(statement)
        self.api = HttpApi(
            self,
            "HttpApi",
            stage=options.stage,
            routes=routes(),
            handlers={module: handler.function for module, handler in handlers.items()},
            users=self._users.pool,
            client=self._users.client,
            key=data.key,
        )
        CfnOutput(self, "ApiUrl", value=self.api.url)
        CfnOutput(self, "UserPoolId", value=self._users.pool.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=self._users.client.user_pool_client_id)
        CfnOutput(self, "CreateTenantFunctionName", value=create_tenant.function.function_name)

    def _handler(
        self, handler: ApiHandler, settings: FunctionSettings, llm: tuple[LayerName, ...]
    ) -> PythonFunction:
        told: dict[str, str] = {}
        for extra in handler.needs:
            told |= self._environment(extra)
        function = PythonFunction(
            self,
            handler.name,
            module=handler.module,
            settings=settings,
            memory_mib=handler.memory_mib,
            layers=(*handler.layers, *(llm if "model" in handler.needs else ())),
            environment=told,
            for_tenants=handler.for_tenants,
        )
        for extra in handler.needs:
            for statement in self._statements(extra):
                function.role.add_to_policy(statement)
        return function

    def _environment(self, extra: Extra) -> Mapping[str, str]:
        """Return what a handler with this need is told."""
        stage, assessment = self._stage, self._assessment
        told: dict[Extra, Callable[[], dict[str, str]]] = {
            "mail": lambda: {"BOLE_SENDER_ADDRESS": stage.sender_address, "BOLE_CANDIDATE_URL": stage.candidate_url},
            "machines": lambda: {
                "BOLE_ASSESS_ANSWER_ARN": assessment.assess_answer.state_machine_arn,
                "BOLE_COMPLETE_INTERVIEW_ARN": assessment.complete_interview.state_machine_arn,
            },
            "model": lambda: stage.llm.environment() if stage.llm else {},
        }
        return told[extra]() if extra in told else {}

    def _statements(self, extra: Extra) -> list[iam.PolicyStatement]:
        """Return what a handler with this need is granted."""
        if extra == "mail" and self._stage.sender_address:
            return [mail_statement(self, self._stage.sender_address)]
        if extra == "model" and self._stage.llm:
            return model_statements(self, self._stage.llm)
        if extra == "machines":
            machines = (self._assessment.assess_answer, self._assessment.complete_interview)
            return [
                iam.PolicyStatement(
                    sid="TryAgain",
                    actions=["states:StartExecution"],
                    resources=[machine.state_machine_arn for machine in machines],
                )
            ]
        return []
