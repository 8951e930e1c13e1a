"""The workers of a deployment: one cluster, GPU machines, and the fleets that stand at the two queues."""

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.constructs.gpu_capacity import GpuCapacity
from infra.constructs.retention import log_retention
from infra.constructs.tenant_role import tenant_path
from infra.constructs.worker_image import worker_image
from infra.constructs.worker_service import WorkerService
from infra.options import Options
from infra.stages import Worker


@dataclass(frozen=True)
class WorkerPost:
    """A kind of worker and the queue that it works off."""

    worker: Worker
    queue: sqs.IQueue


class Workers(Construct):
    """Owns cluster, machines, roles and services. ``media_role_arn`` is the tenant role that sees media alone."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        options: Options,
        vpc: ec2.IVpc,
        key: kms.IKey,
        posts: tuple[WorkerPost, ...],
        machine: sfn.IStateMachine,
        media_role_arn: str,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        stage = options.stage
        self._options = options
        self.cluster = ecs.Cluster(
            self,
            "Cluster",
            vpc=vpc,
            container_insights_v2=ecs.ContainerInsights.ENABLED,
            enable_fargate_capacity_providers=True,
        )
        self.gpus = (
            GpuCapacity(self, "Gpus", capacity=stage.capacity, vpc=vpc, cluster=self.cluster, maximum=stage.gpu_tasks)
            if stage.gpu_tasks
            else None
        )
        self._log = logs.LogGroup(
            self,
            "Log",
            encryption_key=key,
            retention=log_retention(stage.retention.logs),
            removal_policy=RemovalPolicy.RETAIN if stage.protect else RemovalPolicy.DESTROY,
        )
        self._environment = {
            **environment,
            # ECS on EC2 tells a task no region, and boto3 does not look at AWS_REGION.
            "AWS_DEFAULT_REGION": Stack.of(self).region,
            "BOLE_TENANT_ROLE_ARN": media_role_arn,
            "POWERTOOLS_SERVICE_NAME": "assessment",
            "LOG_LEVEL": stage.log_level,
        }
        for post in posts:
            self._post(post, machine, media_role_arn)

    def _post(self, post: WorkerPost, machine: sfn.IStateMachine, media_role_arn: str) -> None:
        place = Construct(self, post.worker.name.capitalize())
        task_role = self._task_role(place, post.queue, machine, media_role_arn)
        execution_role = iam.Role(place, "ExecutionRole", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        acknowledge(
            execution_role, "ecr:GetAuthorizationToken has no resources to name.", "AwsSolutions-IAM5[Resource::*]"
        )
        for fleet in post.worker.fleets:
            if not fleet.maximum:
                continue
            WorkerService(
                place,
                fleet.on.capitalize(),
                worker=post.worker,
                fleet=fleet,
                cluster=self.cluster,
                gpus=self.gpus,
                image=worker_image(place, post.worker, fleet.on, self._options),
                queue=post.queue,
                task_role=task_role,
                execution_role=execution_role,
                log=self._log,
                environment={**self._environment, "BOLE_QUEUE_URL": post.queue.queue_url},
            )

    def _tasks(self) -> str:
        return Stack.of(self).format_arn(
            service="ecs",
            resource="task",
            resource_name=f"{self.cluster.cluster_name}/*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )

    def _task_role(
        self, place: Construct, queue: sqs.IQueue, machine: sfn.IStateMachine, media_role_arn: str
    ) -> iam.Role:
        role = iam.Role(
            place,
            "TaskRole",
            assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"),
            path=tenant_path(self._options.stage.name),
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="TakeClips",
                actions=[
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:ChangeMessageVisibility",
                    "sqs:GetQueueAttributes",
                ],
                resources=[queue.queue_arn],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="AnswerTokens",
                actions=["states:SendTaskSuccess", "states:SendTaskFailure", "states:SendTaskHeartbeat"],
                resources=[machine.state_machine_arn],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="KeepTheTaskWithAClipInHand", actions=["ecs:UpdateTaskProtection"], resources=[self._tasks()]
            )
        )
        acknowledge(
            role,
            "The tasks of this cluster, which have no names yet.",
            f"AwsSolutions-IAM5[Resource::arn:aws:ecs:{Stack.of(self).region}:<AWS::AccountId>:task/"
            f"<{as_reported(self.cluster)}>/*]",
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="ActForTheTenantOfTheClip",
                actions=["sts:AssumeRole", "sts:TagSession"],
                resources=[media_role_arn],
            )
        )
        return role
