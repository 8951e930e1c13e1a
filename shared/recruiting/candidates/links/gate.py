"""What the public routes may touch: read a link, count, and write an application. Nothing of any candidate is read.

The function behind it has a role with exactly these rights (``infra/constructs/applicant_role.py``): it makes a data
key for somebody new and cannot open what it sealed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.kernel.clock import Clock
from shared.kernel.ids import CandidateId, new_id
from shared.platform.bucket import TenantBucket
from shared.platform.outbox import outbox_puts
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Put, Update
from shared.recruiting.candidates.contracts import ApplicationSubmitted
from shared.recruiting.candidates.links.errors import LinkClosed, NoSuchLink, OtherConsentText, TooManyTries
from shared.recruiting.candidates.links.intake import Intake, PublicApplication, SentResume
from shared.recruiting.candidates.links.model import ApplicationLink, LinkToken, check_stamp
from shared.recruiting.candidates.resume import KINDS, ResumeDraft

Deed = Literal["page", "resume", "apply"]
AN_HOUR: dict[Deed, int] = {"page": 300, "resume": 20, "apply": 10}
"""How often one address may do it an hour, by one link."""
AN_HOUR_ALL: dict[Deed, int] = {"page": 20_000, "resume": 1000, "apply": 500}
"""How often everybody together may, by one link: more is an attack."""
COUNTED = timedelta(hours=2)
PURPOSE = "intake"
UPLOAD_SECONDS = 15 * 60


@dataclass(frozen=True)
class PublicGate:
    """One tenant's door for applicants."""

    table: TenantTable
    bucket: TenantBucket
    sealer: Sealer
    clock: Clock

    def link(self, token: LinkToken) -> ApplicationLink:
        """Return the link that a token opens. Raises ``NoSuchLink``, ``LinkClosed``."""
        item = self.table.get(link_pk(self.table, token.link_id), "LINK", consistent=False)
        if item is None or not token.proves(str(item["secret_sha256"])):
            raise NoSuchLink
        kept = ApplicationLink.model_validate_json(item["link"])
        link = kept.model_copy(update={"state": item["state"], "received": int(item["received"])})
        if not link.opened_at(self.clock.now()):
            raise LinkClosed
        return link

    def admit(self, deed: Deed, token: LinkToken, address: str) -> None:
        """Count a deed of a network address, of which a keyed hash is kept for two hours. Raises ``TooManyTries``."""
        hour = self.clock.now().strftime("%Y%m%d%H")
        self._count(f"{token.link_id}#{token.keyed('address', hour, address)}", deed, hour, AN_HOUR[deed])
        self._count(token.link_id, deed, hour, AN_HOUR_ALL[deed])

    def resume_address(self, token: LinkToken, draft: ResumeDraft) -> tuple[SentResume, str]:
        """Return where to PUT a résumé, and how to name it in the application. Raises as ``ResumeDraft.checked``."""
        draft.checked()
        resume = SentResume(**draft.model_dump(), resume_id=new_id("res"))
        key = incoming_key(self.table, token.link_id, resume)
        return resume, self.bucket.upload_address(key, resume.content_type, resume.size_bytes, UPLOAD_SECONDS)

    def submit(self, token: LinkToken, link: ApplicationLink, sent: PublicApplication, key: str | None) -> str:
        """Keep an application, sealed, and tell the worker of it; return the number that the applicant may quote.

        The answer is the same whether the person is known or not: this side cannot know it. ``key`` is the request's
        Idempotency-Key: the same request again has the same number and is kept once.

        Raises:
            FormTooOld, FormTooQuick, OtherConsentText: the page must be loaded, or sent, again.
            ConsentNeeded, NoContact, BadCandidate, FileTooLarge, UnknownFileType: it says which field.
            LinkClosed: the last place was taken at this moment.
        """
        now = self.clock.now()
        intake_id = f"ink_{token.keyed('request', key)}" if key else new_id("ink")
        if sent.website:
            return intake_id  # a program filled in what no person sees: it learns nothing
        check_stamp(sent.form, token, now)
        if sent.consents.version != link.page.consents.version:
            raise OtherConsentText
        profile = sent.profile(link.region, now.date())
        if sent.resume is not None:
            sent.resume.checked()
        candidate_id = CandidateId(new_id("cnd"))
        intake = Intake(
            intake_id=intake_id,
            link_id=link.link_id,
            position_id=link.position_id,
            candidate_id=candidate_id,
            profile=profile,
            answers=dict(sent.answers),
            consents=sent.consents,
            resume=sent.resume,
            at=now,
        )
        self._keep(intake, link, now)
        return intake_id

    def _keep(self, intake: Intake, link: ApplicationLink, now: datetime) -> None:
        pk = self.table.pk(f"INTAKE#{intake.intake_id}")
        item = {
            "PK": pk,
            "SK": "INTAKE",
            "candidate_id": intake.candidate_id,
            "sealed": self.sealer.seal_new(intake.candidate_id, intake, PURPOSE),
            "state": "new",
        }
        told = ApplicationSubmitted(
            event_id=new_id("evt"),
            tenant_id=self.table.tenant_id,
            occurred_at=now,
            intake_id=intake.intake_id,
            link_id=intake.link_id,
            position_id=intake.position_id,
            candidate_id=intake.candidate_id,
        )
        room = Attr("state").eq("open") & Attr("received").lt(link.most_applications)
        counted = Update(link_pk(self.table, link.link_id), "LINK", add={"received": 1}, condition=room)
        try:
            self.table.transact([Put(item, Attr("PK").not_exists()), counted, *outbox_puts(pk, [told])])
        except ConditionFailed as error:
            if 0 not in error.failed:
                raise LinkClosed from error
            # the same request again: it is kept already

    def _count(self, what: str, deed: Deed, hour: str, most: int) -> None:
        until = int((self.clock.now() + COUNTED).timestamp())
        room = Attr(deed).not_exists() | Attr(deed).lt(most)
        pk = self.table.pk(f"APPLYRATE#{what}")
        try:
            self.table.update(Update(pk, hour, set={"expires_at": until}, add={deed: 1}, condition=room))
        except ConditionFailed as error:
            raise TooManyTries from error


def link_pk(table: TenantTable, link_id: str) -> str:
    """Return the partition of a link."""
    return table.pk(f"APPLYLINK#{link_id}")


def incoming_key(table: TenantTable, link_id: str, resume: SentResume) -> str:
    """Return where a file lies until the application is taken in: among what is deleted after days."""
    return f"imports/{table.tenant_id}/public/{link_id}/{resume.resume_id}.{KINDS[resume.content_type][0]}"
