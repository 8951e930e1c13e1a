"""What a browser says of its device, and a practice recording. Pure rules."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shared.interview.contracts import Medium
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.kernel.localized import LocalizedText

Trouble = Literal["none", "not_found", "blocked", "busy", "failed"]
"""What kept the browser from a device: none there, not permitted, in use by another program, anything else."""
Name = Annotated[str, Field(max_length=80)]


class CameraReport(Frozen):
    """``brightness``: mean of the picture, 0 (black) to 1 (white)."""

    trouble: Trouble = "none"
    width: int | None = Field(default=None, ge=0, le=20_000)
    height: int | None = Field(default=None, ge=0, le=20_000)
    brightness: float | None = Field(default=None, ge=0, le=1)


class MicrophoneReport(Frozen):
    """``level_db``: speech level in dB relative to full scale; ``noise_db``: the same while nobody speaks."""

    trouble: Trouble = "none"
    level_db: float | None = Field(default=None, ge=-120, le=0)
    noise_db: float | None = Field(default=None, ge=-120, le=0)
    clipped_share: float | None = Field(default=None, ge=0, le=1)


class NetworkReport(Frozen):
    """Measured rates in kbit/s, and the round trip in ms."""

    up_kbps: float | None = Field(default=None, ge=0, le=10_000_000)
    down_kbps: float | None = Field(default=None, ge=0, le=10_000_000)
    round_trip_ms: float | None = Field(default=None, ge=0, le=600_000)


class BrowserReport(Frozen):
    """``recorder``: the browser can record (MediaRecorder); ``secure``: the page came over HTTPS."""

    name: Name = ""
    version: Name = ""
    recorder: bool = True
    secure: bool = True
    inside_app: bool = False
    """Opened inside a chat program, where recording is often not possible."""


class DeviceReport(Frozen):
    """What the page found out. ``speaker_heard`` is what the candidate says of the test sound; null: not tried."""

    camera: CameraReport
    microphone: MicrophoneReport
    speaker_heard: bool | None = None
    network: NetworkReport = NetworkReport()
    browser: BrowserReport = BrowserReport()


class Advice(Frozen):
    """What was found of one part, and what helps. ``failed`` parts cannot be used; ``poor`` ones can."""

    part: Literal["camera", "microphone", "speaker", "network", "browser"]
    finding: str
    level: Literal["failed", "poor"]
    words: LocalizedText


class DeviceCheck(Frozen):
    """A check as it is recorded. ``media``: how answers can be given from this device now.

    It holds nobody back: ``possible`` is false only where no way to answer is left.
    """

    check_id: str
    at: datetime
    report: DeviceReport
    advice: tuple[Advice, ...]
    media: tuple[Medium, ...]
    possible: bool


class Practice(Frozen):
    """A practice recording. ``state`` ``ready``: it can be looked at; ``deleted``: its content is gone."""

    practice_id: str
    interview_id: InterviewId
    key: str
    multipart_id: str
    content_type: str
    state: Literal["open", "ready", "deleted"] = "open"
    begun_at: datetime
    gone_at: datetime
    """By then the store has deleted it, whatever else happens."""
