"""Where alarms go: an encrypted topic."""

from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct


class AlarmTopic(Construct):
    """A topic that takes TLS only; ``address`` gets its mail after confirming."""

    def __init__(self, scope: Construct, construct_id: str, *, key: kms.IKey, address: str) -> None:
        super().__init__(scope, construct_id)
        self.topic = sns.Topic(self, "Topic", master_key=key, enforce_ssl=True, display_name="Bole alarms")
        if address:
            self.topic.add_subscription(subscriptions.EmailSubscription(address))
