"""How long a recording plays, from the timestamps of its packets. A live webm has no other record of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import av
from av.container import InputContainer
from av.stream import Stream

from shared.assessment.refusals import RecordingTooLong
from shared.kernel.clock import Milliseconds

_MAX_DEMUX_ERRORS = 100


@dataclass
class Span:
    """First and last presentation time of a stream's packets and the latest end, in seconds."""

    first: float
    last: float
    end: float
    packets: int = 0


@dataclass
class Timing:
    """What a pass over all packets found. ``spans`` by stream index; ``corrupt`` packets are counted, not lost."""

    spans: dict[int, Span] = field(default_factory=dict)
    corrupt: int = 0
    packets: int = 0

    @property
    def duration_ms(self) -> Milliseconds:
        """From the first packet of any stream to the end of the last."""
        if not self.spans:
            return Milliseconds(0)
        first = min(span.first for span in self.spans.values())
        return Milliseconds(round((max(span.end for span in self.spans.values()) - first) * 1000))

    def add(self, stream: int, start: float, length: float) -> None:
        """Take one packet into account; times in seconds."""
        span = self.spans.setdefault(stream, Span(start, start, start))
        span.first, span.last = min(span.first, start), max(span.last, start)
        span.end = max(span.end, start + length)
        span.packets += 1
        self.packets += 1


def read_timing(source: InputContainer, streams: Sequence[Stream], limit_ms: Milliseconds) -> Timing:
    """Demux the streams to their end.

    Raises:
        RecordingTooLong: as soon as the packets read span more than ``limit_ms``.
    """
    timing = Timing()
    errors = 0
    while errors <= _MAX_DEMUX_ERRORS:
        try:
            _read_packets(source, streams, limit_ms, timing)
            break
        except EOFError:
            break
        except av.FFmpegError:  # a damaged stretch: the demuxer finds its way behind it
            errors += 1
            timing.corrupt += 1
    return timing


def _read_packets(source: InputContainer, streams: Sequence[Stream], limit_ms: Milliseconds, timing: Timing) -> None:
    for packet in source.demux(streams):
        if packet.size == 0:  # PyAV's flush at the end
            continue
        timing.corrupt += packet.is_corrupt
        stamp = packet.pts if packet.pts is not None else packet.dts
        if stamp is None:
            timing.packets += 1
            continue
        base = float(packet.time_base)
        timing.add(packet.stream_index, stamp * base, (packet.duration or 0) * base)
        if timing.duration_ms > limit_ms:
            raise RecordingTooLong(limit_ms)
