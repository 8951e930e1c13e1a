"""Hiring history: what applicants scored, and what became of those who were hired. Pure.

A person is a pseudonymous number of the company's own; names, phones and addresses do not come in.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.recruiting.contracts import Name

Score = Annotated[float, Field(ge=0, le=100)]
JobTitle = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
E_MAIL = re.compile(r".+@.+\..+")
ID_CARD = re.compile(r"\d{17}[\dxX]|\d{15}")
MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")


class HistoryRecord(Frozen):
    """One applicant to one job. What nobody wrote down is null, and counts for nothing.

    ``performance`` is on the company's own scale, higher is better. ``promoted`` and ``employed`` are what the table
    says without dates. ``observed_until`` is the day up to which outcomes are known. ``tells_promotion`` and
    ``tells_leaving`` say that the table has such columns: only then is an empty cell a "no".
    """

    person: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    job_title: JobTitle
    hired: bool
    scores: dict[Name, Score] = Field(default_factory=dict)
    hired_on: date | None = None
    performance: float | None = None
    target_reached: bool | None = None
    promoted: bool | None = None
    promoted_on: date | None = None
    employed: bool | None = None
    left_on: date | None = None
    observed_until: date
    tells_promotion: bool = False
    tells_leaving: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.hired_on is not None:
            for name in ("promoted_on", "left_on"):
                day = getattr(self, name)
                if day is not None and day < self.hired_on:
                    raise ValueError(f"{name} is before hired_on")
        return self

    @property
    def job(self) -> str:
        """The job title as it is compared."""
        return job_key(self.job_title)


class HistoryImport(Frozen):
    """One table that was imported whole. ``digest`` is that of what was previewed; ``chunks`` rows hold the records."""

    import_id: str
    filename: str
    digest: str
    records: int
    hired: int
    jobs: dict[str, int]
    """Job title → records."""
    competencies: tuple[Name, ...]
    as_of: date
    chunks: int
    imported_by: str
    imported_at: datetime


def job_key(title: str) -> str:
    """Return a job title as it is compared: width, case and blanks do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).casefold()


def names_a_person(text: str) -> bool:
    """Return whether a "number" is a name, mobile number, identity card or address: that does not come in."""
    plain = unicodedata.normalize("NFKC", text).strip()
    patterns = (E_MAIL, ID_CARD, MOBILE, CHINESE_NAME)
    return any(pattern.fullmatch(re.sub(r"[\s-]", "", plain)) for pattern in patterns)


def newest_of_each(records: list[HistoryRecord]) -> list[HistoryRecord]:
    """Return one record for each person and job: the last one, where imports came one after the other."""
    return list({(record.person, record.job): record for record in records}.values())
