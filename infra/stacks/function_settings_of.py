"""Puts together what the functions of a stack share, from the data stack and the options."""

from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.key_table import tenant_key_prefix
from infra.constructs.layers import Layers, function_code, runtime_of
from infra.constructs.retention import log_retention
from infra.options import Options
from infra.stacks.data_stack import DataStack


def base_environment(data: DataStack, options: Options) -> dict[str, str]:
    """Return what every process of the deployment is told: which one it is, and where its data is."""
    return {
        "BOLE_STAGE": options.stage.name,
        "BOLE_TABLE": data.table.table.table_name,
        "BOLE_MEDIA_BUCKET": data.bucket.bucket_name,
        "BOLE_BUS": data.bus.event_bus_name,
        "BOLE_KEY_TABLE": data.keys.table.table_name,
        "BOLE_DATA_KEY": data.key.key_arn,
        "BOLE_TENANT_KEY_PREFIX": tenant_key_prefix(options.stage.prefix),
    }


def function_settings_of(
    scope: Construct, data: DataStack, options: Options, *, layers: tuple[LayerName, ...], dead_letters: sqs.IQueue
) -> FunctionSettings:
    """Return the settings for the functions of ``scope``'s stack; its layers are made here."""
    stage = options.stage
    return FunctionSettings(
        stage=stage,
        runtime=runtime_of(options),
        code=function_code(),
        layers=Layers(scope, "Layers", names=layers, options=options).versions,
        key=data.key,
        log_retention=log_retention(stage.retention.logs),
        environment={
            **base_environment(data, options),
            "BOLE_MAX_RECORDING_SECONDS": str(stage.limits.recording_seconds),
            "BOLE_MAX_UPLOAD_BYTES": str(stage.limits.upload_bytes),
            "BOLE_UPLOAD_URL_SECONDS": str(stage.limits.upload_url_seconds),
            **(stage.issuer.environment() if stage.issuer else {}),
            # Whoever moves an answer on sets its next deadline, so all of them must agree on how long that is.
            "BOLE_OVERDUE_SECONDS": str(stage.limits.overdue_seconds),
        },
        tenant_role_arn=data.tenant_role.role_arn,
        dead_letters=dead_letters,
    )
