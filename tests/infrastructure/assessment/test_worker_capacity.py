"""Where the workers run, and how they come from nothing."""

import json
import tomllib
from math import ceil

import pytest

from infra.constructs.backlog_scaling import STEPS, steps
from infra.options import ROOT
from infra.stages import STAGES, Fleet, Stage
from tests.builders.deployment import Deployment, Json, Resource

FLEETS = [
    pytest.param(fleet, id=f"{name}-{worker.name}-{fleet.on}")
    for name, stage in STAGES.items()
    for worker in (stage.transcriber, stage.vision)
    for fleet in worker.fleets
]


def container(task: Resource) -> Json:
    (only,) = task.properties["ContainerDefinitions"]
    return dict(only)


def wants_gpu(task: Resource) -> bool:
    return any(need["Type"] == "GPU" for need in container(task).get("ResourceRequirements", []))


def task_of(deployment: Deployment, service: Resource) -> Resource:
    wanted = service.properties["TaskDefinition"]["Ref"]
    return next(task for task in deployment.resources("AWS::ECS::TaskDefinition") if task.name == wanted)


def providers(service: Resource) -> list[object]:
    return [each["CapacityProvider"] for each in service.properties["CapacityProviderStrategy"]]


def test_a_gpu_is_never_asked_of_fargate(deployment: Deployment) -> None:
    tasks = deployment.resources("AWS::ECS::TaskDefinition")
    assert {tuple(task.properties["RequiresCompatibilities"]) for task in tasks if wants_gpu(task)} == {("EC2",)}
    assert {tuple(task.properties["RequiresCompatibilities"]) for task in tasks if not wants_gpu(task)} == {
        ("FARGATE",)
    }


def test_gpu_services_run_on_machines_of_our_own_group(deployment: Deployment) -> None:
    (provider,) = deployment.resources("AWS::ECS::CapacityProvider")
    assert "AutoScalingGroupProvider" in provider.properties
    for service in deployment.resources("AWS::ECS::Service"):
        on_gpu = wants_gpu(task_of(deployment, service))
        assert providers(service) == ([{"Ref": provider.name}] if on_gpu else ["FARGATE", "FARGATE_SPOT"])


def test_both_workers_have_a_fleet_of_each_kind(deployment: Deployment) -> None:
    fleets = sorted(
        (container(task)["Command"][0], wants_gpu(task)) for task in deployment.resources("AWS::ECS::TaskDefinition")
    )
    assert fleets == [(f"containers.{name}", gpu) for name in ("transcriber", "vision") for gpu in (False, True)]


def test_gpu_kinds_are_tried_in_the_order_of_the_settings(deployment: Deployment, settings: Stage) -> None:
    (group,) = deployment.resources("AWS::AutoScaling::AutoScalingGroup")
    mixed = group.properties["MixedInstancesPolicy"]
    kinds = [each["InstanceType"] for each in mixed["LaunchTemplate"]["Overrides"]]
    assert kinds == list(settings.capacity.kinds)
    assert [kind.split(".")[0] for kind in kinds] == ["g6", "g5", "g4dn"]
    assert mixed["InstancesDistribution"]["OnDemandAllocationStrategy"] == "prioritized"
    assert mixed["InstancesDistribution"]["SpotAllocationStrategy"] == "capacity-optimized-prioritized"


def test_spot_machines_stand_on_an_on_demand_base(deployment: Deployment, settings: Stage) -> None:
    (group,) = deployment.resources("AWS::AutoScaling::AutoScalingGroup")
    distribution = group.properties["MixedInstancesPolicy"]["InstancesDistribution"]
    assert distribution["OnDemandBaseCapacity"] == settings.capacity.on_demand_base
    assert distribution["OnDemandPercentageAboveBaseCapacity"] == 100 - settings.capacity.spot_percent


def test_machines_come_from_zero_and_go_only_when_their_tasks_are_gone(deployment: Deployment) -> None:
    (group,) = deployment.resources("AWS::AutoScaling::AutoScalingGroup")
    (provider,) = deployment.resources("AWS::ECS::CapacityProvider")
    managed = provider.properties["AutoScalingGroupProvider"]
    assert group.properties["MinSize"] == "0"
    assert group.properties["NewInstancesProtectedFromScaleIn"] is True
    assert managed["ManagedTerminationProtection"] == "ENABLED"
    assert managed["ManagedDraining"] == "ENABLED"
    assert managed["ManagedScaling"]["Status"] == "ENABLED"


def test_a_worker_may_finish_the_clip_in_hand(deployment: Deployment) -> None:
    tasks = deployment.resources("AWS::ECS::TaskDefinition")
    assert {(wants_gpu(task), container(task)["StopTimeout"]) for task in tasks} == {(True, 600), (False, 120)}
    assert {container(task)["LinuxParameters"]["InitProcessEnabled"] for task in tasks} == {True}


def test_a_worker_that_hangs_is_found(deployment: Deployment) -> None:
    for task in deployment.resources("AWS::ECS::TaskDefinition"):
        assert "containers.worker.health" in container(task)["HealthCheck"]["Command"]


def test_a_fleet_without_work_costs_nothing(deployment: Deployment, settings: Stage) -> None:
    least = sorted(
        each.properties["MinCapacity"] for each in deployment.resources("AWS::ApplicationAutoScaling::ScalableTarget")
    )
    fleets = [*settings.transcriber.fleets, *settings.vision.fleets]
    assert least == sorted(fleet.minimum for fleet in fleets)
    assert 0 in least


def test_one_waiting_clip_wakes_a_service_at_zero(deployment: Deployment) -> None:
    growing = [
        each for each in deployment.resources("AWS::ApplicationAutoScaling::ScalingPolicy") if "Wanted" in each.name
    ]
    assert growing
    for policy in growing:
        first = policy.properties["StepScalingPolicyConfiguration"]["StepAdjustments"][0]
        assert policy.properties["StepScalingPolicyConfiguration"]["AdjustmentType"] == "ExactCapacity"
        assert (first["MetricIntervalLowerBound"], first["ScalingAdjustment"]) == (0, 1)


@pytest.mark.parametrize("fleet", FLEETS)
def test_the_steps_give_every_backlog_enough_tasks(fleet: Fleet) -> None:
    plan = steps(fleet)
    assert len(plan) <= STEPS
    for backlog in range(1, 3 * fleet.maximum * fleet.clips_per_task):
        given = [tasks for begin, tasks in plan if begin <= backlog][-1]
        assert min(fleet.maximum, ceil(backlog / fleet.clips_per_task)) <= given <= fleet.maximum


def test_the_network_has_no_way_to_the_internet(deployment: Deployment) -> None:
    ways = ("AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::EIP")
    assert [str(each) for each in deployment if each.kind in ways] == []


def test_the_network_reaches_aws_through_endpoints(deployment: Deployment) -> None:
    endpoints = deployment.resources("AWS::EC2::VPCEndpoint")
    kinds = sorted(each.properties["VpcEndpointType"] for each in endpoints)
    assert kinds == ["Gateway"] * 2 + ["Interface"] * 9


def test_nothing_comes_in_but_https_to_the_endpoints(deployment: Deployment) -> None:
    doors = [
        (rule["CidrIp"], rule["FromPort"], rule["ToPort"])
        for group in deployment.resources("AWS::EC2::SecurityGroup")
        for rule in group.properties.get("SecurityGroupIngress", [])
    ]
    assert doors == [("10.20.0.0/16", 443, 443)]


def test_machines_answer_metadata_to_session_tokens_only(deployment: Deployment) -> None:
    (template,) = deployment.resources("AWS::EC2::LaunchTemplate")
    assert template.properties["LaunchTemplateData"]["MetadataOptions"]["HttpTokens"] == "required"


def test_a_container_runs_its_module_whatever_the_image_starts_by_itself(deployment: Deployment) -> None:
    for task in deployment.resources("AWS::ECS::TaskDefinition"):
        assert container(task)["EntryPoint"] == ["python", "-m"]


def test_every_kind_of_machine_has_its_own_image(deployment: Deployment) -> None:
    """dev builds its images, prod names ready ones."""
    images = {json.dumps(container(task)["Image"]) for task in deployment.resources("AWS::ECS::TaskDefinition")}
    assert len(images) == 4
    if deployment.stage == "prod":
        tags = {f"{worker}-{machine}" for worker in ("transcriber", "vision") for machine in ("cpu", "gpu")}
        assert {tag for tag in tags if any(f"/bole:{tag}" in image for image in images)} == tags
    else:
        assert all("container-assets" in image for image in images)


def test_the_tasks_may_pull_their_images(deployment: Deployment) -> None:
    pullers = {
        resource.name for resource, statement in deployment.statements() if "ecr:BatchGetImage" in statement["Action"]
    }
    assert len(pullers) == 2


def test_a_task_on_ec2_knows_its_region(deployment: Deployment, settings: Stage) -> None:
    for task in deployment.resources("AWS::ECS::TaskDefinition"):
        environment = {pair["Name"]: pair["Value"] for pair in container(task)["Environment"]}
        assert environment["AWS_DEFAULT_REGION"] == settings.region


def test_a_service_is_created_after_its_capacity_provider_is_associated(deployment: Deployment) -> None:
    (association,) = deployment.resources("AWS::ECS::ClusterCapacityProviderAssociations")
    for service in deployment.resources("AWS::ECS::Service"):
        assert association.name in service.template["DependsOn"]


def test_machines_drain_when_spot_takes_them_back_and_keep_their_credentials(deployment: Deployment) -> None:
    (template,) = deployment.resources("AWS::EC2::LaunchTemplate")
    script = json.dumps(template.properties["LaunchTemplateData"]["UserData"])
    assert "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true" in script
    assert "ECS_AWSVPC_BLOCK_IMDS=true" in script


def test_clips_in_work_keep_their_tasks_in_a_late_fleet_too(deployment: Deployment) -> None:
    late = [
        part["Expression"]
        for alarm in deployment.resources("AWS::CloudWatch::Alarm")
        for part in alarm.properties.get("Metrics", [])
        if "age" in part.get("Expression", "")
    ]
    assert late
    assert [expression for expression in late if "working" not in expression] == []


def test_every_speech_model_of_the_settings_is_in_the_manifest(settings: Stage) -> None:
    manifest = tomllib.loads((ROOT / "containers/models.toml").read_text())
    known = {(model["name"], machine) for model in manifest["models"] for machine in model["default_on"]}
    assert {(name, machine) for machine, name in settings.transcriber.models.items()} <= known


def test_images_are_built_from_dockerfiles_that_take_these_arguments(settings: Stage) -> None:
    for worker in (settings.transcriber, settings.vision):
        dockerfile = (ROOT / f"containers/{worker.name}/Dockerfile").read_text()
        for arguments in worker.build_args.values():
            assert [name for name in arguments if f"ARG {name}=" not in dockerfile] == []
