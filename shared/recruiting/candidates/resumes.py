"""Use cases of résumé files: begin an upload, take it in, list, read; the newest first."""

from dataclasses import dataclass

from shared.kernel.errors import Conflict
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, TenantId, new_id
from shared.platform.bucket import TenantBucket
from shared.platform.sealing import Sealer
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr, Item, Put
from shared.recruiting.candidates.errors import FileTooLarge, NoSuchResume, NotUploaded, UnknownFileType
from shared.recruiting.candidates.resume import MOST_BYTES, MOST_FILES, Resume, ResumeDraft, is_what_it_says
from shared.recruiting.candidates.service import CandidateDesk

PURPOSE = "resume"
PREFIX = "RESUME#"
UPLOAD_SECONDS = 15 * 60
READING_SECONDS = 5 * 60


class Upload(Frozen):
    """Where to PUT the bytes: with exactly this content type and length."""

    resume: Resume
    url: str
    expires_in_seconds: int = UPLOAD_SECONDS


@dataclass(frozen=True)
class ResumeShelf:
    """One tenant's résumés: a sealed row each, the bytes in the bucket. Spells the keys of its rows."""

    table: TenantTable
    bucket: TenantBucket
    sealer: Sealer

    def of(self, candidate_id: CandidateId) -> list[Resume]:
        """Return a candidate's résumés, the newest first."""
        rows = self.table.query(self._pk(candidate_id), begins=PREFIX, newest_first=True, limit=MOST_FILES)
        return [self._resume(candidate_id, item) for item in rows]

    def one(self, candidate_id: CandidateId, resume_id: str) -> Resume:
        """Return a résumé. Raises ``NoSuchResume``."""
        item = self.table.get(self._pk(candidate_id), PREFIX + resume_id)
        if item is None:
            raise NoSuchResume(resume_id)
        return self._resume(candidate_id, item)

    def put(self, candidate_id: CandidateId, resume: Resume, *, new: bool) -> Put:
        """Return the write that keeps a résumé's row."""
        item: Item = {
            "PK": self._pk(candidate_id),
            "SK": PREFIX + resume.resume_id,
            "sealed": self.sealer.seal(candidate_id, resume, PURPOSE),
            "state": resume.state,
        }
        return Put(item, Attr("PK").not_exists() if new else Attr("state").eq("awaited"))

    def _resume(self, candidate_id: CandidateId, item: Item) -> Resume:
        return self.sealer.open_as(candidate_id, str(item["sealed"]), Resume, PURPOSE)

    def _pk(self, candidate_id: CandidateId) -> str:
        return self.table.pk(f"CANDIDATE#{candidate_id}")


def resume_key(tenant_id: TenantId, candidate_id: str, resume_id: str, suffix: str) -> str:
    """Return where a résumé lies in the media bucket."""
    return f"resumes/{tenant_id}/{candidate_id}/{resume_id}.{suffix}"


def begin_upload(candidate_id: CandidateId, draft: ResumeDraft, shelf: ResumeShelf, desk: CandidateDesk) -> Upload:
    """Return where to upload a résumé to.

    Raises:
        FileTooLarge, UnknownFileType: it is not taken.
        Conflict: the candidate has as many files as one may have.
        NoSuchCandidate, MergedAway, Shredded: there is nobody to keep it for.
    """
    draft.checked()
    desk.standing(candidate_id)
    if len(shelf.of(candidate_id)) >= MOST_FILES:
        raise Conflict(f"This candidate has {MOST_FILES} files already.", "Go on with those that are there.")
    resume = new_resume(candidate_id, draft, desk.who.user_id, shelf.table.tenant_id, desk)
    shelf.table.transact([shelf.put(candidate_id, resume, new=True)])
    url = shelf.bucket.upload_address(resume.key, resume.content_type, resume.size_bytes, UPLOAD_SECONDS)
    return Upload(resume=resume, url=url)


def new_resume(
    candidate_id: CandidateId, draft: ResumeDraft, by: str, tenant_id: TenantId, desk: CandidateDesk
) -> Resume:
    """Return the row of a file that is to come."""
    resume_id = new_id("res")
    return Resume(
        resume_id=resume_id,
        filename=draft.filename,
        content_type=draft.content_type,
        size_bytes=draft.size_bytes,
        key=resume_key(tenant_id, candidate_id, resume_id, draft.suffix),
        by=by,
        at=desk.clock.now(),
    )


def complete_upload(candidate_id: CandidateId, resume_id: str, shelf: ResumeShelf, desk: CandidateDesk) -> Resume:
    """Take in a file that was uploaded, once it is what it said. The same again changes nothing.

    Raises:
        NoSuchResume, NotUploaded: nothing has arrived.
        FileTooLarge, UnknownFileType: something else has arrived; send the right file to a new address.
    """
    desk.standing(candidate_id)
    resume = shelf.one(candidate_id, resume_id)
    if resume.state == "kept":
        return resume
    checked_bytes(resume, shelf.bucket)
    kept = resume.model_copy(update={"state": "kept"})
    line = desk.timeline.put(candidate_id, desk.line("resume", resume_id))
    entry = desk.entry("manage_candidate", candidate_id, change="resume", resume=resume_id)
    try:
        desk.trail.transact([shelf.put(candidate_id, kept, new=False), line], entry)
    except ConditionFailed:  # completed twice at once
        return shelf.one(candidate_id, resume_id)
    return kept


def checked_bytes(resume: Resume, bucket: TenantBucket) -> None:
    """Look at what arrived. Raises ``NotUploaded``, ``FileTooLarge``, ``UnknownFileType``."""
    head = bucket.head(resume.key)
    if head is None:
        raise NotUploaded
    if head.size_bytes > MOST_BYTES:
        raise FileTooLarge(MOST_BYTES)
    if not is_what_it_says(resume.content_type, bucket.get_bytes(resume.key)):
        raise UnknownFileType


def list_resumes(candidate_id: CandidateId, shelf: ResumeShelf, desk: CandidateDesk) -> list[Resume]:
    """Return a candidate's résumés that are there, the newest first; the audit log says who read the list."""
    candidate_id = desk.followed(candidate_id).candidate_id
    desk.allow("read_candidate", candidate_id)
    desk.trail.record(desk.entry("read_candidate", candidate_id, what="resumes"))
    return [resume for resume in shelf.of(candidate_id) if resume.state == "kept"]


def reading_address(candidate_id: CandidateId, resume_id: str, shelf: ResumeShelf, desk: CandidateDesk) -> str:
    """Return a signed address to read a résumé at, for five minutes; the audit log says who asked for it."""
    candidate_id = desk.followed(candidate_id).candidate_id
    desk.allow("read_candidate", candidate_id)
    resume = shelf.one(candidate_id, resume_id)
    if resume.state != "kept":
        raise NoSuchResume(resume_id)
    desk.trail.record(desk.entry("read_candidate", candidate_id, what="resume", resume=resume_id))
    suffix = resume.key.rpartition(".")[2]
    return shelf.bucket.address(resume.key, READING_SECONDS, f"resume-{resume_id}.{suffix}")
