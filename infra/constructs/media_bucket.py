"""The media bucket: recordings as uploaded, and every document that is made of them."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.stages import Retention

UPLOADS = "uploads/"
TENANT_PREFIXES = (
    "uploads",
    "human",
    "practice",
    "plans",
    "receipts",
    "artifacts",
    "reports",
    "invitations",
    "decisions",
    "settings",
    "resumes",
    "imports",
    "audit",
    "exports",
    "certificates",
    "held",
    "offers",
    "people",
    "payroll",
    "finance",
)
"""First folder of every key; the tenant is the second (``uploads/<tenant>/…``)."""
PRACTICE_DAYS = 1
"""How long a practice recording is kept, its earlier versions and unfinished parts included: S3's shortest time."""
EXPORTS_DAYS = 7
"""How long a tenant's archive lies ready: whoever asked for it has fetched it by then."""
IMPORTED_FILES = 7
"""Days that a file of many candidates is kept: once imported, each of them is kept sealed with a key of their own."""


class MediaBucket(Construct):
    """Encrypted, versioned, private, TLS only; says on the default event bus when an object arrived.

    Browsers upload to it with presigned URLs from ``cors_origins``, and read ``ETag`` of each part.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        key: kms.IKey,
        retention: Retention,
        cors_origins: tuple[str, ...],
        protect: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        removal = RemovalPolicy.RETAIN if protect else RemovalPolicy.DESTROY
        access_logs = s3.Bucket(
            self,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(retention.access_logs))],
            removal_policy=removal,
        )
        acknowledge(access_logs, "It is where access logs go; a log of the log would never end.", "AwsSolutions-S1")
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            versioned=True,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix="media/",
            lifecycle_rules=_lifecycle(retention),
            cors=[_browser_uploads(cors_origins)],
            removal_policy=removal,
        )
        # The L2 switch would deploy a custom resource to set this one property.
        resource = self.bucket.node.default_child
        assert isinstance(resource, s3.CfnBucket)  # noqa: S101 - narrows the type
        resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
            event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
        )


def _lifecycle(retention: Retention) -> list[s3.LifecycleRule]:
    days = {  # a tenant's settings live as long as the tenant
        "uploads": retention.recordings,
        "human": retention.recordings,
        "artifacts": retention.artifacts,
        "plans": retention.documents,
        "receipts": retention.documents,
        "reports": retention.documents,
        "invitations": retention.documents,
        "decisions": retention.documents,
        "resumes": retention.documents,
        "imports": IMPORTED_FILES,
        "exports": EXPORTS_DAYS,
    }
    # Offers end with their candidate (``tenancy.expire``). Files of employees, salary slips and vouchers are kept as
    # long as the law has them kept, ten to thirty years (会计档案管理办法 art. 14): nothing here expires by itself.
    expiring = [
        s3.LifecycleRule(id=f"expire-{prefix}", prefix=f"{prefix}/", expiration=Duration.days(kept))
        for prefix, kept in days.items()
    ]
    practice = s3.LifecycleRule(
        id="expire-practice",
        prefix="practice/",
        expiration=Duration.days(PRACTICE_DAYS),
        noncurrent_version_expiration=Duration.days(PRACTICE_DAYS),
        abort_incomplete_multipart_upload_after=Duration.days(PRACTICE_DAYS),
    )
    tidy = s3.LifecycleRule(
        id="tidy",
        abort_incomplete_multipart_upload_after=Duration.days(7),
        noncurrent_version_expiration=Duration.days(retention.noncurrent),
    )
    return [*expiring, practice, tidy]


def _browser_uploads(origins: tuple[str, ...]) -> s3.CorsRule:
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.PUT, s3.HttpMethods.GET, s3.HttpMethods.HEAD],
        allowed_origins=list(origins),
        allowed_headers=["content-type", "content-md5", "x-amz-*", "range"],
        exposed_headers=["ETag", "Content-Range", "Accept-Ranges"],
        max_age=3600,
    )
