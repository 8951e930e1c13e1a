"""Least privilege: no wildcard actions, and ``*`` as a resource only where AWS has nothing finer."""

from tests.builders.deployment import Deployment, listed

NOTHING_FINER = {
    "xray:PutTraceSegments": "X-Ray has no resources",
    "xray:PutTelemetryRecords": "X-Ray has no resources",
    "xray:GetSamplingRules": "X-Ray has no resources",
    "xray:GetSamplingTargets": "X-Ray has no resources",
    "ecr:GetAuthorizationToken": "a token is for the registry of the account",
    "ecs:DiscoverPollEndpoint": "asked before the agent knows its cluster",
    "kms:CreateKey": "a key has no name before it is made",
    "dynamodb:ListStreams": "a list of all streams",
    "logs:CreateLogDelivery": "log deliveries have no names before they are made",
    "logs:GetLogDelivery": "log deliveries have no names before they are made",
    "logs:UpdateLogDelivery": "log deliveries have no names before they are made",
    "logs:DeleteLogDelivery": "log deliveries have no names before they are made",
    "logs:ListLogDeliveries": "log deliveries have no names before they are made",
    "logs:PutResourcePolicy": "resource policies of CloudWatch Logs are the account's",
    "logs:DescribeResourcePolicies": "resource policies of CloudWatch Logs are the account's",
    "logs:DescribeLogGroups": "a list of all log groups",
}


def test_no_policy_has_a_wildcard_in_its_actions(deployment: Deployment) -> None:
    wild = [
        f"{resource}: {action}"
        for resource, statement in deployment.statements()
        for action in listed(statement["Action"])
        if "*" in action
    ]
    assert wild == []


def test_a_policy_names_its_resources_wherever_aws_lets_it(deployment: Deployment) -> None:
    unnamed = [
        f"{resource}: {action}"
        for resource, statement in deployment.statements()
        if "*" in listed(statement["Resource"])
        for action in listed(statement["Action"])
        if action not in NOTHING_FINER
    ]
    assert unnamed == []


def test_no_role_has_a_policy_that_somebody_else_manages(deployment: Deployment) -> None:
    managed = [str(role) for role in deployment.resources("AWS::IAM::Role") if role.properties.get("ManagedPolicyArns")]
    assert managed == []


def test_only_the_publisher_speaks_on_the_bus(deployment: Deployment) -> None:
    speakers = {
        resource.name
        for resource, statement in deployment.statements()
        if "events:PutEvents" in listed(statement["Action"])
    }
    assert len(speakers) == 1
    assert next(iter(speakers)).startswith("OutboxPublish")
