"""API: staff identity, the HTTP API and its handlers, and what operators call directly."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.api_handlers import API_HANDLERS, ApiHandler, Extra
from infra.constructs.api_route import routes
from infra.constructs.audit_anchor import AuditAnchor
from infra.constructs.candidate_events import CandidateEvents
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.http_api import HttpApi
from infra.constructs.python_function import PythonFunction
from infra.constructs.tenant_operators import TenantOperators
from infra.constructs.user_pool import UserPool, staff_statement
from infra.options import Options
from infra.stacks.assessment_stack import AssessmentStack
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of
from infra.stacks.model_statements import model_statements
from infra.stacks.sending_statements import sending_environment, sending_statements


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
        self._applicant_role_arn = data.applicant_role.role_arn
        self.dead_letters = DeadLetters(self, "DeadLetters", days=options.stage.retention.dead_letters).queue
        llm: tuple[LayerName, ...] = (options.stage.llm.layer,) if options.stage.llm and options.stage.llm.layer else ()
        settings = function_settings_of(
            self, data, options, layers=("base", "api", "statistics", *llm), dead_letters=self.dead_letters
        )
        self._users = None if options.stage.issuer else UserPool(self, "Staff", stage=options.stage)
        handlers = {handler.module: self._handler(handler, settings, llm) for handler in API_HANDLERS}
        self.operators = TenantOperators(
            self,
            "Operators",
            settings=settings,
            table=data.table,
            bucket=data.bucket,
            users=self._users.pool if self._users else None,
            keys=data.keys,
        )
        self.anchor = AuditAnchor(
            self,
            "AuditAnchor",
            settings=settings,
            table=data.table,
            bucket=data.bucket,
            dead_letters=self.dead_letters,
        )
        self.candidate_events = CandidateEvents(
            self,
            "CandidateEvents",
            settings=settings,
            bus=data.bus,
            dead_letters=self.dead_letters,
        )
        self.api = HttpApi(
            self,
            "HttpApi",
            stage=options.stage,
            routes=routes(),
            handlers={module: handler.function for module, handler in handlers.items()},
            users=self._users,
            key=data.key,
        )
        CfnOutput(self, "ApiUrl", value=self.api.url)
        if self._users:
            CfnOutput(self, "UserPoolId", value=self._users.pool.user_pool_id)
            CfnOutput(self, "UserPoolClientId", value=self._users.client.user_pool_client_id)

    def _handler(self, handler: ApiHandler, settings: FunctionSettings, llm: tuple[LayerName, ...]) -> PythonFunction:
        told: dict[str, str] = {}
        for extra in handler.needs:
            told |= self._environment(extra)
        if handler.role == "applicant":
            settings = replace(settings, tenant_role_arn=self._applicant_role_arn)
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
            "mail": lambda: sending_environment(stage),
            "machines": lambda: {
                "BOLE_ASSESS_ANSWER_ARN": assessment.assess_answer.state_machine_arn,
                "BOLE_COMPLETE_INTERVIEW_ARN": assessment.complete_interview.state_machine_arn,
            },
            "model": lambda: stage.llm.environment() if stage.llm else {},
            "users": lambda: {"BOLE_USER_POOL_ID": self._users.pool.user_pool_id if self._users else ""},
        }
        return told[extra]() if extra in told else {}

    def _statements(self, extra: Extra) -> list[iam.PolicyStatement]:
        """Return what a handler with this need is granted."""
        if extra == "mail":
            return sending_statements(self, self._stage)
        if extra == "users" and self._users:
            return [staff_statement(self._users.pool)]
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
