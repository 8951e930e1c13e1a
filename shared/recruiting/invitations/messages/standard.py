"""The standard templates, as data."""

import tomllib
from functools import cache
from importlib import resources

from shared.kernel.language import LANGUAGES, Language
from shared.recruiting.invitations.messages.model import KINDS, Kind, Template


@cache
def standard() -> dict[tuple[Kind, Language], Template]:
    """Return the words of every kind in every language."""
    text = resources.files(__package__).joinpath("standard.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return {(kind, language): Template.model_validate(said[kind][language]) for kind in KINDS for language in LANGUAGES}
