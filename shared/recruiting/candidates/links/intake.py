"""What an applicant sends by a public link, and what is kept of it until it is taken in. Pure."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId, PositionId
from shared.recruiting.candidates.links.errors import ConsentNeeded, NoContact
from shared.recruiting.candidates.model import CandidateDraft, Education, Line, PersonName, Profile, Tag, profile_of
from shared.recruiting.candidates.resume import ResumeDraft
from shared.recruiting.contracts import Name

Answer = Annotated[str, StringConstraints(max_length=2000)] | bool | int | float


class GivenConsents(Frozen):
    """What the applicant agreed to, and of which words."""

    version: str = Field(max_length=60)
    privacy: bool
    talent_pool: bool = False


class SentResume(ResumeDraft):
    """The file that was uploaded before, as it was announced."""

    resume_id: str = Field(pattern=r"^res_[0-9A-HJKMNP-TV-Z]{26}$")


class PublicApplication(Frozen):
    """An application. ``form`` is the stamp that came with the page; ``website`` stays empty: only programs fill it in.

    ``answers`` are those to the company's own questions, which the flow's conditions may look at.
    """

    form: str = Field(max_length=80)
    website: str = Field(default="", max_length=200)
    name: PersonName
    phone: str | None = Field(default=None, max_length=40)
    email: str | None = Field(default=None, max_length=260)
    birth_date: date | None = None
    company: Line | None = None
    title: Line | None = None
    education: tuple[Education, ...] = Field(default=(), max_length=10)
    languages: tuple[Tag, ...] = Field(default=(), max_length=10)
    answers: dict[Name, Answer] = Field(default_factory=dict, max_length=30)
    consents: GivenConsents
    resume: SentResume | None = None

    def profile(self, region: str | None, today: date) -> Profile:
        """Return who applies. Raises ``ConsentNeeded``, ``NoContact``, ``BadCandidate``."""
        if not self.consents.privacy:
            raise ConsentNeeded
        if not (self.phone or self.email):
            raise NoContact
        draft = CandidateDraft(
            name=self.name,
            phones=(self.phone,) if self.phone else (),
            emails=(self.email,) if self.email else (),
            birth_date=self.birth_date,
            company=self.company,
            title=self.title,
            education=self.education,
            languages=self.languages,
            source="public_form",
        )
        return profile_of(draft, region, today)


class Intake(Frozen):
    """An application that waits to be taken in. Personal data: it lies sealed."""

    intake_id: str
    link_id: str
    position_id: PositionId
    candidate_id: CandidateId
    profile: Profile
    answers: dict[str, Answer]
    consents: GivenConsents
    resume: SentResume | None
    at: datetime
