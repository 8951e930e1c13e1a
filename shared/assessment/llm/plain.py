"""Text as it is compared: differences of writing that nobody hears are gone, and each character knows its place."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

_SAME = str.maketrans("。、“”„‟«»「」『』‘’‚‛‐‑‒–—−", '.,""""""""""\'\'\'\'------')
_CHINESE = ("\u3400", "\u9fff")


@dataclass(frozen=True)
class Plain:
    """``text`` in lower case, half-width and with single spaces; ``places[i]`` is where its character ``i`` stood."""

    text: str
    places: tuple[int, ...]

    @cached_property
    def tight(self) -> "Plain":
        """The same without the spaces that touch a Chinese character or punctuation: there they mean nothing."""
        kept = [
            index
            for index, character in enumerate(self.text)
            if character != " " or not (self._loose(index - 1) or self._loose(index + 1))
        ]
        return Plain("".join(self.text[index] for index in kept), tuple(self.places[index] for index in kept))

    def _loose(self, index: int) -> bool:
        if not 0 <= index < len(self.text):
            return True
        character = self.text[index]
        return _CHINESE[0] <= character <= _CHINESE[1] or not character.isalnum()


def plain(text: str) -> Plain:
    """Return ``text`` as it is compared. Characters that show nothing (zero width, direction marks) are left out."""
    written: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if unicodedata.category(character) == "Cf":
            continue
        same = " " if character.isspace() else _half_width(character).translate(_SAME)
        if same == " " and written and written[-1] == " ":
            continue
        lower = same.lower()
        written.append(lower if len(lower) == 1 else same)
        places.append(place)
    return Plain("".join(written), tuple(places))


def _half_width(character: str) -> str:
    code = ord(character)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else character
