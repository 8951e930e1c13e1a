"""A mail in words: blanks filled, as text and as HTML in which whatever is filled in is no markup. Pure."""

import tomllib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from shared.kernel.frozen import Frozen
from shared.kernel.language import Language
from shared.offer.letters.wording import filled
from shared.offer.messages.message import Kind


class MailWords(Frozen):
    """A mail."""

    subject: str
    text: str
    html: str


def mail_words(kind: Kind, language: Language, values: Mapping[str, str]) -> MailWords:
    """Return a mail of a kind. A line break in a value never starts a header of its own."""
    told = _read()[kind][language]
    text = filled(str(told["text"]), values).strip() + "\n"
    escaped = {name: escape(value) for name, value in values.items()}
    if link := escaped.get("link"):
        escaped["link"] = f'<a href="{link}">{link}</a>'
    paragraphs = filled(escape(str(told["text"]).strip()), escaped).split("\n\n")
    html = "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in paragraphs)
    return MailWords(
        subject=" ".join(filled(str(told["subject"]), values).split()),
        text=text,
        html=f'<html><head><meta charset="utf-8"></head><body>{html}</body></html>',
    )


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
