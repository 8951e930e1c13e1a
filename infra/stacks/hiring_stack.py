"""Hiring: what happens between requests. Applications move, deadlines pass, people are written to, audits run."""

from aws_cdk import Environment, Stack
from constructs import Construct

from infra.constructs.application_flow import ApplicationFlow
from infra.constructs.bias_breaker import BiasBreaker
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.decision_follower import DecisionFollower
from infra.constructs.fairness_facts import FairnessFacts
from infra.constructs.invitations import Invitations
from infra.constructs.overdue_requests import OverdueRequests
from infra.constructs.result_releases import ResultReleases
from infra.constructs.rights import Rights
from infra.options import Options
from infra.stacks.data_stack import DataStack
from infra.stacks.function_settings_of import function_settings_of
from infra.stacks.mail_statement import mail_statement
from infra.stacks.sending_statements import sending_environment, sending_statements


class HiringStack(Stack):
    """Consumers of events and schedules of recruiting and decision; none of them answers a request."""

    def __init__(
        self, scope: Construct, construct_id: str, *, options: Options, data: DataStack, env: Environment
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        stage = options.stage
        self.dead_letters = DeadLetters(self, "DeadLetters", days=stage.retention.dead_letters).queue
        settings = function_settings_of(
            self, data, options, layers=("base", "api", "statistics"), dead_letters=self.dead_letters
        )
        mail = mail_statement(self, stage.sender_address) if stage.sender_address else None
        letters = {"BOLE_SENDER_ADDRESS": stage.sender_address, "BOLE_CANDIDATE_URL": stage.candidate_url}
        self.invitations = Invitations(
            self,
            "Invitations",
            settings=settings,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
            layers=("api",),
            environment=sending_environment(stage),
            sending=sending_statements(self, stage),
        )
        self.flow = ApplicationFlow(
            self,
            "ApplicationFlow",
            settings=settings,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
            layers=("api",),
        )
        self.follower = DecisionFollower(
            self,
            "DecisionFollower",
            settings=settings,
            bus=data.bus,
            dead_letters=self.dead_letters,
            layers=("api",),
        )
        self.overdue_requests = OverdueRequests(
            self,
            "OverdueRequests",
            settings=settings,
            table=data.table,
            dead_letters=self.dead_letters,
            environment=letters,
            mail=mail,
            layers=("api",),
        )
        self.releases = ResultReleases(
            self,
            "ResultReleases",
            settings=settings,
            table=data.table,
            dead_letters=self.dead_letters,
            layers=("api",),
        )
        self.rights = Rights(
            self,
            "Rights",
            settings=settings,
            eraser_role_arn=data.eraser_role.role_arn,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
            environment={"BOLE_LATECOMERS_SECONDS": str(stage.limits.latecomers_seconds)},
        )
        self.facts = FairnessFacts(
            self, "FairnessFacts", settings=settings, bus=data.bus, dead_letters=self.dead_letters
        )
        self.breaker = BiasBreaker(
            self,
            "BiasBreaker",
            settings=settings,
            table=data.table,
            bus=data.bus,
            dead_letters=self.dead_letters,
            environment={"BOLE_SENDER_ADDRESS": stage.sender_address},
            mail=mail,
        )
