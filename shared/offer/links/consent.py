"""The words that a candidate agrees to, by version: ``consent.toml``. Pure."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText


def current_consent() -> str:
    """Return the version that new letters carry."""
    return str(_read()["current"])


def consent_text(version: str) -> LocalizedText:
    """Return the words of a version."""
    return LocalizedText.model_validate(_read()["versions"][version])


def consent_sha256(version: str, language: Language) -> str:
    """Return the SHA-256 (hex) of the words of a version in one language."""
    return hashlib.sha256(consent_text(version).read_in(language).encode()).hexdigest()


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("consent.toml").read_text(encoding="utf-8"))
