"""How a phone's picture is to be turned, read from the movie header: PyAV tells it only after decoding a frame.

Layout: ISO/IEC 14496-12, 8.3.2 (track header box, its 3 by 3 matrix in 16.16 fixed point).
"""

import math
import struct
from collections.abc import Iterator
from typing import BinaryIO

_HEADER = 8
_LARGEST_HEADER_BOX = 64 * 1024**2


def rotations(file: BinaryIO) -> list[int]:
    """Return the clockwise turn (0, 90, 180, 270 degrees) of every track of an mp4 or mov, in track order.

    An empty list when there is no movie header. The file's position is moved.
    """
    end = file.seek(0, 2)
    for kind, start, stop in _boxes(file, 0, end):
        if kind == b"moov":
            return [
                _rotation_of(file, begin, finish)
                for name, begin, finish in _boxes(file, start, stop)
                if name == b"trak"
            ]
    return []


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, first and last byte of the content of every box between two positions."""
    while start + _HEADER <= end:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(_HEADER))
        content = start + _HEADER
        if size == 1:
            large = file.read(8)
            if len(large) < 8:
                return
            size, content = struct.unpack(">Q", large)[0], content + 8
        stop = end if size == 0 else start + size
        if stop <= start or stop < content:
            return
        yield kind, content, min(stop, end)
        start = stop


def _rotation_of(file: BinaryIO, start: int, end: int) -> int:
    for kind, begin, finish in _boxes(file, start, end):
        if kind != b"tkhd" or finish - begin > _LARGEST_HEADER_BOX:
            continue
        file.seek(begin)
        content = file.read(finish - begin)
        matrix = 52 if content[:1] == b"\x01" else 40
        if len(content) < matrix + 36:
            return 0
        a, b = struct.unpack(">2i", content[matrix : matrix + 8])
        return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
    return 0
