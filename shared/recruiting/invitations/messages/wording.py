"""Which words, in which language, with which values: what a message to a candidate says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.kernel.language import LANGUAGES, Language
from shared.recruiting.candidates.model import Profile
from shared.recruiting.contracts import Invitation
from shared.recruiting.invitations.messages.model import Kind, Template, TemplateVersion
from shared.recruiting.invitations.messages.rendering import Rendered, rendered
from shared.recruiting.invitations.messages.standard import standard

SPOKEN: dict[str, Language] = {
    "zh": "zh",
    "中文": "zh",
    "汉语": "zh",
    "普通话": "zh",
    "国语": "zh",
    "chinese": "zh",
    "mandarin": "zh",
    "en": "en",
    "英语": "en",
    "英文": "en",
    "english": "en",
}
"""How profiles call the languages that messages are written in."""
PLACE_NAMES = {"Asia/Shanghai": "北京时间"}


@dataclass(frozen=True)
class Wording:
    """The words of a tenant: the standard ones, and in their place what the company wrote."""

    own: Mapping[tuple[Kind, Language], TemplateVersion]

    def template(self, kind: Kind, language: Language) -> Template:
        """Return the words that hold."""
        version = self.own.get((kind, language))
        return version.template if version and not version.retired else standard()[kind, language]

    def letter(
        self, kind: Kind, languages: tuple[Language, ...], values: Mapping[Language, Mapping[str, str]]
    ) -> Rendered:
        """Return the message in one language, or in both."""
        return rendered([(self.template(kind, language), values[language]) for language in languages])


def languages_for(asked: Language | None, profile: Profile) -> tuple[Language, ...]:
    """Return in which languages somebody is written to: as was asked, as they read, or both where nobody knows."""
    if asked is not None:
        return (asked,)
    spoken = (SPOKEN.get(tag.casefold().split("-")[0]) for tag in profile.languages)
    first = next((language for language in spoken if language), None)
    return (first,) if first else LANGUAGES


def language_of_sms(languages: tuple[Language, ...], number: str) -> Language:
    """Return the one language of an SMS: there is no room for two."""
    if len(languages) == 1:
        return languages[0]
    return "zh" if number.startswith("+86") else "en"


def values_of(
    invitation: Invitation, link: str, contact: str, zone: ZoneInfo, more: Mapping[str, str]
) -> dict[Language, dict[str, str]]:
    """Return what fills the blanks, by language."""
    return {
        language: {
            "name": invitation.candidate_name,
            "company": invitation.company,
            "position": invitation.position.title.read_in(language),
            "deadline": moment(invitation.expires_at, zone, language),
            "link": link,
            "contact": contact or invitation.company,
            **_said_in(language, more),
        }
        for language in LANGUAGES
    }


def _said_in(language: Language, more: Mapping[str, str]) -> dict[str, str]:
    """Return the values for one language: ``when.zh`` fills ``{when}`` in Chinese, ``note`` everywhere."""
    plain = {name: value for name, value in more.items() if "." not in name}
    ending = f".{language}"
    own = {name.removesuffix(ending): value for name, value in more.items() if name.endswith(ending)}
    return {**plain, **own}


def moment(instant: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return a moment as people of a place write it, with the place."""
    local = instant.astimezone(zone)
    if language == "zh":
        place = PLACE_NAMES.get(zone.key, zone.key)
        return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}（{place}）"
    return f"{local.day} {local:%B %Y, %H:%M} ({zone.key})"
