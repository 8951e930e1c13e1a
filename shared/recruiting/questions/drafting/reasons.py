"""Why a question was drafted, in words of both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from shared.assessment.rubrics.packs import load_packs
from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.drafting.model import Cause, Reason
from shared.recruiting.questions.jd.model import Filler, JobFacts
from shared.recruiting.questions.templates.model import ANY, QuestionTemplate, Slot


def reasons_for(template: QuestionTemplate, fillers: Mapping[Slot, Filler], job: JobFacts) -> tuple[Reason, ...]:
    """Return what speaks for a template: what of the job stands in it, the trade and the seniority it is made for."""
    found = [_of_filler(filler) for filler in fillers.values()]
    for line in job.industries:
        if line.industry in template.industries:
            title = load_packs()[line.industry].title
            found.append(_reason("industry", "industry", title, "、".join(line.words[:4])))
    if ANY not in template.seniority and job.seniority_words is not None:
        level = LocalizedText.model_validate(_texts()["levels"][job.seniority])
        found.append(_reason("seniority", "seniority", level, job.seniority_words))
    return tuple(found)


def competency_reason(title: LocalizedText) -> Reason:
    """Return that a question looks at a competency."""
    return _reason("competency", "competency", title, "")


def basis_reason(words: str) -> Reason:
    """Return that a language model wrote a question on these words."""
    return _reason("duty", "basis", LocalizedText(zh=words, en=words), words)


def _of_filler(filler: Filler) -> Reason:
    wording = filler.slot if filler.origin == "jd" else "usual"
    reason = _reason(filler.slot, wording, filler.text, filler.words)
    return reason.model_copy(update={"origin": filler.origin})


def _reason(cause: Cause, wording: str, name: LocalizedText, words: str) -> Reason:
    spelled = _texts()[wording]
    text = LocalizedText(
        zh=Template(spelled["zh"]).substitute(name=name.read_in("zh"), words=words),
        en=Template(spelled["en"]).substitute(name=name.read_in("en"), words=words),
    )
    return Reason(cause=cause, text=text, words=words)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "reasons.toml").read_text(encoding="utf-8"))
