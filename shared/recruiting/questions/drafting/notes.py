"""In words, what of a set of drafts is not as ordered."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from shared.assessment.rubrics.model import Rubric
from shared.kernel.localized import LocalizedText


def fewer_types(number: int) -> LocalizedText:
    """Return that questions of other types were taken."""
    return _note("fewer_types", zh={"number": str(number)}, en={"number": str(number)})


def lacking(number: int, rubrics: Sequence[Rubric]) -> LocalizedText:
    """Return that competencies lack questions."""
    zh = "、".join(rubric.read_in("zh").title for rubric in rubrics)
    en = ", ".join(rubric.read_in("en").title for rubric in rubrics)
    return _note("lacking", zh={"number": str(number), "names": zh}, en={"number": str(number), "names": en})


def model_failed(why: Iterable[str]) -> LocalizedText:
    """Return that nothing of the model's could be used, and why."""
    zh, en = _whys(why)
    return _note("model_failed", zh={"why": zh}, en={"why": en})


def partly_templates(number: int, why: Iterable[str]) -> LocalizedText:
    """Return that templates stand for some of the model's questions, and why."""
    zh, en = _whys(why)
    return _note("partly_templates", zh={"number": str(number), "why": zh}, en={"number": str(number), "why": en})


def _whys(codes: Iterable[str]) -> tuple[str, str]:
    told = [_texts()["why"][code] for code in dict.fromkeys(codes)] or [_texts()["why"]["too_few"]]
    return "、".join(dict.fromkeys(one["zh"] for one in told)), ", ".join(dict.fromkeys(one["en"] for one in told))


def _note(name: str, *, zh: dict[str, str], en: dict[str, str]) -> LocalizedText:
    text = _texts()[name]
    return LocalizedText(zh=Template(text["zh"]).substitute(zh), en=Template(text["en"]).substitute(en))


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "notes.toml").read_text(encoding="utf-8"))
