"""An operator's way to a deployment: the local cloud, another endpoint, or AWS with the operator's own credentials."""

import getpass
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.stages import STAGES
from local.machine import find
from local.options import home_of
from shared.kernel.errors import BoleError, Conflict, NotFound, Unavailable
from shared.kernel.ids import TenantId
from shared.platform.bucket import TenantBucket
from shared.platform.table import PlatformTable, TenantTable
from shared.platform.tenants import tenant_ids
from shared.tenancy.audit.store import AuditLog

MOST_CALLS = 500
"""Of one work that goes on over several calls: ten minutes each."""


@dataclass(frozen=True)
class Operators:
    """A deployment as its operators reach it: ``outputs`` name functions and stores, ``client`` makes AWS clients."""

    outputs: dict[str, str]
    client: Callable[[str], Any]

    def call(self, function: str, order: dict[str, Any]) -> dict[str, Any]:
        """Hand an order to the function of the output ``<function>FunctionName`` and return its answer.

        Raises:
            Conflict: the function refused, in its own words.
            Unavailable: it could not be reached, or has no such output.
        """
        name = self.outputs.get(f"{function}FunctionName")
        if name is None:
            raise Unavailable(f"This deployment has no function {function}.", "Deploy it anew: bole up.")
        try:
            answer = self.client("lambda").invoke(FunctionName=name, Payload=json.dumps(order).encode())
            said: dict[str, Any] = json.loads(answer["Payload"].read())
        except (BotoCoreError, ClientError) as error:
            raise Unavailable(f"{function} could not be called: {error}.", "Check your credentials.") from error
        if answer.get("FunctionError"):
            raise _refused(str(said.get("errorMessage") or said))
        return said

    def go_on(self, function: str, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Call again and again until the answer is ``done``; yield each answer. ``export_id`` is handed back."""
        for _ in range(MOST_CALLS):
            said = self.call(function, order)
            yield said
            if said["done"]:
                return
            order = {**order, **({"export_id": said["export_id"]} if "export_id" in said else {})}
        raise Unavailable(f"{function} is not done after {MOST_CALLS} calls.", "Give the order again: it goes on.")

    def tenants(self) -> list[TenantId]:
        """Return every tenant."""
        return list(tenant_ids(PlatformTable(self.client("dynamodb"), self.outputs["TableName"])))

    def audit_log(self, tenant_id: TenantId) -> AuditLog:
        """Return a tenant's audit log, read with the operator's own rights."""
        table = TenantTable(self.client("dynamodb"), self.outputs["TableName"], tenant_id)
        return AuditLog(table, TenantBucket(self.client("s3"), self.outputs["MediaBucketName"], tenant_id))


def operators_of(home: Path | None, endpoint: str | None, stage: str | None) -> Operators:
    """Return the deployment of ``stage`` in AWS, or without a stage the one that runs on this machine.

    Raises ``NotFound`` where nothing runs, or nothing is deployed.
    """
    if stage is not None:
        return _in_aws(stage)
    machine = find(home_of(home), endpoint)
    if machine is None:
        raise NotFound("Nothing runs here.", "Start it: bole up. Or name a deployment in AWS: --stage prod")
    return Operators(machine.deployment.outputs, machine.cloud.endpoint.client)


def operator_name(given: str | None) -> str:
    """Return who gives an order, as the audit log keeps it."""
    return re.sub(r"[^\x21-\x7e]", "-", given or getpass.getuser())


def _in_aws(name: str) -> Operators:
    if name not in STAGES:
        raise NotFound(f"There is no stage {name}.", f"Choose one of {', '.join(STAGES)}.")
    stage = STAGES[name]
    session: Any = boto3.Session()
    region = session.region_name or stage.region
    # A work that goes on takes up to a quarter of an hour a call; sent twice it would be done twice at once.
    config = Config(read_timeout=900, retries={"total_max_attempts": 1})

    def client(service: str) -> Any:
        return session.client(service, region_name=region, config=config)

    outputs: dict[str, str] = {}
    try:
        for part in ("data", "api"):
            [stack] = client("cloudformation").describe_stacks(StackName=f"{stage.prefix}-{part}")["Stacks"]
            outputs |= {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    except (BotoCoreError, ClientError) as error:
        raise NotFound(f"The stage {name} cannot be found in {region}: {error}.", "Sign in to its account.") from error
    return Operators(outputs, client)


def _refused(said: str) -> BoleError:
    problem, _, remedy = said.partition(". ")
    return Conflict(f"{problem.rstrip('.')}.", remedy or "Look at the tenant: bole tenants show TENANT")
