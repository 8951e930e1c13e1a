"""What a function needs that writes to people: the right to send, and what it is told of how."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.constructs.invitations import letters_of
from infra.stacks.mail_statement import mail_statement
from infra.stages import Stage


def sending_environment(stage: Stage) -> dict[str, str]:
    """Return the variables of functions that send."""
    return {
        "BOLE_SENDER_ADDRESS": stage.sender_address,
        "BOLE_CANDIDATE_URL": stage.candidate_url,
        "BOLE_MAIL_CONFIGURATION_SET": letters_of(stage),
        **stage.messaging.environment(),
    }


def sending_statements(stack: Stack, stage: Stage) -> list[iam.PolicyStatement]:
    """Return what lets a function send: mail of this domain, SMS where SNS sends them, and the providers' secrets."""
    statements: list[iam.PolicyStatement] = []
    if stage.sender_address and stage.messaging.mail_transport != "smtp":
        mail = mail_statement(stack, stage.sender_address)
        mail.add_resources(
            stack.format_arn(
                service="ses",
                resource="configuration-set",
                resource_name=letters_of(stage),
                arn_format=ArnFormat.SLASH_RESOURCE_NAME,
            )
        )
        statements.append(mail)
    if stage.messaging.by_sns:
        # A phone number has no ARN: what is denied is every topic.
        statements.append(iam.PolicyStatement(sid="SendSms", actions=["sns:Publish"], resources=["*"]))
        topics = stack.format_arn(service="sns", resource="*")
        statements.append(
            iam.PolicyStatement(sid="ButNoTopic", effect=iam.Effect.DENY, actions=["sns:Publish"], resources=[topics])
        )
    if stage.messaging.secrets:
        statements.append(
            iam.PolicyStatement(
                sid="ReadTheKeysOfProviders",
                actions=["secretsmanager:GetSecretValue"],
                resources=list(stage.messaging.secrets),
            )
        )
    return statements
