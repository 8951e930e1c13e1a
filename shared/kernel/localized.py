"""Text in the languages that people read here."""

from typing import Self

from pydantic import model_validator

from shared.kernel.frozen import Published
from shared.kernel.language import Language


class LocalizedText(Published):
    """The same words in Chinese and English; one of the two may be left out."""

    zh: str | None = None
    en: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(self._written.values()):
            raise ValueError("give the text in zh, in en, or in both")
        return self

    @property
    def _written(self) -> dict[Language, str]:
        return {"zh": (self.zh or "").strip(), "en": (self.en or "").strip()}

    def read_in(self, language: Language) -> str:
        """Return the text in ``language``, or in the other one where it was not written in that."""
        return self._written[language] or next(text for text in self._written.values() if text)
