"""Network: where the workers run. Nothing else is in it."""

from aws_cdk import Environment, Stack
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.worker_network import WorkerNetwork
from infra.options import Options


class NetworkStack(Stack):
    """A network without a way to the internet."""

    def __init__(
        self, scope: Construct, construct_id: str, *, options: Options, key: kms.IKey, env: Environment
    ) -> None:
        super().__init__(scope, construct_id, env=env)
        self.vpc = WorkerNetwork(self, "Network", stage=options.stage, key=key).vpc
