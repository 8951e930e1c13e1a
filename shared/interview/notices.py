"""What a candidate is told before anything is recorded, in both languages.

The words are those of the tenant's jurisdiction (``shared/tenancy/jurisdictions``); a change of them is a new version.
"""

from datetime import datetime

from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.tenancy.contracts import JurisdictionPolicy
from shared.tenancy.jurisdictions.loader import rules_for


class Notice(Frozen):
    """The text beside each consent. ``vision`` is null where the tenant measures nothing in the picture, ``expression``
    where classes of expression are not among it. ``human_path`` says what refusing the machine means; ``rights`` what a
    candidate can ask for, ``alternative`` what there is instead, and ``law`` the articles that it rests on."""

    wording: str
    recording: LocalizedText
    automated_assessment: LocalizedText
    vision: LocalizedText | None
    expression: LocalizedText | None
    talent_pool: LocalizedText
    human_path: LocalizedText
    decision: LocalizedText
    retention: LocalizedText
    rights: LocalizedText | None = None
    alternative: LocalizedText | None = None
    law: tuple[str, ...] = ()


def notice_of(policy: JurisdictionPolicy) -> Notice:
    """Return what candidates of a tenant with this policy are told: the words of its jurisdiction."""
    rules = policy.rules or rules_for("other")
    said, days = rules.texts, policy.retention_days
    vision = (said.vision_with_expression if policy.expression else said.vision) if policy.vision else None
    return Notice(
        wording=rules.wording,
        recording=said.recording,
        automated_assessment=said.automated_assessment,
        vision=vision,
        expression=said.expression if policy.vision and policy.expression else None,
        talent_pool=said.talent_pool,
        human_path=said.human_path,
        decision=said.decision,
        retention=LocalizedText(
            zh=said.retention.read_in("zh").replace("{days}", str(days)),
            en=said.retention.read_in("en").replace("{days}", str(days)),
        ),
        rights=rules.candidates,
        alternative=rules.alternative,
        law=tuple(law.cite for law in rules.law),
    )


def machine_allowed_from(policy: JurisdictionPolicy, invited_at: datetime) -> datetime:
    """Return from when a machine may be used: the invitation is the notice, and some laws want days after it."""
    notice = (policy.rules or rules_for("other")).notice
    return notice.ends(invited_at) if notice else invited_at
