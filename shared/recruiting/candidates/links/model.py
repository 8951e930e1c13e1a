"""A public application link, the page that it shows, and the stamp that a form carries. Pure."""

import hashlib
import hmac
import re
import secrets
import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.kernel.ids import TENANT_ID, PositionId, TenantId, new_id
from shared.kernel.localized import LocalizedText
from shared.recruiting.candidates.contacts import region_of
from shared.recruiting.candidates.links.errors import FormTooOld, FormTooQuick, NoSuchLink
from shared.recruiting.model import Position

LINK_ID = re.compile(r"^apl_[0-9A-HJKMNP-TV-Z]{26}$")
SECRET_BYTES = 24
FORM_LIFE = timedelta(hours=24)
SHORTEST = timedelta(seconds=3)
"""No person fills a form in within three seconds."""


class LinkDraft(Frozen):
    """How long a link is open, and for how many applications."""

    days: int = Field(default=30, ge=1, le=365)
    most_applications: int = Field(default=1000, ge=1, le=100_000)


class PublicConsents(Frozen):
    """What an applicant is asked to agree to. ``version`` names these words; the talent pool is voluntary."""

    version: str
    privacy: LocalizedText
    talent_pool: LocalizedText
    talent_pool_days: int


class PublicPage(Frozen):
    """What whoever has the link can read."""

    company: str
    title: LocalizedText
    location: str | None
    jd: str | None
    consents: PublicConsents


class ApplicationLink(Frozen):
    """A link. ``page`` is as it was when the link was made: a change of the position needs a new one."""

    link_id: str
    position_id: PositionId
    department: str | None
    page: PublicPage
    region: str | None
    secret_sha256: str
    created_by: str
    created_at: datetime
    expires_at: datetime
    most_applications: int
    state: Literal["open", "revoked"] = "open"
    received: int = 0

    def opened_at(self, now: datetime) -> bool:
        """Return whether somebody can apply now."""
        return self.state == "open" and now < self.expires_at and self.received < self.most_applications


class LinkToken(Frozen):
    """What a link holds: ``<tenant>.<link>.<secret>``. Only the SHA-256 of the secret is stored."""

    tenant_id: TenantId
    link_id: str
    secret: str

    @classmethod
    def issue(cls, tenant_id: TenantId) -> "LinkToken":
        """Return a new token with 192 random bits."""
        return cls(tenant_id=tenant_id, link_id=new_id("apl"), secret=secrets.token_urlsafe(SECRET_BYTES))

    @classmethod
    def read(cls, text: str) -> "LinkToken":
        """Return the token that ``text`` spells. Raises ``NoSuchLink``."""
        parts = text.split(".")
        if len(parts) != 3 or not TENANT_ID.fullmatch(parts[0]) or not LINK_ID.fullmatch(parts[1]):
            raise NoSuchLink
        return cls(tenant_id=TenantId(parts[0]), link_id=parts[1], secret=parts[2])

    def spelled(self) -> str:
        """Return the token as it stands in a link."""
        return f"{self.tenant_id}.{self.link_id}.{self.secret}"

    @property
    def secret_sha256(self) -> str:
        """The hash that is stored, in hex."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def proves(self, secret_sha256: str) -> bool:
        """Say whether the secret has this hash, in time that tells nothing."""
        return hmac.compare_digest(self.secret_sha256, secret_sha256)

    def keyed(self, *parts: str) -> str:
        """Return a hash of ``parts`` that only who has the secret can make, in 32 hex digits."""
        return hmac.new(self.secret.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def new_link(
    position: Position,
    draft: LinkDraft,
    company: str,
    jurisdiction: str,
    *,
    token: LinkToken,
    author: str,
    now: datetime,
) -> ApplicationLink:
    """Return a link to a position."""
    snapshot = position.snapshot
    page = PublicPage(
        company=company,
        title=snapshot.title,
        location=snapshot.location,
        jd=position.jd,
        consents=consents_of(jurisdiction, company),
    )
    return ApplicationLink(
        link_id=token.link_id,
        position_id=snapshot.position_id,
        department=snapshot.department,
        page=page,
        region=region_of(jurisdiction),
        secret_sha256=token.secret_sha256,
        created_by=author,
        created_at=now,
        expires_at=now + timedelta(days=draft.days),
        most_applications=draft.most_applications,
    )


def consents_of(jurisdiction: str, company: str) -> PublicConsents:
    """Return what an applicant agrees to under this law; a part of a country (``us_ny``) has its country's words."""
    texts = _consents()
    said = texts.get(jurisdiction) or texts.get(jurisdiction.replace("-", "_").partition("_")[0]) or texts["other"]

    def worded(purpose: str) -> LocalizedText:
        texts = {language: text.replace("{company}", company) for language, text in said[purpose].items()}
        return LocalizedText(**texts)

    return PublicConsents(
        version=said["version"],
        privacy=worded("privacy"),
        talent_pool=worded("talent_pool"),
        talent_pool_days=said["talent_pool_days"],
    )


def stamp(token: LinkToken, now: datetime) -> str:
    """Return what a form carries: when it was opened, and a proof that it was opened here."""
    opened = str(int(now.timestamp()))
    return f"{opened}.{token.keyed('form', opened)}"


def check_stamp(text: str, token: LinkToken, now: datetime) -> None:
    """Let pass a form that was opened here, not too long ago, and not this moment.

    Raises:
        FormTooOld: it is of another link, too old, or no stamp.
        FormTooQuick: nobody writes that fast.
    """
    opened, _dot, proof = text.partition(".")
    if not opened.isdigit() or len(opened) > 12 or not hmac.compare_digest(proof, token.keyed("form", opened)):
        raise FormTooOld
    age = now.timestamp() - int(opened)
    if age > FORM_LIFE.total_seconds():
        raise FormTooOld
    if age < SHORTEST.total_seconds():
        raise FormTooQuick


@cache
def _consents() -> dict[str, Any]:
    file = resources.files("shared.recruiting.candidates.links").joinpath("consents.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
