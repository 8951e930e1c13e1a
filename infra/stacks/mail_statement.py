"""The right to send mail, from the one verified identity."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam


def mail_statement(stack: Stack, sender: str) -> iam.PolicyStatement:
    """Return the statement that lets a function send from the SES identity of ``sender``'s domain."""
    identity = stack.format_arn(
        service="ses",
        resource="identity",
        resource_name=sender.split("@")[-1],
        arn_format=ArnFormat.SLASH_RESOURCE_NAME,
    )
    return iam.PolicyStatement(sid="SendMail", actions=["ses:SendEmail"], resources=[identity])
