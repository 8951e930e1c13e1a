"""The GPU machines: an Auto Scaling group that ECS drives from zero through a capacity provider."""

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_reported
from infra.stages import Capacity


class GpuCapacity(Construct):
    """Mixed instances in the order of ``capacity.kinds``, Spot above the on-demand base.

    A machine with a task on it is protected: ECS ends it only when the task is gone, and drains it when Spot
    takes it back.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        capacity: Capacity,
        vpc: ec2.IVpc,
        cluster: ecs.Cluster,
        maximum: int,
    ) -> None:
        super().__init__(scope, construct_id)
        template = self._template(capacity, vpc, cluster)
        self.group = autoscaling.AutoScalingGroup(
            self,
            "Group",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            min_capacity=0,
            max_capacity=maximum,
            new_instances_protected_from_scale_in=True,
            capacity_rebalance=False,
            group_metrics=[autoscaling.GroupMetrics.all()],
            mixed_instances_policy=autoscaling.MixedInstancesPolicy(
                launch_template=template,
                launch_template_overrides=[
                    autoscaling.LaunchTemplateOverrides(instance_type=ec2.InstanceType(kind)) for kind in capacity.kinds
                ],
                instances_distribution=autoscaling.InstancesDistribution(
                    on_demand_allocation_strategy=autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
                    on_demand_base_capacity=capacity.on_demand_base,
                    on_demand_percentage_above_base_capacity=100 - capacity.spot_percent,
                    spot_allocation_strategy=autoscaling.SpotAllocationStrategy.CAPACITY_OPTIMIZED_PRIORITIZED,
                ),
            ),
        )
        acknowledge(
            self.group, "Machines come and go with the backlog; the alarms watch the backlog.", "AwsSolutions-AS3"
        )
        acknowledge(
            self.group, "The launch template encrypts the volume; the rule does not look into it.", "AwsSolutions-EC26"
        )
        self.provider = ecs.AsgCapacityProvider(
            self,
            "Provider",
            auto_scaling_group=self.group,
            enable_managed_scaling=True,
            enable_managed_termination_protection=True,
            enable_managed_draining=True,
            target_capacity_percent=100,
            maximum_scaling_step_size=10,
            instance_warmup_period=int(Duration.minutes(2).to_seconds()),
        )
        cluster.add_asg_capacity_provider(self.provider)

    def _template(self, capacity: Capacity, vpc: ec2.IVpc, cluster: ecs.Cluster) -> ec2.LaunchTemplate:
        machines = ec2.SecurityGroup(
            self, "Machines", vpc=vpc, description="GPU machines: nothing comes in", allow_all_outbound=True
        )
        return ec2.LaunchTemplate(
            self,
            "Template",
            instance_type=ec2.InstanceType(capacity.kinds[0]),
            machine_image=ecs.EcsOptimizedImage.amazon_linux2023(ecs.AmiHardwareType.GPU),
            # CDK would grant ecs:Submit* to a role it may write to.
            role=self._role(cluster).without_policy_updates(),
            security_group=machines,
            user_data=_agent_settings(),
            require_imdsv2=True,
            http_put_response_hop_limit=1,
            detailed_monitoring=True,
            block_devices=[
                ec2.BlockDevice(
                    device_name="/dev/xvda",
                    volume=ec2.BlockDeviceVolume.ebs(
                        capacity.disk_gib, encrypted=True, volume_type=ec2.EbsDeviceVolumeType.GP3
                    ),
                )
            ],
        )

    def _role(self, cluster: ecs.Cluster) -> iam.Role:
        """Return the machines' role: what the ECS agent needs, and nothing the tasks could borrow."""
        role = iam.Role(self, "MachineRole", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
        instances = Stack.of(self).format_arn(
            service="ecs",
            resource="container-instance",
            resource_name=f"{cluster.cluster_name}/*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        of_cluster = {"ArnEquals": {"ecs:cluster": cluster.cluster_arn}}
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Join",
                actions=[
                    "ecs:RegisterContainerInstance",
                    "ecs:DeregisterContainerInstance",
                    "ecs:SubmitContainerStateChange",
                    "ecs:SubmitTaskStateChange",
                    "ecs:SubmitAttachmentStateChanges",
                ],
                resources=[cluster.cluster_arn],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="Work",
                actions=["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
                resources=[instances],
                conditions=of_cluster,
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                sid="NoResourceToName",
                actions=["ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken"],
                resources=["*"],
            )
        )
        acknowledge(role, "Actions of the ECS agent that have no resources to name.", "AwsSolutions-IAM5[Resource::*]")
        acknowledge(
            role,
            "The machines of this cluster, which have no names yet.",
            f"AwsSolutions-IAM5[Resource::arn:{Stack.of(self).partition}:ecs:{Stack.of(self).region}:<AWS::AccountId>:container-instance/"
            f"<{as_reported(cluster)}>/*]",
        )
        return role


def _agent_settings() -> ec2.UserData:
    """Return what the ECS agent is told before it joins: drain when Spot takes the machine back, and keep tasks from
    the machine's own credentials. (The switches of the CDK do nothing with mixed instances and awsvpc tasks.)"""
    settings = ec2.UserData.for_linux()
    for line in ("ECS_ENABLE_SPOT_INSTANCE_DRAINING=true", "ECS_AWSVPC_BLOCK_IMDS=true"):
        settings.add_commands(f"echo {line} >> /etc/ecs/ecs.config")
    return settings
