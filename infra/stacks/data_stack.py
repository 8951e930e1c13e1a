"""Data: key, table, media bucket, bus, and the roles that see one tenant of them."""

from aws_cdk import CfnOutput, Environment, Stack
from constructs import Construct

from infra.constructs.applicant_role import ApplicantRole
from infra.constructs.data_key import DataKey
from infra.constructs.eraser_role import EraserRole
from infra.constructs.event_bus import EventBus
from infra.constructs.key_table import KeyTable
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import MediaBucket
from infra.constructs.tenant_role import TenantRole
from infra.options import Options


class DataStack(Stack):
    """What outlives every other stack; in production it cannot be deleted."""

    def __init__(self, scope: Construct, construct_id: str, *, options: Options, env: Environment) -> None:
        stage = options.stage
        super().__init__(scope, construct_id, env=env, termination_protection=stage.protect)
        self.key = DataKey(self, "DataKey", alias=f"alias/{stage.prefix}", protect=stage.protect).key
        self.table = MainTable(self, "MainTable", key=self.key, protect=stage.protect)
        self.keys = KeyTable(self, "KeyTable", key=self.key, protect=stage.protect)
        self.bucket = MediaBucket(
            self,
            "Media",
            key=self.key,
            retention=stage.retention,
            cors_origins=stage.cors_origins,
            protect=stage.protect,
        ).bucket
        self.bus = EventBus(self, "Events", name=stage.prefix, archive_days=stage.retention.events).bus
        self.tenant_role = TenantRole(
            self,
            "TenantData",
            stage=stage.name,
            key=self.key,
            bucket=self.bucket,
            table=self.table,
            keys=self.keys,
            prefix=stage.prefix,
        ).role
        self.applicant_role = ApplicantRole(
            self,
            "Applicants",
            stage=stage.name,
            prefix=stage.prefix,
            key=self.key,
            bucket=self.bucket,
            table=self.table,
            keys=self.keys,
        ).role
        self.eraser_role = EraserRole(
            self,
            "TenantEraser",
            stage=stage.name,
            key=self.key,
            bucket=self.bucket,
            table=self.table,
            keys=self.keys,
            prefix=stage.prefix,
        ).role
        self.media_role = TenantRole(
            self, "TenantMedia", stage=stage.name, key=self.key, bucket=self.bucket, table=None
        ).role
        CfnOutput(self, "TableName", value=self.table.table.table_name)
        CfnOutput(self, "MediaBucketName", value=self.bucket.bucket_name)
        CfnOutput(self, "KeyTableName", value=self.keys.table.table_name)
        CfnOutput(self, "DataKeyArn", value=self.key.key_arn)
        CfnOutput(self, "BusName", value=self.bus.event_bus_name)
