"""Whether two questions ask nearly the same: measured on letters in Chinese and on words in English."""

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from shared.kernel.localized import LocalizedText

ALIKE_ZH, ALIKE_EN = 72.0, 80.0
"""From so much on (rapidfuzz, 0–100) two questions are one. Between any two templates the most is 51 (zh) and 69 (en);
one template with two duties in its slot reaches at least 84 (zh)."""


class Asked:
    """The questions that there are, to compare others with."""

    def __init__(self, texts: Iterable[LocalizedText] = ()) -> None:
        self._zh: list[str] = []
        self._en: list[str] = []
        for text in texts:
            self.add(text)

    def add(self, text: LocalizedText) -> None:
        """Take a question among those that there are."""
        self._zh += [_plain(text.zh)] if text.zh else []
        self._en += [_plain(text.en)] if text.en else []

    def has_like(self, text: LocalizedText) -> bool:
        """Whether a question is nearly one of them, in either language."""
        return self.likeness(text) >= 1

    def likeness(self, text: LocalizedText) -> float:
        """Return how near the nearest is: its share of the bound, in the language where it is nearer."""
        zh = _most(_plain(text.zh), self._zh, fuzz.ratio) / ALIKE_ZH if text.zh else 0
        en = _most(_plain(text.en), self._en, fuzz.token_sort_ratio) / ALIKE_EN if text.en else 0
        return max(zh, en)


def _most(text: str, others: list[str], scorer: Callable[..., float]) -> float:
    found = process.extractOne(text, others, scorer=scorer)
    return float(found[1]) if found else 0.0


def _plain(text: str | None) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in (text or "").casefold()).split())
