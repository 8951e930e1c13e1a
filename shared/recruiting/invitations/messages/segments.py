"""How long an SMS is: characters and segments (3GPP TS 23.038 and 23.040). Chinese is UCS-2: 70, then 67 each."""

from shared.kernel.frozen import Frozen

_GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "\f^{}\\[~]|€"


class Length(Frozen):
    """``units`` of 7 bits (``gsm7``) or of 16 (``ucs2``), and how many segments are paid for."""

    alphabet: str
    units: int
    segments: int


def length_of(text: str) -> Length:
    """Return how long ``text`` is as an SMS."""
    if all(sign in _GSM or sign in _EXTENDED for sign in text):
        units = sum(2 if sign in _EXTENDED else 1 for sign in text)
        return Length(alphabet="gsm7", units=units, segments=_parts(units, 160, 153))
    units = len(text.encode("utf-16-be")) // 2
    return Length(alphabet="ucs2", units=units, segments=_parts(units, 70, 67))


def _parts(units: int, alone: int, joined: int) -> int:
    return 1 if units <= alone else -(-units // joined)
