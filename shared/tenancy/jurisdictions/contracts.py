"""The policy of a jurisdiction, as it travels in a tenant's settings.

``checked`` says how sure a statement is: true where the number or duty stands in the cited text, which was read; false
where the text must be interpreted, is contested, or was not read in force: ask a lawyer before relying on it.
"""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from shared.kernel.frozen import Published
from shared.kernel.localized import LocalizedText

Purpose = Literal["recording", "automated_assessment", "vision", "expression", "retention"]
RequestKind = Literal["explanation", "correction", "human_review", "access", "erasure"]
Unit = Literal["calendar", "working"]
WEEKEND = 5


class Law(Published):
    """One article, and what it asks of whoever holds the interview."""

    cite: str
    says: LocalizedText
    checked: bool


class Period(Published):
    """A number of days. ``working`` days are Monday to Friday: public holidays are not known here.

    ``source`` names the law, or says that the number is the company's own standard (``standard``).
    """

    days: int = Field(ge=0)
    unit: Unit = "calendar"
    source: LocalizedText
    standard: bool = False
    checked: bool

    def ends(self, start: datetime) -> datetime:
        """Return the end of the period that begins at ``start``."""
        if self.unit == "calendar":
            return start + timedelta(days=self.days)
        at, left = start, self.days
        while left:
            at += timedelta(days=1)
            left -= at.weekday() < WEEKEND
        return at


class RetentionRules(Published):
    """How long what is known of a candidate is kept, in days.

    ``recordings_…`` count from the end of an interview, ``records_…`` (all the rest) from the end of the process, which
    is when the last application was rejected or withdrawn. ``records_minimum_days``: the law demands that records are
    kept so long; until then an erasure becomes a restriction. ``recordings_on_request_days``: within so many days after
    a request recordings go even where records must be kept. ``talent_pool_days``: how much longer a consent keeps them.
    """

    recordings_default_days: int = Field(ge=1)
    recordings_maximum_days: int = Field(ge=1)
    recordings_on_request_days: int | None = None
    records_default_days: int = Field(ge=1)
    records_maximum_days: int = Field(ge=1)
    records_minimum_days: int = Field(default=0, ge=0)
    talent_pool_days: int = Field(default=365, ge=0)
    source: LocalizedText
    minimum_source: LocalizedText | None = None
    checked: bool


class BiasAuditRules(Published):
    """That the tool must have been audited for bias, how long an audit holds, and whether its summary is published."""

    months: int
    published: bool
    source: LocalizedText
    checked: bool


class ConsentTexts(Published):
    """What candidates read, purpose by purpose.

    ``vision_with_expression`` is ``vision`` where classes of expression are among what is measured. ``human_path`` and
    ``decision`` stand beside the choices; ``retention`` has ``{days}``.
    """

    recording: LocalizedText
    automated_assessment: LocalizedText
    vision: LocalizedText
    vision_with_expression: LocalizedText
    expression: LocalizedText
    talent_pool: LocalizedText
    human_path: LocalizedText
    decision: LocalizedText
    retention: LocalizedText


class JurisdictionRules(Published):
    """The policy of one place. ``version`` changes with any of it, ``wording`` with the texts that candidates read.

    ``vision``, ``expression``: the widest that may be measured. ``notice``: how long before the interview a candidate
    is told that a machine takes part; null: at the interview is early enough. ``separate_consent``: the purposes that
    need a consent of their own. ``alternative``: what a candidate who does not want the machine can ask for.
    """

    version: str
    wording: str
    name: LocalizedText
    vision: bool
    expression: bool
    separate_consent: tuple[Purpose, ...] = ()
    texts: ConsentTexts
    candidates: LocalizedText
    """What candidates are told about their rights, in one paragraph."""
    notice: Period | None = None
    alternative: LocalizedText | None = None
    retention: RetentionRules
    deadlines: dict[RequestKind, Period]
    bias_audit: BiasAuditRules | None = None
    law: tuple[Law, ...]
