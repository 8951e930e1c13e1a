"""What a recording is, before anybody listens to it."""

from typing import Literal

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen

Medium = Literal["video", "audio", "text"]


class AudioStream(Frozen):
    """One sound track. ``sample_rate`` in Hz."""

    codec: str
    sample_rate: int
    channels: int


class VideoStream(Frozen):
    """One picture track as stored; ``rotation`` (degrees clockwise: 0, 90, 180, 270) is how to turn it for display.

    ``mean_fps`` is frames over decoded duration; a phone's variable frame rate has no other honest figure.
    """

    codec: str
    width: int
    height: int
    rotation: int
    mean_fps: float


class MediaProbe(Frozen):
    """What was found in a file. ``duration_ms`` comes from packet timestamps, never from the header alone.

    ``corrupt_packets`` counts packets that could not be demuxed or were flagged corrupt. ``declared_ms`` is the
    length that the file's own header claims, null where it claims none (a webm muxed live): a claim well above
    ``duration_ms`` is a file that was cut short.
    """

    container: str
    size_bytes: int
    duration_ms: Milliseconds
    audio: AudioStream | None
    video: VideoStream | None
    corrupt_packets: int = 0
    declared_ms: Milliseconds | None = None

    @property
    def medium(self) -> Medium:
        return "video" if self.video is not None else "audio"


class MediaLimits(Frozen):
    """What a deployment accepts. A file over a limit is refused before any frame is decoded."""

    max_bytes: int = 2 * 1024**3
    max_duration_ms: Milliseconds = Milliseconds(30 * 60 * 1000)
    max_pixels: int = 4096 * 2304
    """Of one frame. Above it the picture is not watched; the sound still is."""
