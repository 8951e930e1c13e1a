"""Observability: one dashboard, and alarms that reach a person."""

from aws_cdk import CfnOutput, Environment, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct, IConstruct

from infra.constructs.alarm_topic import AlarmTopic
from infra.constructs.alarms import Alarms
from infra.constructs.bias_alarm import BiasAlarm
from infra.constructs.dashboard import Dashboard
from infra.constructs.python_function import PythonFunction
from infra.options import Options
from infra.stacks.api_stack import ApiStack
from infra.stacks.assessment_stack import AssessmentStack
from infra.stacks.data_stack import DataStack
from infra.stacks.employment_stack import EmploymentStack
from infra.stacks.finance_stack import FinanceStack
from infra.stacks.hiring_stack import HiringStack


class ObservabilityStack(Stack):
    """Watches the other stacks; nothing depends on it."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        options: Options,
        data: DataStack,
        assessment: AssessmentStack,
        api: ApiStack,
        hiring: HiringStack,
        employment: EmploymentStack,
        finance: FinanceStack,
        env: Environment,
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        queues = {"Transcribe": assessment.transcribe.queue, "Watch": assessment.watch.queue}
        machines = {
            "AssessAnswer": assessment.assess_answer,
            "CompleteInterview": assessment.complete_interview,
            "EraseCandidate": hiring.rights.erase,
            "ExportCandidate": hiring.rights.export,
            "CalculateRun": employment.payroll.calculate,
        }
        functions = {
            name: function
            for stack in (assessment, api, hiring, employment, finance)
            for name, function in functions_of(stack).items()
        }
        topic = AlarmTopic(self, "Topic", key=data.key, address=options.stage.alarm_address).topic
        alarms = Alarms(self, "Alarms", topic=topic)
        alarms.dead_letters(
            {
                "Events": assessment.dead_letters,
                "Outbox": assessment.outbox.dead_letters,
                "Api": api.dead_letters,
                "Hiring": hiring.dead_letters,
                "Employment": employment.dead_letters,
                "Finance": finance.dead_letters,
                "Vouchers": finance.posting.lost,
                "InvitationTurns": hiring.invitations.lost_turns,
                "Transcribe": assessment.transcribe.dead_letters,
                "Watch": assessment.watch.dead_letters,
            }
        )
        alarms.backlog(queues)
        alarms.executions(machines)
        alarms.functions(functions)
        alarms.metric(
            "ApiErrors",
            api.api.api.metric_server_error(),
            threshold=5,
            says="The API answers with server errors.",
        )
        alarms.metric(
            "OutboxLate",
            assessment.outbox.function.metric("IteratorAge", statistic="Maximum"),
            threshold=300_000,
            says="Events are published more than five minutes late.",
        )
        alarms.all.append(BiasAlarm(self, "BiasAlarm", topic=topic).alarm)
        board = Dashboard(self, "Dashboard", name=options.stage.prefix, alarms=alarms.all)
        board.machines(machines)
        board.queues(queues)
        board.functions(functions)
        http = api.api.api
        board.api(
            [http.metric_count(), http.metric_client_error(), http.metric_server_error()],
            [http.metric_latency(statistic="p50"), http.metric_latency(statistic="p95")],
        )
        CfnOutput(self, "AlarmTopicArn", value=topic.topic_arn)


def functions_of(stack: IConstruct) -> dict[str, lambda_.IFunction]:
    """Return the functions of a stack by the name of their construct."""
    return {
        construct.node.id: construct.function
        for construct in stack.node.find_all()
        if isinstance(construct, PythonFunction)
    }
