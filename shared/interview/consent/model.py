"""One choice of a candidate about one purpose, with the very text it was made by. Pure rules."""

import hashlib
from datetime import datetime
from typing import Literal

from shared.interview.contracts import Purpose
from shared.interview.model import AskedConsents
from shared.interview.notices import Notice
from shared.kernel.frozen import Frozen
from shared.kernel.ids import new_id
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText

Choice = Literal["given", "refused", "withdrawn"]


class ConsentEntry(Frozen):
    """A choice (GDPR 7(1); PIPL 14–17: who processes must be able to show it).

    ``text`` is what stood beside the choice, in the ``language`` it was read in; ``text_sha256`` its hash (hex, UTF-8).
    """

    entry_id: str
    purpose: Purpose
    choice: Choice
    wording: str
    language: Language
    text: str
    text_sha256: str
    at: datetime


def entry_of(purpose: Purpose, choice: Choice, notice: Notice, language: Language, now: datetime) -> ConsentEntry:
    """Return the record of a choice. Raises ``ValueError`` where nobody is asked about ``purpose`` here."""
    asked = texts_of(notice)[purpose]
    if asked is None:
        raise ValueError(f"nobody is asked about {purpose} here")
    text = asked.read_in(language)
    return ConsentEntry(
        entry_id=new_id("con"),
        purpose=purpose,
        choice=choice,
        wording=notice.wording,
        language=language,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        at=now,
    )


def entries_of(asked: AskedConsents, notice: Notice, language: Language, now: datetime) -> tuple[ConsentEntry, ...]:
    """Return the record of every choice that was put to the candidate at the opening."""
    expression = asked.vision if asked.expression is None else asked.expression
    ticked: dict[Purpose, bool] = {
        "recording": asked.recording,
        "automated_assessment": asked.automated_assessment,
        "vision": asked.vision,
        "expression": expression and asked.vision,
        "retention": asked.retention,
    }
    texts = texts_of(notice)
    return tuple(
        entry_of(purpose, "given" if agreed else "refused", notice, language, now)
        for purpose, agreed in ticked.items()
        if texts[purpose] is not None
    )


def texts_of(notice: Notice) -> dict[Purpose, LocalizedText | None]:
    """Return the text beside each choice; None where nobody is asked, because it is not done here."""
    return {
        "recording": notice.recording,
        "automated_assessment": notice.automated_assessment,
        "vision": notice.vision,
        "expression": notice.expression,
        "retention": notice.talent_pool,
    }
