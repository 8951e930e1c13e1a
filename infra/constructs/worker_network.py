"""The workers' network: no internet, no NAT; AWS is reached through endpoints inside of it."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.retention import log_retention
from infra.stages import Stage

FOR_EVERY_WORKER = {
    "EcrApi": ec2.InterfaceVpcEndpointAwsService.ECR,
    "EcrDocker": ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
    "Logs": ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    "Queues": ec2.InterfaceVpcEndpointAwsService.SQS,
    "Tokens": ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
    "Credentials": ec2.InterfaceVpcEndpointAwsService.STS,
}
"""Each costs money by the hour in every zone, so only what a worker cannot do without.

KMS is not among them: S3 decrypts on the worker's behalf. Nor is Secrets Manager: there are no secrets.
"""

FOR_GPU_MACHINES = {
    "Ecs": ec2.InterfaceVpcEndpointAwsService.ECS,
    "EcsAgent": ec2.InterfaceVpcEndpointAwsService.ECS_AGENT,
    "EcsTelemetry": ec2.InterfaceVpcEndpointAwsService.ECS_TELEMETRY,
}
"""What the ECS agent of a machine of our own talks to; Fargate brings its own way."""


def interface_endpoints(stage: Stage) -> dict[str, ec2.InterfaceVpcEndpointAwsService]:
    """Return the interface endpoints that the stage's fleets need."""
    return FOR_EVERY_WORKER | (FOR_GPU_MACHINES if stage.gpu_tasks else {})


class WorkerNetwork(Construct):
    """Isolated subnets in ``stage.zones`` zones, with gateway endpoints (free) and interface endpoints."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage, key: kms.IKey) -> None:
        super().__init__(scope, construct_id)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.20.0.0/16"),
            max_azs=stage.zones,
            nat_gateways=0,
            # Taking the rules of the default group away needs a custom resource; nothing here uses that group.
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="Workers", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20)
            ],
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
                "DynamoDb": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.DYNAMODB),
            },
        )
        self._log_rejected(stage, key)
        callers = ec2.SecurityGroup(
            self,
            "Endpoints",
            vpc=self.vpc,
            description="HTTPS to the endpoints, from this network only",
            allow_all_outbound=False,
        )
        callers.add_ingress_rule(ec2.Peer.ipv4("10.20.0.0/16"), ec2.Port.tcp(443), "Workers")
        for name, service in interface_endpoints(stage).items():
            self.vpc.add_interface_endpoint(
                name, service=service, security_groups=[callers], open=False, private_dns_enabled=True
            )

    def _log_rejected(self, stage: Stage, key: kms.IKey) -> None:
        log = logs.LogGroup(
            self,
            "FlowLog",
            encryption_key=key,
            retention=log_retention(stage.retention.logs),
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = iam.Role(self, "FlowLogRole", assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"))
        self.vpc.add_flow_log(
            "Rejected",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(log, role),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
