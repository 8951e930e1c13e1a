"""Reminders of candidates' requests: once a day somebody is written to before a deadline, and each day after it."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import daily

MORNING = {"hour": "1", "minute": "0"}
"""UTC: nine in the morning in China, two in Europe, so that it is there when people come to work."""


class OverdueRequests(Construct):
    """A schedule and the function ``decision.overdue_requests``; it reads the list of tenants and acts for each.

    ``mail``: the statement that lets it send; None where the deployment sends no mail.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        dead_letters: sqs.IQueue,
        environment: Mapping[str, str],
        mail: iam.PolicyStatement | None,
        layers: Sequence[LayerName] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        reminder = PythonFunction(
            self,
            "OverdueRequests",
            module="decision.overdue_requests",
            settings=settings,
            memory_mib=512,
            timeout=Duration.minutes(5),
            layers=layers,
            environment=environment,
        )
        for statement in platform_rows(table, settings.key, write=False):
            reminder.role.add_to_policy(statement)
        if mail is not None:
            reminder.role.add_to_policy(mail)
        self.function = reminder.function
        daily(
            self,
            "EveryMorning",
            MORNING,
            call=self.function,
            dead_letters=dead_letters,
            # Twice on a day reminds once, so it may be tried again until the evening.
            why="Reminds of candidates' requests that are due soon or overdue",
        )
