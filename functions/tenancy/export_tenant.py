"""Exports a tenant: operators invoke it directly, again and again until it is done. It has no route."""

from typing import Annotated, Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import StringConstraints, ValidationError

from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.operators import OperatorSettings, key_rows, main_rows, tenant_files, tenant_s3
from shared.tenancy.lifecycle.export import ExportDesk, export, found
from shared.tenancy.lifecycle.orders import OrderFor

TIME_TO_END_MS = 120_000
"""With less than this left no step is begun: a step may copy a recording of 2 GB."""
SIGNED_SECONDS = 45 * 60


class ExportOrder(OrderFor):
    """``export_id`` is what the first call returned; without it a new export begins."""

    export_id: Annotated[str, StringConstraints(pattern=r"^exp_[0-9A-HJKMNP-TV-Z]{26}$")] | None = None


@observed("tenancy")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Go on with an export, and say how far it has come; ``address`` (signed for 45 minutes) once it is done.

    Returns ``{"export_id", "done", "rows", "files", "size_bytes", "skipped", "key", "address"}``. Raises ``Invalid``,
    ``Unavailable``: call again with the same ``export_id``.
    """
    platform = bootstrap.current(OperatorSettings)
    try:
        order = ExportOrder.model_validate(event)
    except ValidationError as error:
        said = f"The order cannot be read: {error.errors()[0]['msg']}."
        raise Invalid(said, "Correct it and invoke again.") from error
    tenant_id, export_id = order.tenant_id, order.export_id or new_id("exp")
    bucket = platform.bucket(tenant_id)
    keyring = key_rows(platform, tenant_id)
    desk = ExportDesk(
        client=tenant_s3(platform, tenant_id),
        bucket=bucket,
        rows=main_rows(platform, tenant_id),
        keyring=keyring,
        data_keys=platform.data_keys(tenant_id) if keyring else None,
        files=tenant_files(platform, tenant_id, "tenant"),
        clock=platform.clock,
    )
    if not found(export_id, bucket).done:
        trail = platform.audit(tenant_id)
        trail.record(trail.entry(f"operator:{order.by}", "tenant_exported", tenant_id, detail={"export": export_id}))
    state = export(export_id, desk, lambda: context.get_remaining_time_in_millis() >= TIME_TO_END_MS)
    return {
        "export_id": export_id,
        "done": state.done,
        "rows": state.rows,
        "files": state.files,
        "size_bytes": state.archive.size_bytes if state.archive else 0,
        "skipped": list(state.skipped),
        "key": state.key,
        "address": bucket.address(state.key, SIGNED_SECONDS, f"{tenant_id}.tar") if state.done else None,
    }
