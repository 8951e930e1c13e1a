"""cdk-nag's AWS Solutions rules: nothing found, nothing waved through without a reason."""

from tests.builders.deployment import Deployment
from tests.builders.synthesis import CANARY


def test_the_rules_are_awake(deployment: Deployment) -> None:
    assert (f"{CANARY}/Careless/Resource", "AwsSolutions-S1") in deployment.findings


def test_nothing_is_found_in_the_deployment(deployment: Deployment) -> None:
    assert [finding for finding in deployment.findings if not finding[0].startswith(CANARY)] == []


def test_every_accepted_finding_stands_at_a_construct_and_has_a_reason(deployment: Deployment) -> None:
    careless = [
        (construct, rule)
        for construct, rule, reason in deployment.acknowledged
        if construct.strip("/").count("/") < 1 or len(reason) < 20
    ]
    assert deployment.acknowledged
    assert careless == []
