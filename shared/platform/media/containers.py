"""Which container a file is, by its first bytes. A file's name is never believed.

The demuxer is chosen here and forced on FFmpeg: left to guess, it would also open playlists and scripts that name
other files, and take a text file for subtitles.
"""

from dataclasses import dataclass

HEAD_BYTES = 4096
"""How many bytes from the start ``recognise`` wants."""

_EBML = b"\x1a\x45\xdf\xa3"
_STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_SAID = (
    (b"\x89PNG", "it is a PNG picture"),
    (b"\xff\xd8\xff", "it is a JPEG picture"),
    (b"GIF8", "it is a GIF picture"),
    (b"BM", "it is a BMP picture"),
    (b"%PDF", "it is a PDF document"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document"),
    (b"#EXTM3U", "it is a playlist"),
)


@dataclass(frozen=True)
class Container:
    """``name`` for people, ``demuxer`` for FFmpeg."""

    name: str
    demuxer: str


def recognise(head: bytes) -> Container | None:
    """Return the container that the first bytes announce, or None when it is none that is accepted."""
    if head.startswith(_EBML):
        return Container("webm" if b"webm" in head[:64] else "matroska", "matroska")
    if head[4:8] in _FIRST_BOXES:
        return _iso_media(head)
    if head.startswith((b"RIFF", b"RF64")) and head[8:12] == b"WAVE":
        return Container("wav", "wav")
    if head.startswith(b"fLaC"):
        return Container("flac", "flac")
    if head.startswith(b"OggS"):
        return Container("ogg", "ogg")
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return Container("mp3", "mp3")
    return None


def describe(head: bytes) -> str:
    """Say in words what a file that is no recording looks like."""
    for start, words in _SAID:
        if head.startswith(start):
            return words
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "it is a WebP picture"
    if head[4:8] == b"ftyp":
        return "it is a still picture"
    if _is_text(head):
        return "it is a text file"
    return "its first bytes belong to no known container"


def _iso_media(head: bytes) -> Container | None:
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    if brand in _STILL_BRANDS:
        return None
    if brand == b"qt  ":
        return Container("mov", "mov")
    if brand in {b"M4A ", b"M4B "}:
        return Container("m4a", "mov")
    return Container("mp4", "mov")


def _is_mp3_frame(head: bytes) -> bool:
    """Sync word, layer III, a bitrate and a sample rate that exist (ISO 11172-3, 2.4.2.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version_reserved = head[1] & 0x18 == 0x08
    layer_three = head[1] & 0x06 == 0x02
    bitrate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    return layer_three and not version_reserved and 0 < bitrate < 15 and sample_rate != 3


def _is_text(head: bytes) -> bool:
    if not head or b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # the head may end inside a character
    return True
