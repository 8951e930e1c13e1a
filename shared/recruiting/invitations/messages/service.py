"""Use cases: a company writes its own words, sees how they would look, goes back to the standard ones, and chooses."""

from dataclasses import dataclass
from datetime import timedelta

from shared.kernel.clock import Clock
from shared.kernel.errors import PreconditionFailed
from shared.kernel.frozen import Frozen
from shared.kernel.language import LANGUAGES, Language
from shared.platform.audit import AuditTrail
from shared.platform.etag import expect
from shared.platform.identity import Caller
from shared.recruiting.invitations.errors import BadTemplate, NoSuchTemplate
from shared.recruiting.invitations.messages.choice import MessagingChoice, zone_of
from shared.recruiting.invitations.messages.model import KINDS, Kind, Template, TemplateVersion, faults_of
from shared.recruiting.invitations.messages.rendering import Rendered, rendered
from shared.recruiting.invitations.messages.segments import Length, length_of
from shared.recruiting.invitations.messages.standard import standard
from shared.recruiting.invitations.messages.store import MessageStore
from shared.recruiting.invitations.messages.wording import moment
from shared.tenancy.contracts import TenantSettings

SAMPLES: dict[Language, dict[str, str]] = {
    "zh": {
        "name": "王小明",
        "position": "后端工程师",
        "contact": "hr@example.com",
        "where": "上海市浦东新区世纪大道 1 号 12 层",
        "note": "请携带身份证件。",
        "lines": "· 后端工程师：3 份，最长已等待 4 天",
        "count": "3",
    },
    "en": {
        "name": "Alex Smith",
        "position": "Backend engineer",
        "contact": "hr@example.com",
        "where": "1 Main Street, 12th floor",
        "note": "Please bring an identity card.",
        "lines": "- Backend engineer: 3, the oldest for 4 days",
        "count": "3",
    },
}
SAMPLE_LINK = "https://jobs.example.com/interview#acme.inv_01JD0000000000000000000000." + "x" * 43
"""As long as a real one: what a preview says of an SMS's length holds."""


class CurrentTemplate(Frozen):
    """The words that hold. ``number`` 0: the standard ones, and nobody wrote others."""

    kind: Kind
    language: Language
    own: bool
    number: int
    template: Template


class Preview(Frozen):
    """A template with sample data. ``sms_length`` is null where the kind is written by mail alone."""

    message: Rendered
    sms_length: Length | None
    faults: tuple[str, ...]


@dataclass(frozen=True)
class TemplateDesk:
    """What the use cases work with."""

    who: Caller
    messages: MessageStore
    settings: TenantSettings
    trail: AuditTrail
    clock: Clock


def templates(desk: TemplateDesk) -> list[CurrentTemplate]:
    """Return the words that hold, of every kind in every language."""
    own = desk.messages.newest()
    return [_current(kind, language, own.get((kind, language))) for kind in KINDS for language in LANGUAGES]


def template(kind: str, language: str, desk: TemplateDesk) -> CurrentTemplate:
    """Return the words of a kind in a language. Raises ``NoSuchTemplate``."""
    for one in templates(desk):
        if (one.kind, one.language) == (kind, language):
            return one
    raise NoSuchTemplate(kind, language)


def write_template(
    kind: str, language: str, draft: Template, named: frozenset[str] | None, desk: TemplateDesk
) -> CurrentTemplate:
    """Write a company's own words: the next version, which holds from now on.

    Raises:
        NoSuchTemplate, PreconditionRequired, PreconditionFailed: nothing was changed.
        BadTemplate: a blank that is not known here, or one that must stay.
    """
    before = template(kind, language, desk)
    expect(named, before.number)
    if faults := faults_of(before.kind, draft):
        raise BadTemplate(faults)
    return _next(before, draft, False, desk)


def retire_template(kind: str, language: str, named: frozenset[str] | None, desk: TemplateDesk) -> CurrentTemplate:
    """Go back to the standard words; the company's own versions are kept. Raises as ``write_template``."""
    before = template(kind, language, desk)
    expect(named, before.number)
    if not before.own:
        return before
    return _next(before, before.template, True, desk)


def preview(kind: str, language: str, draft: Template, desk: TemplateDesk) -> Preview:
    """Return how a template would look, and what is wrong with it. Raises ``NoSuchTemplate``."""
    known = template(kind, language, desk)
    choice, now = desk.messages.choice()[0], desk.clock.now()
    zone = zone_of(choice, desk.settings.jurisdiction, None)
    values = {
        **SAMPLES[known.language],
        "company": desk.settings.company,
        "link": SAMPLE_LINK,
        "deadline": moment(now + timedelta(days=7), zone, known.language),
        "when": moment(now + timedelta(days=3), zone, known.language),
    }
    shown = rendered([(draft, values)])
    length = length_of(shown.sms) if shown.sms else None
    return Preview(message=shown, sms_length=length, faults=faults_of(known.kind, draft))


def choose(choice: MessagingChoice, named: frozenset[str] | None, desk: TemplateDesk) -> tuple[MessagingChoice, int]:
    """Set how the company writes to people. Raises ``PreconditionRequired``, ``PreconditionFailed``."""
    _before, revision = desk.messages.choice()
    expect(named, revision)
    detail: dict[str, str | int] = {"revision": revision + 1, "channels": " ".join(choice.channels)}
    entry = desk.trail.entry(desk.who, "manage_settings", "messaging", detail=detail)
    if not desk.messages.choose(choice, revision + 1, entry):
        raise PreconditionFailed
    return choice, revision + 1


def _next(before: CurrentTemplate, words: Template, retired: bool, desk: TemplateDesk) -> CurrentTemplate:
    version = TemplateVersion(
        kind=before.kind,
        language=before.language,
        number=before.number + 1,
        template=words,
        retired=retired,
        by=desk.who.user_id,
        at=desk.clock.now(),
    )
    detail: dict[str, str | int | bool] = {"version": version.number, "retired": retired}
    entry = desk.trail.entry(desk.who, "manage_settings", f"template:{before.kind}.{before.language}", detail=detail)
    if not desk.messages.add_version(version, entry):
        raise PreconditionFailed
    return _current(version.kind, version.language, version)


def _current(kind: Kind, language: Language, version: TemplateVersion | None) -> CurrentTemplate:
    own = version is not None and not version.retired
    words = version.template if version is not None and own else standard()[kind, language]
    return CurrentTemplate(
        kind=kind, language=language, own=own, number=version.number if version else 0, template=words
    )
