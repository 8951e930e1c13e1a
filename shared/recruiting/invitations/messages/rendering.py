"""A template with its blanks filled: text, HTML and SMS. Pure; whatever is filled in is escaped in HTML."""

from collections.abc import Mapping, Sequence
from html import escape

from shared.kernel.frozen import Frozen
from shared.recruiting.invitations.messages.model import BLANK, Template

BETWEEN = "\n\n————————\n\n"


class Rendered(Frozen):
    """A message in words. ``sms`` is null where it is written by mail alone."""

    subject: str
    text: str
    html: str
    sms: str | None


def rendered(templates: Sequence[tuple[Template, Mapping[str, str]]]) -> Rendered:
    """Return the message: in one language, or in several below each other. Each template has its own values."""
    text = BETWEEN.join(_tidy(_filled(template.text, values)) for template, values in templates)
    parts = [_html(template.text, values) for template, values in templates]
    texts = [_filled(template.sms, values) for template, values in templates if template.sms is not None]
    return Rendered(
        subject=" / ".join(_one_line(_filled(template.subject, values)) for template, values in templates),
        text=text + "\n",
        html=f'<html><head><meta charset="utf-8"></head><body>{"<hr>".join(parts)}</body></html>',
        sms=" ".join(texts) if texts else None,
    )


def _filled(words: str, values: Mapping[str, str]) -> str:
    return BLANK.sub(lambda found: values.get(found.group(1), ""), words)


def _tidy(text: str) -> str:
    """Return the text without the empty lines that an empty blank leaves."""
    paragraphs = (part.strip("\n") for part in text.split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part.strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _html(words: str, values: Mapping[str, str]) -> str:
    """Return paragraphs in which words and values are no markup; the link can be clicked."""
    told = [escape(part) for part in BLANK.split(words)[::2]]
    names = BLANK.findall(words)
    whole = told[0] + "".join(_value(name, values) + after for name, after in zip(names, told[1:], strict=True))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in _tidy(whole).split("\n\n"))


def _value(name: str, values: Mapping[str, str]) -> str:
    value = escape(values.get(name, ""), quote=True)
    return f'<a href="{value}">{value}</a>' if name == "link" and value else value
