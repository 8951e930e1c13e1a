"""The letter as PDF."""

from datetime import datetime
from typing import Any

from shared.platform.typesetting import typeset


def typeset_letter(document: dict[str, Any], at: datetime) -> bytes:
    """Return the letter; the same letter gives the same bytes, so that its SHA-256 says which one was read."""
    return typeset("shared.offer.letters", "letter.typ", document, at)
