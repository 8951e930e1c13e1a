"""Looks at each question that a model wrote; what does not pass is replaced by a template."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.bank.lawful import warnings_of
from shared.recruiting.questions.drafting.by_model.asking import Written
from shared.recruiting.questions.drafting.likeness import Asked
from shared.recruiting.questions.drafting.model import Drafted
from shared.recruiting.questions.drafting.reasons import basis_reason
from shared.recruiting.questions.jd.text import clean
from shared.recruiting.questions.templates.model import QuestionType

Fault = Literal[
    "not_wanted", "language", "length", "unlawful", "alike", "no_basis", "no_question", "strange_signs", "shows_nothing"
]

HAN = re.compile(r"[\u3400-\u9fff]")
STRANGE = re.compile(r"https?://|www\.|[<>{}\[\]`|\\]|\$\{|@\w")
"""Addresses, marks and slots: no question needs them."""
ZH_LENGTH, EN_WORDS = (15, 120), (8, 75)
THINKING, ANSWER, RETAKES = 45, 180, 1


def fault_of(
    written: Written, wanted: Mapping[str, int], types: Sequence[QuestionType], jd: str, asked: Asked
) -> Fault | None:
    """Return the first thing that is wrong with a question, None where nothing is."""
    if wanted.get(written.competency, 0) < 1 or written.type not in types:
        return "not_wanted"
    if len(HAN.findall(written.zh)) < 0.5 * len(written.zh) or HAN.search(written.en):
        return "language"
    if not ZH_LENGTH[0] <= len(written.zh) <= ZH_LENGTH[1]:
        return "length"
    if not EN_WORDS[0] <= len(written.en.split()) <= EN_WORDS[1]:
        return "length"
    if STRANGE.search(written.zh) or STRANGE.search(written.en):
        return "strange_signs"
    if written.zh[-1] not in "？。?" or written.en[-1] not in "?.":
        return "no_question"
    text = LocalizedText(zh=written.zh, en=written.en)
    if warnings_of(text) or any(warnings_of(LocalizedText(zh=one.zh, en=one.en)) for one in written.shows):
        return "unlawful"
    if len(written.shows) < 2:
        return "shows_nothing"
    if _bare(written.basis) not in _bare(jd) or len(_bare(written.basis)) < 2:
        return "no_basis"
    return "alike" if asked.has_like(text) else None


def drafted_of(written: Written) -> Drafted:
    """Return a question that passed."""
    return Drafted(
        text=LocalizedText(zh=written.zh, en=written.en),
        competencies=(written.competency,),
        type=written.type,
        thinking_seconds=THINKING,
        answer_seconds=ANSWER,
        retakes=RETAKES,
        shows=tuple(LocalizedText(zh=one.zh, en=one.en) for one in written.shows[:3]),
        why=(basis_reason(written.basis),),
        made_by="model",
    )


def _bare(text: str) -> str:
    return "".join(sign for sign in clean(text).casefold() if sign.isalnum())
