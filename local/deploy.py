"""Deploys the synthesized app into an endpoint with plain CloudFormation calls, as ``cdk deploy`` would into AWS."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from local.assembly import Asset, Stack
from local.endpoint import Endpoint
from local.template import LeftOut, Template, fit
from shared.kernel.errors import Unavailable

_STACK_SECONDS = 300.0
_ASSET_BUCKET = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"
"""The bucket that ``cdk bootstrap`` makes in an account."""
Said = Callable[[str], None]


@dataclass(frozen=True)
class Deployment:
    """What came out: outputs of all stacks by name, and what was left out of them."""

    outputs: dict[str, str]
    stacks: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    seconds: float = field(default=0.0, compare=False)


def deploy(stacks: list[Stack], endpoint: Endpoint, said: Said, *, point_to_layers: bool) -> Deployment:
    """Create or update every stack in order, and return the outputs. ``said`` hears each step in words.

    ``point_to_layers``: the endpoint reads this machine's files, so layers are pointed to and not packed.
    Raises Unavailable with CloudFormation's own reason when a stack does not come up.
    """
    began = time.monotonic()
    outputs: dict[str, str] = {}
    left_out: list[LeftOut] = []
    lost: frozenset[str] = frozenset()
    for stack in stacks:
        said(f"{stack.name}: {len(stack.template.get('Resources', {}))} resources")
        for asset in stack.assets:
            pointed = point_to_layers and asset.key in stack.layer_keys
            _upload(asset, endpoint, asset.pointer if pointed else asset.content)
        fitted = fit(stack.template, lost)
        lost = fitted.lost_exports
        left_out += fitted.left_out
        outputs |= _put_stack(stack.name, fitted.template, endpoint)
        _restore_cors(stack.name, fitted.template, endpoint)
    return Deployment(outputs, tuple(stack.name for stack in stacks), tuple(left_out), time.monotonic() - began)


def _upload(asset: Asset, endpoint: Endpoint, content: Callable[[], bytes]) -> None:
    """Put an asset where the template looks for it, unless it is there: its key is the hash of its content."""
    s3 = endpoint.client("s3")
    bucket, key = _fill(asset.bucket, endpoint), _fill(asset.key, endpoint)
    try:
        s3.head_object(Bucket=bucket, Key=key)
        return
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
    _ensure_bucket(bucket, endpoint)
    s3.put_object(Bucket=bucket, Key=key, Body=content())


def _publish(name: str, template: Template, endpoint: Endpoint) -> str:
    """Put a template into the asset bucket and return its address: in a request 51,200 bytes are the most."""
    bucket, key = _fill(_ASSET_BUCKET, endpoint), f"{name}.template.json"
    _ensure_bucket(bucket, endpoint)
    endpoint.client("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(template).encode())
    return f"{endpoint.url}/{bucket}/{key}"


def _ensure_bucket(bucket: str, endpoint: Endpoint) -> None:
    s3 = endpoint.client("s3")
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        s3.create_bucket(Bucket=bucket)


def _fill(text: str, endpoint: Endpoint) -> str:
    for name, value in (("AccountId", endpoint.account), ("Region", endpoint.region), ("Partition", "aws")):
        text = text.replace(f"${{AWS::{name}}}", value)
    return text


def _put_stack(name: str, template: Template, endpoint: Endpoint) -> dict[str, str]:
    cloudformation = endpoint.client("cloudformation")
    request = {
        "StackName": name,
        "TemplateURL": _publish(name, template, endpoint),
        "Capabilities": ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    now = _status(cloudformation, name)
    if now is not None and ("ROLLBACK" in now or now == "CREATE_FAILED") and not now.startswith("UPDATE"):
        cloudformation.delete_stack(StackName=name)
        _settled(cloudformation, name)
        now = _status(cloudformation, name)
    try:
        if now is None or now == "DELETE_COMPLETE":
            cloudformation.create_stack(**request)
        else:
            cloudformation.update_stack(**request)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise Unavailable(
                f"The cloud refused stack {name}: {error}.", "Look at the template: bole synth"
            ) from error
    status = _settled(cloudformation, name)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        reasons = "; ".join(_failures(cloudformation, name)) or "it gave no reason"
        raise Unavailable(
            f"Stack {name} ended as {status}: {reasons}.",
            "A resource type that the emulator does not know belongs into LEFT_OUT of local/template.py.",
        )
    described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def _status(cloudformation: Any, name: str) -> str | None:
    try:
        return str(cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise


def _settled(cloudformation: Any, name: str) -> str | None:
    until = time.monotonic() + _STACK_SECONDS
    while time.monotonic() < until:
        status = _status(cloudformation, name)
        if status is None or not status.endswith("IN_PROGRESS"):
            return status
        time.sleep(0.1)
    raise Unavailable(f"Stack {name} is not done after {_STACK_SECONDS:.0f} s.", "Read the log of the local cloud.")


def _failures(cloudformation: Any, name: str) -> Iterator[str]:
    for event in cloudformation.describe_stack_events(StackName=name)["StackEvents"]:
        if event["ResourceStatus"].endswith("FAILED") and event.get("ResourceStatusReason"):
            kind, reason = event.get("ResourceType", ""), event["ResourceStatusReason"]
            yield f"{event.get('LogicalResourceId', '')} ({kind}): {reason}"


def _restore_cors(name: str, template: Template, endpoint: Endpoint) -> None:
    """Set an HTTP API's CORS once more through the API: the emulator misreads it in a template."""
    for logical_id, resource in template["Resources"].items():
        cors = resource.get("Properties", {}).get("CorsConfiguration")
        if resource["Type"] != "AWS::ApiGatewayV2::Api" or not cors:
            continue
        described = endpoint.client("cloudformation").describe_stack_resource(
            StackName=name, LogicalResourceId=logical_id
        )
        endpoint.client("apigatewayv2").update_api(
            ApiId=described["StackResourceDetail"]["PhysicalResourceId"], CorsConfiguration=cors
        )
