"""An employee's file: who somebody is, what their application left, and how the employment stands. Pure rules."""

from datetime import date, datetime
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from shared.kernel.documents import DocumentRef
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId, CandidateId, EmployeeId, OfferId, PositionId, UserId
from shared.kernel.localized import LocalizedText

EmployeeStatus = Literal["preboarding", "active", "left", "withdrawn"]
"""``preboarding``: an offer was accepted, the first day is to come. ``withdrawn``: it never came."""
STATUSES: tuple[EmployeeStatus, ...] = get_args(EmployeeStatus)
SCORES = "competency_scores"
"""The purpose of training and development from the scores of an interview."""
ANALYSIS = "requirement_analysis"
"""The purpose of comparing scores with what became of people."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
StaffNumber = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$")]
"""工号: how the company numbers its staff."""


class EmergencyContact(Frozen):
    """Whom to call."""

    name: Short
    relation: Short | None = None
    phone: Short


class PersonalData(Frozen):
    """What is known of a person; it leaves the process sealed with the employee's own key.

    ``id_number`` is the number of the identity document that ``id_kind`` names (居民身份证 in China, by default).
    """

    name: Short
    other_names: tuple[Short, ...] = Field(default=(), max_length=10)
    birth_date: date | None = None
    sex: Literal["female", "male", "other"] | None = None
    id_kind: Literal["resident_id", "passport", "hk_macao_permit", "taiwan_permit", "other"] | None = None
    id_number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=40)] | None = None
    phones: tuple[Short, ...] = Field(default=(), max_length=10)
    emails: tuple[Short, ...] = Field(default=(), max_length=10)
    address: Line | None = None
    emergency: EmergencyContact | None = None
    education: tuple[Line, ...] = Field(default=(), max_length=20)


class KnownCompetency(Frozen):
    """What the interview's report says of a competency, 0–100; null where nothing could be scored."""

    competency: str
    title: LocalizedText
    score: float | None
    low: float | None = None
    high: float | None = None


class AssessmentSummary(Frozen):
    """What is carried over of the assessment: figures and where the report lies, no recording and no words."""

    report: DocumentRef
    overall: float | None
    competencies: tuple[KnownCompetency, ...]
    built_at: datetime


class CarriedConsent(Frozen):
    """What becomes of a consent of the application in the employment, where the purpose is another one.

    ``ends``: it covered the application alone. ``asked_anew``: the law wants the employee asked before it goes on.
    ``not_needed``: the employment contract and the law carry it.
    """

    purpose: str
    becomes: Literal["ends", "asked_anew", "not_needed"]
    why: LocalizedText
    source: str
    answer: Literal["given", "refused"] | None = None
    answered_at: datetime | None = None


class CarriedDocument(Frozen):
    """A document of the application that is part of the file: the letter, its acceptance, the résumé."""

    kind: Literal["offer_letter", "acceptance", "accepted_offer", "resume", "report", "other"]
    document: DocumentRef


class ReviewFigures(Frozen):
    """What the newest performance review came to. ``value`` is the rating's place on the company's scale, 0–100."""

    review_id: str
    until: date
    rating: str
    value: float = Field(ge=0, le=100)
    target_reached: bool | None = None


class Employee(Frozen):
    """An employee as far as no name is concerned. Each change makes the next ``revision``, the ETag.

    ``terms`` is the number of the newest ``people/employment_terms``; ``manager`` the user who leads them;
    ``hired_as`` the title that they began with.
    """

    employee_id: EmployeeId
    status: EmployeeStatus = "preboarding"
    staff_number: StaffNumber | None = None
    candidate_id: CandidateId | None = None
    application_id: ApplicationId | None = None
    position_id: PositionId | None = None
    offer_id: OfferId | None = None
    offer: DocumentRef | None = None
    title: LocalizedText
    hired_as: LocalizedText | None = None
    department: str
    grade: str
    manager: UserId | None = None
    start_date: date
    probation_until: date | None = None
    last_day: date | None = None
    left_because: str | None = None
    promoted_on: tuple[date, ...] = ()
    review: ReviewFigures | None = None
    assessment: AssessmentSummary | None = None
    consents: tuple[CarriedConsent, ...] = ()
    documents: tuple[CarriedDocument, ...] = ()
    terms: int = Field(default=0, ge=0)
    created_by: str
    created_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    revision: int = Field(default=1, ge=1)

    @property
    def employed(self) -> bool:
        """Whether the employment has begun, or is about to."""
        return self.status in ("preboarding", "active")

    def agreed(self, purpose: str) -> bool:
        """Return whether data may be used for a purpose: the law needs no consent, or the employee gave it.

        A purpose that the file does not know, that ended or that nobody has answered yet, is no yes.
        """
        asked = next((each for each in self.consents if each.purpose == purpose), None)
        if asked is None or asked.becomes == "ends":
            return False
        return asked.becomes == "not_needed" or asked.answer == "given"

    def without_application(self) -> "Employee":
        """Return the file as it is seen once the application was erased: scores stay only for what was agreed to."""
        kept = self.assessment if self.agreed(SCORES) or self.agreed(ANALYSIS) else None
        there = tuple(each for each in self.documents if each.kind not in ("report", "resume"))
        return self.model_copy(update={"assessment": kept, "documents": there})

    def with_(self, **changed: object) -> "Employee":
        """Return the next revision."""
        return self.model_copy(update={**changed, "revision": self.revision + 1})
