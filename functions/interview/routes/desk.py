"""What the interview's routes work with: the settings of the handler, and stores for the tenant of one caller."""

from dataclasses import dataclass

from aws_lambda_powertools.event_handler.api_gateway import BaseRouter

from shared.interview.accommodation.store import AccommodationStore
from shared.interview.model import DeploymentLimits
from shared.interview.personality.store import PersonalityStore
from shared.interview.preparation.store import PreparationStore
from shared.interview.recording_store import RecordingStore
from shared.interview.store import InterviewStore
from shared.kernel.clock import Clock, Milliseconds
from shared.kernel.ids import TenantId
from shared.platform import bootstrap
from shared.platform.audit import AuditTrail
from shared.platform.http import candidate_token
from shared.platform.settings import BucketSettings, KeySettings, TableSettings, UploadSettings
from shared.platform.usage import Usage
from shared.recruiting.candidate_token import CandidateToken


class InterviewApiSettings(TableSettings, BucketSettings, KeySettings, UploadSettings):
    """What the interview's routes need."""


@dataclass(frozen=True)
class InterviewDesk:
    """What the use cases work with, for one tenant."""

    interviews: InterviewStore
    recordings: RecordingStore
    accommodations: AccommodationStore
    preparations: PreparationStore
    tests: PersonalityStore
    usage: Usage
    trail: AuditTrail
    limits: DeploymentLimits
    clock: Clock


def desk_of(tenant_id: TenantId) -> InterviewDesk:
    """Return what the use cases work with."""
    platform = bootstrap.current(InterviewApiSettings)
    table, bucket, settings = platform.table(tenant_id), platform.bucket(tenant_id), platform.settings
    usage, trail, sealer = platform.usage(tenant_id), platform.audit(tenant_id), platform.sealer(tenant_id)
    limits = DeploymentLimits(
        max_bytes=settings.max_upload_bytes,
        max_duration_ms=Milliseconds(settings.max_recording_seconds * 1000),
        url_seconds=settings.upload_url_seconds,
    )
    return InterviewDesk(
        interviews=InterviewStore(table, bucket, usage, sealer),
        recordings=RecordingStore(platform.uploads(tenant_id), bucket),
        accommodations=AccommodationStore(table, trail, sealer),
        preparations=PreparationStore(table, sealer),
        tests=PersonalityStore(table, trail, sealer),
        usage=usage,
        trail=trail,
        limits=limits,
        clock=platform.clock,
    )


def candidate(router: BaseRouter) -> tuple[CandidateToken, InterviewDesk]:
    """Return the candidate's token, which every use case verifies first, and the desk of its tenant.

    Raises ``Unauthenticated`` without a token, ``UnknownToken`` for one that cannot be read.
    """
    token = CandidateToken.read(candidate_token(router))
    return token, desk_of(token.tenant_id)
