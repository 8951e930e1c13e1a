"""Warns of questions that may touch what must not be asked; a person decides."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from shared.kernel.localized import LocalizedText


def warnings_of(text: LocalizedText) -> tuple[LocalizedText, ...]:
    """Return a warning for each subject of ``lawful.toml`` that the question seems to touch, with the words."""
    found = []
    for title, zh, en in _subjects():
        said = [match[0] for match in (zh.search(text.zh or ""), en.search(text.en or "")) if match]
        if said:
            words = ", ".join(f"“{word}”" for word in said)
            found.append(
                LocalizedText(
                    zh=f"题目可能涉及{title.zh}（{words}），用人单位不得询问。",
                    en=f"The question may touch on {title.en} ({words}), which an employer must not ask about.",
                )
            )
    return tuple(found)


@cache
def _subjects() -> tuple[tuple[LocalizedText, re.Pattern[str], re.Pattern[str]], ...]:
    data = tomllib.loads((files(__package__) / "lawful.toml").read_text(encoding="utf-8"))
    return tuple(
        (
            LocalizedText.model_validate(one["title"]),
            re.compile(one["zh"]),
            re.compile(rf"\b(?:{one['en']})\b", re.IGNORECASE),
        )
        for one in data.values()
    )
