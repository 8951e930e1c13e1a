"""The bias breaker: every night it audits each position of each tenant, and stops AI proposals that do harm."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import daily, on_events
from shared.decision.fairness.contracts import ProposalsStopped

NIGHT = {"hour": "2", "minute": "30"}
"""UTC: when few decide. A position that is stopped then is stopped before the working day in Europe and America, and
within it in China."""


class BiasBreaker(Construct):
    """A schedule and the function ``decision.break_bias``, which also writes to the administrators of a tenant whose
    position was stopped. ``mail``: the statement that lets it send; None where the deployment sends no mail."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        bus: events.IEventBus,
        dead_letters: sqs.IQueue,
        environment: Mapping[str, str],
        mail: iam.PolicyStatement | None,
    ) -> None:
        super().__init__(scope, construct_id)
        breaker = PythonFunction(
            self,
            "BreakBias",
            module="decision.break_bias",
            settings=settings,
            memory_mib=2048,
            timeout=Duration.minutes(15),
            layers=("statistics",),
            environment=environment,
        )
        for statement in platform_rows(table, settings.key, write=False):
            breaker.role.add_to_policy(statement)
        if mail is not None:
            breaker.role.add_to_policy(mail)
        self.function = breaker.function
        daily(
            self,
            "EveryNight",
            NIGHT,
            call=self.function,
            dead_letters=dead_letters,
            why="Audits every position for bias, and stops proposals that do harm",
        )
        on_events(
            self,
            "ProposalsStopped",
            ProposalsStopped,
            call=self.function,
            bus=bus,
            dead_letters=dead_letters,
            why="Proposals were stopped: the tenant's administrators are told",
        )
