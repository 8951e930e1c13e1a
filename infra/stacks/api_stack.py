"""API: staff identity, the HTTP API and its handlers, and what operators call directly."""

from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.api_functions import ApiFunctions, Given
from infra.constructs.api_handlers import API_HANDLERS, Extra
from infra.constructs.api_routes import ApiRoutes
from infra.constructs.audit_anchor import AuditAnchor
from infra.constructs.candidate_events import CandidateEvents
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function_settings import LayerName
from infra.constructs.http_api import HttpApi
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
        self.dead_letters = DeadLetters(self, "DeadLetters", days=options.stage.retention.dead_letters).queue
        llm: tuple[LayerName, ...] = (options.stage.llm.layer,) if options.stage.llm and options.stage.llm.layer else ()
        settings = function_settings_of(
            self, data, options, layers=("base", "api", "statistics", *llm), dead_letters=self.dead_letters
        )
        self._users = None if options.stage.issuer else UserPool(self, "Staff", stage=options.stage)
        served = ApiFunctions(
            self,
            "Handlers",
            handlers=API_HANDLERS,
            settings=settings,
            needs=self._given(options, assessment),
            applicant_role_arn=data.applicant_role.role_arn,
        )
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
            users=self._users,
            key=data.key,
        )
        ApiRoutes(self, "Routes", gateway=self.api, handlers=served.functions)
        CfnOutput(self, "ApiUrl", value=self.api.url)
        if self._users:
            CfnOutput(self, "UserPoolId", value=self._users.pool.user_pool_id)
            CfnOutput(self, "UserPoolClientId", value=self._users.client.user_pool_client_id)

    def _given(self, options: Options, assessment: AssessmentStack) -> dict[Extra, Given]:
        """Return what a handler with a need is told and granted."""
        stage = options.stage
        machines = (assessment.assess_answer, assessment.complete_interview)
        users = self._users.pool if self._users else None
        model = stage.llm
        return {
            "mail": Given(sending_environment(stage), sending_statements(self, stage)),
            "keys": Given(),
            "users": Given(
                {"BOLE_USER_POOL_ID": users.user_pool_id if users else ""}, [staff_statement(users)] if users else []
            ),
            "model": Given(
                model.environment() if model else {},
                model_statements(self, model) if model else [],
                (model.layer,) if model and model.layer else (),
            ),
            "machines": Given(
                {
                    "BOLE_ASSESS_ANSWER_ARN": assessment.assess_answer.state_machine_arn,
                    "BOLE_COMPLETE_INTERVIEW_ARN": assessment.complete_interview.state_machine_arn,
                },
                [
                    iam.PolicyStatement(
                        sid="TryAgain",
                        actions=["states:StartExecution"],
                        resources=[machine.state_machine_arn for machine in machines],
                    )
                ],
            ),
        }
