"""Where alarms go: an encrypted topic."""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct


class AlarmTopic(Construct):
    """A topic that takes TLS only; ``address`` gets its mail after confirming."""

    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey, address: str) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(self, "Topic", master_key=key, enforce_ssl=True, display_name="Bole alarms")
        # enforce_ssl gives the topic a policy of its own, and with it the default one is gone that let alarms in.
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="Alarms",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self.topic.topic_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Stack.of(self).account}},
            )
        )
        if address:
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
