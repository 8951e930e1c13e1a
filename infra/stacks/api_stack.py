"""API: staff identity, the HTTP API and its handlers, and what operators call directly."""

from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.api_route import ROUTES
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.http_api import HttpApi
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.user_pool import UserPool
from infra.options import Options
from infra.stacks.assessment_stack import AssessmentStack
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of
from infra.stacks.mail_statement import mail_statement


class ApiStack(Stack):
    """One handler a stage; ``tenancy.create_tenant`` has no route: only who may invoke it makes tenants."""

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
        stage = options.stage
        self.dead_letters = DeadLetters(self, "DeadLetters", days=stage.retention.dead_letters).queue
        settings = function_settings_of(self, data, options, layers=("base",), dead_letters=self.dead_letters)
        machines = {
            "BOLE_ASSESS_ANSWER_ARN": assessment.assess_answer.state_machine_arn,
            "BOLE_COMPLETE_INTERVIEW_ARN": assessment.complete_interview.state_machine_arn,
        }
        mail = {"BOLE_SENDER_ADDRESS": stage.sender_address, "BOLE_CANDIDATE_URL": stage.candidate_url}
        handlers = {
            "recruiting": PythonFunction(
                self, "Recruiting", module="recruiting.api", settings=settings, memory_mib=512, environment=mail
            ),
            "interview": PythonFunction(self, "Interview", module="interview.api", settings=settings, memory_mib=512),
            "assessment": PythonFunction(
                self, "Assessment", module="assessment.api", settings=settings, memory_mib=512, environment=machines
            ),
        }
        if stage.sender_address:
            handlers["recruiting"].role.add_to_policy(mail_statement(self, stage.sender_address))
        handlers["assessment"].role.add_to_policy(
            iam.PolicyStatement(
                sid="TryAgain",
                actions=["states:StartExecution"],
                resources=[
                    assessment.assess_answer.state_machine_arn,
                    assessment.complete_interview.state_machine_arn,
                ],
            )
        )
        create_tenant = PythonFunction(self, "CreateTenant", module="tenancy.create_tenant", settings=settings)
        for statement in platform_rows(data.table, data.key, write=True):
            create_tenant.role.add_to_policy(statement)
        users = UserPool(self, "Staff", stage=stage)
        self.api = HttpApi(
            self,
            "HttpApi",
            stage=stage,
            routes=ROUTES,
            handlers={name: handler.function for name, handler in handlers.items()},
            users=users.pool,
            client=users.client,
            key=data.key,
        )
        CfnOutput(self, "ApiUrl", value=self.api.url)
        CfnOutput(self, "UserPoolId", value=users.pool.user_pool_id)
        CfnOutput(self, "UserPoolClientId", value=users.client.user_pool_client_id)
        CfnOutput(self, "CreateTenantFunctionName", value=create_tenant.function.function_name)
