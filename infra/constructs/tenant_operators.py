"""What operators invoke directly: functions that make, steer, export and delete tenants. None of them has a route."""

from collections.abc import Sequence

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, as_imported
from infra.constructs.function_settings import FunctionSettings
from infra.constructs.key_table import KeyTable, tenant_key_prefix
from infra.constructs.main_table import MainTable
from infra.constructs.media_bucket import TENANT_PREFIXES
from infra.constructs.platform_rows import AUDIT, PLAN, TENANCY, every_row, platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.user_pool import staff_statement

LONGEST = Duration.minutes(15)


class TenantOperators(Construct):
    """Four functions; who may invoke one is said by IAM, function by function.

    ``keys``: the table of wrapped data keys. ``users``: None where staff is another issuer's.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        bucket: s3.IBucket,
        users: cognito.IUserPool | None,
        keys: KeyTable,
    ) -> None:
        super().__init__(scope, construct_id)
        self._settings, self._table, self._bucket = settings, table, bucket
        self._keys, self._users = keys, users
        self._told = {
            "BOLE_MEDIA_FOLDERS": ",".join(TENANT_PREFIXES),
            "BOLE_USER_POOL_ID": users.user_pool_id if users else "",
        }
        create = self._function("CreateTenant", "tenancy.create_tenant", Duration.seconds(30))
        self._grant(create, [*platform_rows(table, settings.key, write=True), *self._key_making(create)])
        manage = self._function("ManageTenant", "tenancy.manage_tenant", Duration.seconds(60))
        self._grant(manage, platform_rows(table, settings.key, write=True, of_tenants=(TENANCY, PLAN, AUDIT)))
        if users is not None:
            self._grant(manage, [staff_statement(users)])
        export = self._function("ExportTenant", "tenancy.export_tenant", LONGEST, memory_mib=1769)
        self._grant(export, every_row(self._tables(), settings.key, write=False))
        purge = self._function("PurgeTenant", "tenancy.purge_tenant", LONGEST, memory_mib=512)
        self._grant(
            purge,
            [
                *platform_rows(table, settings.key, write=True, of_tenants=(TENANCY, PLAN, AUDIT, "TENANT#*#USERS")),
                *every_row(self._tables(), settings.key, write=True),
                *self._object_deletion(purge),
                self._key_deletion(purge),
            ],
        )
        if users is not None:
            self._grant(purge, [staff_statement(users)])
        self.functions = (create, manage, export, purge)

    def _function(self, name: str, module: str, timeout: Duration, *, memory_mib: int = 256) -> PythonFunction:
        made = PythonFunction(
            self,
            name,
            module=module,
            settings=self._settings,
            timeout=timeout,
            memory_mib=memory_mib,
            environment=self._told,
        )
        CfnOutput(Stack.of(self), f"{name}FunctionName", value=made.function.function_name)
        return made

    def _tables(self) -> list[dynamodb.ITable]:
        return [self._table.table, self._keys.table]

    def _grant(self, function: PythonFunction, statements: Sequence[iam.PolicyStatement]) -> None:
        for statement in statements:
            function.role.add_to_policy(statement)

    def _key_arns(self, function: PythonFunction) -> tuple[str, str]:
        """Return the ARNs of the account's keys and of the tenants' aliases."""
        stack = Stack.of(self)
        keys = stack.format_arn(service="kms", resource="key", resource_name="*")
        alias = tenant_key_prefix(self._settings.stage.prefix).removeprefix("alias/") + "*"
        aliases = stack.format_arn(service="kms", resource="alias", resource_name=alias)
        for reported in ("key/*", f"alias/{alias}"):
            acknowledge(
                function,
                "Keys have no name; a condition confines this to keys that are tagged as a tenant's.",
                f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kms:{stack.region}:<AWS::AccountId>:{reported}]",
                f"AwsSolutions-IAM5[Resource::arn:aws:kms:{stack.region}:<AWS::AccountId>:{reported}]",
            )
        return keys, aliases

    def _key_making(self, function: PythonFunction) -> list[iam.PolicyStatement]:
        keys, aliases = self._key_arns(function)
        return [
            iam.PolicyStatement(
                sid="MakeTheTenantsKey",
                actions=["kms:CreateKey"],
                resources=["*"],
                conditions={"StringLike": {"aws:RequestTag/TenantId": "?*"}},
            ),
            iam.PolicyStatement(
                sid="TagTheTenantsKey",
                actions=["kms:TagResource"],
                resources=[keys],
                conditions={"StringLike": {"aws:RequestTag/TenantId": "?*"}},
            ),
            iam.PolicyStatement(
                sid="NameTheTenantsKey",
                actions=["kms:CreateAlias", "kms:EnableKeyRotation", "kms:DescribeKey", "kms:ScheduleKeyDeletion"],
                resources=[keys],
                conditions={"StringLike": {"aws:ResourceTag/TenantId": "?*"}},
            ),
            iam.PolicyStatement(sid="AliasOfTheTenant", actions=["kms:CreateAlias"], resources=[aliases]),
        ]

    def _key_deletion(self, function: PythonFunction) -> iam.PolicyStatement:
        keys, _aliases = self._key_arns(function)
        return iam.PolicyStatement(
            sid="DestroyTheTenantsKey",
            actions=["kms:DescribeKey", "kms:ScheduleKeyDeletion"],
            resources=[keys],
            conditions={"StringLike": {"aws:ResourceTag/TenantId": "?*"}},
        )

    def _object_deletion(self, function: PythonFunction) -> list[iam.PolicyStatement]:
        acknowledge(
            function,
            "It deletes what one tenant has in every folder; the code confines it to the tenant that was marked.",
            f"AwsSolutions-IAM5[Resource::{as_imported(self._bucket.bucket_arn, Stack.of(self._bucket))}/*]",
        )
        return [
            iam.PolicyStatement(
                sid="SeeEveryVersion",
                actions=["s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
                resources=[self._bucket.bucket_arn],
            ),
            iam.PolicyStatement(
                sid="DeleteEveryVersion",
                actions=["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"],
                resources=[self._bucket.arn_for_objects("*")],
            ),
        ]
