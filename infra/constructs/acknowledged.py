"""Accepting a finding of cdk-nag: always at the construct it is about, always with the reason."""

from aws_cdk import Acknowledgment, CfnElement, Stack, Validations
from constructs import Construct, IConstruct


def acknowledge(construct: IConstruct, reason: str, *rules: str) -> None:
    """Accept ``rules`` (such as ``AwsSolutions-IAM5[Resource::*]``) for ``construct`` and all below it."""
    for rule in rules:
        Validations.of(construct).acknowledge(Acknowledgment(id=rule, reason=reason))


def as_reported(construct: Construct) -> str:
    """Return the logical id by which a finding names the resource of ``construct``. Raises TypeError without one."""
    resource = construct.node.default_child
    if not isinstance(resource, CfnElement):
        raise TypeError(f"{construct.node.path} stands for no single resource.")
    return Stack.of(construct).get_logical_id(resource)


def as_imported(value: str, stack: Stack) -> str:
    """Return the name by which a finding in another stack knows ``value``, an attribute of a resource of ``stack``."""
    imported: dict[str, str] = stack.resolve(stack.export_value(value))
    return imported["Fn::ImportValue"]
