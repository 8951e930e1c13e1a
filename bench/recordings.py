"""Longer recordings from the samples: the same packets over and over, nothing encoded again."""

from pathlib import Path

import av
from av.container import InputContainer, OutputContainer
from av.stream import Stream

_GAP = 0.05
"""Seconds of nothing between two rounds: sound begins a little before picture, and times must not go back."""


def repeated(source: Path, target: Path, seconds: int) -> int:
    """Write ``source`` to ``target`` as often as it takes for ``seconds``, as a browser muxes it; return how often."""
    rounds = 0
    shift = 0.0
    with av.open(str(target), "w", format="webm") as output:
        streams: dict[int, Stream] = {}
        while shift < seconds:
            with av.open(str(source)) as recording:
                if not streams:
                    streams = _like(recording, output)
                shift = _copy(recording, output, streams, shift)
            rounds += 1
    return rounds


def _like(recording: InputContainer, output: OutputContainer) -> dict[int, Stream]:
    return {
        stream.index: output.add_stream_from_template(stream) for stream in recording.streams if stream.type != "data"
    }


def _copy(recording: InputContainer, output: OutputContainer, streams: dict[int, Stream], shift: float) -> float:
    """Copy every packet, later by ``shift`` seconds; return when the last one ends."""
    end = shift
    for packet in recording.demux():
        if packet.dts is None or packet.pts is None:
            continue
        base = float(packet.time_base)
        end = max(end, shift + (packet.pts + (packet.duration or 0)) * base)
        packet.pts, packet.dts = packet.pts + round(shift / base), packet.dts + round(shift / base)
        packet.stream = streams[packet.stream_index]
        output.mux(packet)
    return end + _GAP
