"""What the tenancy stage publishes: that a tenant was created, and its settings as a document."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import ConfigDict

from shared.kernel.clock import Milliseconds
from shared.kernel.documents import DocumentRef
from shared.kernel.events import Event
from shared.kernel.frozen import Published
from shared.kernel.ids import TenantId
from shared.kernel.language import Language
from shared.tenancy.jurisdictions.contracts import JurisdictionRules

Jurisdiction = Literal["cn", "eu", "us", "us_ny", "us_il", "other"]
"""Whose law a tenant's interviews are held under. ``us_ny`` is New York City, ``us_il`` Illinois, ``us`` every other
state; ``other`` gets the narrowest policy."""


class RecordingLimits(Published):
    """What a tenant accepts as an answer. The deployment's own limits hold besides: the lower one counts."""

    max_bytes: int = 2 * 1024**3
    max_duration_ms: Milliseconds = Milliseconds(30 * 60 * 1000)
    max_pixels: int = 4096 * 2304
    """Of one frame. Above it the picture is not watched; the sound still is."""


class JurisdictionPolicy(Published):
    """What may be done with a recording. A candidate's refusal narrows it further; nothing widens it.

    ``vision``: posture, gaze and framing may be measured. ``expression``: the seven expression classes may be, too;
    never in the EU (AI Act art. 5(1)(f)). ``retention_days``: how long recordings are kept after the interview.
    """

    vision: bool
    expression: bool
    languages: tuple[Language, ...]
    simplified: bool
    """Transcripts of Mandarin are written in Simplified characters."""
    retention_days: int
    limits: RecordingLimits = RecordingLimits()
    rules: JurisdictionRules | None = None
    """The whole policy with its sources, as it was when the settings were written. Null in settings of before."""


class TenantSettings(Published):
    """``tenancy/tenant_settings`` v1: what the other stages must know of a tenant. A document, kept in the bucket."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "tenant_settings"
    version: ClassVar[int] = 1

    model_config = ConfigDict(frozen=True, extra="ignore", title="tenancy/tenant_settings v1")

    schema_version: Literal[1] = 1
    tenant_id: TenantId
    company: str
    """The name that candidates read."""
    jurisdiction: Jurisdiction
    policy: JurisdictionPolicy
    created_at: datetime


class TenantCreated(Event):
    """``tenancy/tenant_created`` v1: a company can recruit here."""

    stage: ClassVar[str] = "tenancy"
    name: ClassVar[str] = "tenant_created"

    company: str
    jurisdiction: Jurisdiction
    settings: DocumentRef


def settings_key(tenant_id: TenantId) -> str:
    """Return where a tenant's settings lie in the media bucket."""
    return f"settings/{tenant_id}/settings.json"
