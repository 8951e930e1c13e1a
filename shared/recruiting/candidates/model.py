"""Who a candidate is. Pure rules; what a person wrote becomes one spelling here, and faults are named by field."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import CandidateId
from shared.recruiting.applications.contracts import Source
from shared.recruiting.candidates.contacts import NotReachable, mail_address, phone_number
from shared.recruiting.candidates.names import is_hanzi

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
OLDEST, YOUNGEST = 100, 14
"""Years of age outside of which a birth date is a slip of the pen."""


class PersonName(Frozen):
    """A name as one text, or as family and given name; one of the two must be there."""

    full: Short | None = None
    family: Short | None = None
    given: Short | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.full or self.family or self.given):
            raise ValueError("give the full name, or family and given name 请填写姓名")
        return self

    def shown(self) -> str:
        """Return the name as it is written: Chinese names family first without a blank, others given name first."""
        if self.full:
            return self.full
        family, given = self.family or "", self.given or ""
        return family + given if _chinese(family + given) else f"{given} {family}".strip()

    def forms(self) -> tuple[str, ...]:
        """Return the spellings to compare: a name in two scripts (``Lin Yi 林一``) is two of them."""
        both = [self.shown()]
        if self.family and self.given:
            both.append(f"{self.family} {self.given}" if not _chinese(self.family + self.given) else "")
        return tuple(dict.fromkeys(form for name in both for form in scripts_of(name)))


def scripts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a name in Chinese characters and in other letters, apart."""
    chinese = "".join(letter for letter in name if is_hanzi(letter))
    others = "".join(letter for letter in name if not is_hanzi(letter) and (letter.isalnum() or letter in " -'’.·"))
    parts = [part.strip() for part in (chinese, others)]
    return tuple(part for part in parts if any(letter.isalnum() for letter in part))


class Education(Frozen):
    """A school that somebody went to."""

    school: Short
    degree: Short | None = None
    subject: Short | None = None
    until: int | None = Field(default=None, ge=1930, le=2100)
    """The year."""


class TalentPoolConsent(Frozen):
    """That a person agreed to be kept for later openings; ``text_version`` names the words they agreed to."""

    given_at: datetime
    until: datetime | None = None
    text_version: str = Field(min_length=1, max_length=60)
    evidence: str | None = Field(default=None, max_length=500)
    """Where the consent can be seen, where it was not given here."""


class Known(Frozen):
    """What a profile and its draft have in common."""

    name: PersonName
    variants: tuple[Short, ...] = Field(default=(), max_length=10)
    """Other names: in another script, an English name, a name before marriage."""
    birth_date: date | None = None
    company: Line | None = None
    title: Line | None = None
    education: tuple[Education, ...] = Field(default=(), max_length=20)
    languages: tuple[Tag, ...] = Field(default=(), max_length=20)
    tags: tuple[Tag, ...] = Field(default=(), max_length=40)
    source: Source = "added"
    source_detail: Line | None = None
    """Which site, fair, agency, or who recommended them."""
    talent_pool: TalentPoolConsent | None = None


class CandidateDraft(Known):
    """A candidate as staff, a file or the person write it. Phones without country code are of the tenant's country."""

    phones: tuple[Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)], ...] = Field(
        default=(), max_length=10
    )
    emails: tuple[Annotated[str, StringConstraints(strip_whitespace=True, max_length=260)], ...] = Field(
        default=(), max_length=10
    )


class Profile(Known):
    """What is known of a person. Personal data: it leaves the process sealed. Phones in E.164, domains in ASCII."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def forms(self) -> tuple[str, ...]:
        """Return every spelling of the name, the name itself first."""
        others = (form for variant in self.variants for form in scripts_of(variant))
        return tuple(dict.fromkeys([*self.name.forms(), *others]))


class CandidateRecord(Frozen):
    """A candidate with their state. ``revision`` is the ETag.

    ``merged_into`` names who this record became; ``absorbed`` those that were merged into it: the same person, so that
    who exports or erases this one does it with those, too.
    """

    candidate_id: CandidateId
    profile: Profile
    revision: int = 1
    created_at: datetime
    created_by: str
    merged_into: CandidateId | None = None
    absorbed: tuple[CandidateId, ...] = ()
    found_by: tuple[str, ...] = ()
    """The index entries that lead here, as they were written."""


class Fault(Frozen):
    """What cannot be used in a draft, by field."""

    field: str
    en: str
    zh: str

    @property
    def problem(self) -> str:
        """The fault in both languages."""
        return f"{self.en} {self.zh}"


class BadCandidate(Invalid):
    """The draft cannot be a candidate; every fault is named."""

    code = "bad_candidate"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            "; ".join(f"{fault.field}: {fault.problem}" for fault in faults),
            "Correct these fields and send it again. 请更正后重新提交。",
        )
        self.faults = faults


def profile_of(draft: CandidateDraft, region: str | None, today: date) -> Profile:
    """Return the profile that a draft means. ``region``: whose phone numbers need no country code.

    Raises:
        BadCandidate: with every field at fault.
    """
    faults = list(faults_of(draft, today))
    phones = _each(draft.phones, "phones", lambda text: phone_number(text, region), faults)
    emails = _each(draft.emails, "emails", mail_address, faults)
    if faults:
        raise BadCandidate(tuple(faults))
    kept: dict[str, Any] = {name: getattr(draft, name) for name in Known.model_fields}
    kept |= {"tags": tuple(dict.fromkeys(draft.tags)), "variants": tuple(dict.fromkeys(draft.variants))}
    return Profile(**kept, phones=phones, emails=emails)


def faults_of(draft: Known, today: date) -> tuple[Fault, ...]:
    """Return what cannot be true of anybody who applies today."""
    if draft.birth_date and not OLDEST >= (today - draft.birth_date).days / 365.25 >= YOUNGEST:
        said = "Nobody of that age applies: check the year."
        return (Fault(field="birth_date", en=said, zh="年龄不合常理，请核对出生年份。"),)
    return ()


def _each(texts: tuple[str, ...], field: str, read: Any, faults: list[Fault]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        try:
            found[read(text)] = None
        except NotReachable as error:
            faults.append(Fault(field=field, en=error.en, zh=error.zh))
    return tuple(found)


def _chinese(text: str) -> bool:
    return any(is_hanzi(letter) for letter in text)
