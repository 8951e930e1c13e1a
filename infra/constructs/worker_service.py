"""One fleet of one kind of worker: task definition, service, and scaling on its queue."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.backlog_scaling import BacklogScaling
from infra.constructs.gpu_capacity import GpuCapacity
from infra.stages import Fleet, Worker

STOP_TIMEOUT = {"gpu": Duration.minutes(10), "cpu": Duration.seconds(120)}
"""From SIGTERM to SIGKILL: time to finish the clip in hand. On EC2 the longest clip fits; Fargate gives two minutes."""


class WorkerService(Construct):
    """Runs ``containers.<worker>`` on GPU machines (EC2) or, without a GPU, on Fargate, which has none."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        worker: Worker,
        fleet: Fleet,
        cluster: ecs.Cluster,
        gpus: GpuCapacity | None,
        image: ecs.ContainerImage,
        queue: sqs.IQueue,
        task_role: iam.IRole,
        execution_role: iam.IRole,
        log: logs.ILogGroup,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        if fleet.on == "gpu" and gpus is None:
            raise ValueError(f"The {worker.name} fleet asks for GPUs, and this deployment has no GPU machines.")
        self.task = self._task_definition(fleet, task_role, execution_role)
        acknowledge(
            self.task, "Names of queues, buckets and models; there are no secrets among them.", "AwsSolutions-ECS2"
        )
        self.task.add_container(
            "worker",
            image=image,
            gpu_count=1 if fleet.on == "gpu" else None,
            cpu=fleet.cpu,
            memory_limit_mib=fleet.memory_mib,
            entry_point=["python", "-m"],
            command=[f"containers.{worker.name}"],
            environment={**environment, **_engine(worker, fleet)},
            logging=ecs.LogDrivers.aws_logs(stream_prefix=f"{worker.name}-{fleet.on}", log_group=log),
            stop_timeout=STOP_TIMEOUT[fleet.on],
            readonly_root_filesystem=False,
            linux_parameters=_with_init(self),
            health_check=ecs.HealthCheck(
                command=["CMD", "python", "-m", "containers.worker.health"],
                interval=Duration.seconds(30),
                timeout=Duration.seconds(10),
                retries=3,
                start_period=Duration.seconds(300),
            ),
        )
        self.service = self._service(fleet, cluster, gpus)
        # A service may be created only when its capacity provider has been associated, which the cluster's child does.
        self.service.node.add_dependency(cluster)
        BacklogScaling(self, "Scaling", service=self.service, queue=queue, fleet=fleet)

    def _task_definition(self, fleet: Fleet, task_role: iam.IRole, execution_role: iam.IRole) -> ecs.TaskDefinition:
        if fleet.on == "gpu":
            return ecs.Ec2TaskDefinition(
                self,
                "Task",
                network_mode=ecs.NetworkMode.AWS_VPC,
                task_role=task_role,
                execution_role=execution_role,
            )
        return ecs.FargateTaskDefinition(
            self,
            "Task",
            cpu=fleet.cpu,
            memory_limit_mib=fleet.memory_mib,
            ephemeral_storage_gib=30,
            task_role=task_role,
            execution_role=execution_role,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=ecs.CpuArchitecture.X86_64, operating_system_family=ecs.OperatingSystemFamily.LINUX
            ),
        )

    def _service(self, fleet: Fleet, cluster: ecs.Cluster, gpus: GpuCapacity | None) -> ecs.BaseService:
        workers = ec2.SecurityGroup(
            self, "Workers", vpc=cluster.vpc, description="Workers: nothing comes in", allow_all_outbound=True
        )
        subnets = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        if gpus is not None and fleet.on == "gpu":
            return ecs.Ec2Service(
                self,
                "Service",
                cluster=cluster,
                task_definition=self.task,
                desired_count=fleet.minimum,
                security_groups=[workers],
                vpc_subnets=subnets,
                min_healthy_percent=0,
                max_healthy_percent=200,
                circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
                capacity_provider_strategies=[
                    ecs.CapacityProviderStrategy(capacity_provider=gpus.provider.capacity_provider_name, weight=1)
                ],
            )
        return ecs.FargateService(
            self,
            "Service",
            cluster=cluster,
            task_definition=self.task,
            desired_count=fleet.minimum,
            security_groups=[workers],
            vpc_subnets=subnets,
            assign_public_ip=False,
            min_healthy_percent=0,
            max_healthy_percent=200,
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            capacity_provider_strategies=[
                # The first task never waits for Spot: this fleet is what there is when the other cannot be had.
                ecs.CapacityProviderStrategy(capacity_provider="FARGATE", base=1, weight=1),
                ecs.CapacityProviderStrategy(capacity_provider="FARGATE_SPOT", weight=3),
            ],
        )


def _engine(worker: Worker, fleet: Fleet) -> dict[str, str]:
    """Return how the engine runs on this kind of machine, as the settings of ``shared.platform.settings``."""
    values = {
        "BOLE_DEVICE": "cuda" if fleet.on == "gpu" else "cpu",
        "BOLE_CONCURRENCY": str(fleet.concurrency),
        "BOLE_BATCH_SIZE": str(fleet.batch_size),
        "BOLE_THREADS": str(fleet.threads),
    }
    if fleet.on in worker.models:
        values["BOLE_WHISPER_MODEL"] = worker.models[fleet.on]
    if fleet.on in worker.compute:
        values["BOLE_COMPUTE_TYPE"] = worker.compute[fleet.on]
    return values


def _with_init(scope: Construct) -> ecs.LinuxParameters:
    """Return parameters with a tiny init, so that SIGTERM reaches Python and no zombie stays."""
    return ecs.LinuxParameters(scope, "Linux", init_process_enabled=True)
