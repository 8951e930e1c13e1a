"""What requirement analysis may learn, as a table that its import reads as it stands: a row an employment.

The columns are called as the fields of recruiting's history are; a score stands under ``score:<competency>``. A person
is a number that leads nowhere without the tenant's key. Only who agreed is in it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from shared.kernel.ids import EmployeeId
from shared.people.employees.facts import OutcomeFacts

COLUMNS = (
    "person",
    "job_title",
    "hired",
    "hired_on",
    "performance",
    "target_reached",
    "promoted_on",
    "left_on",
    "observed_until",
)
LONGEST_JOB = 80
Numbered = Callable[[EmployeeId], str]
"""The number that stands for somebody."""


def history_rows(
    facts: Sequence[OutcomeFacts], competencies: Collection[str], numbered: Numbered, today: date
) -> Iterator[list[str]]:
    """Yield the header and a row for each employment, as of ``today``.

    ``competencies`` are those that the import knows: a score that it could not name is left out. What lies ahead of
    ``today`` has not happened yet.
    """
    scored = sorted({name for each in facts for name in each.scores if name in competencies})
    yield [*COLUMNS, *(f"score:{name}" for name in scored)]
    for each in facts:
        promoted = [day for day in each.promoted_on if day <= today]
        left = each.left_on if each.left_on is not None and each.left_on <= today else None
        review = each.review
        yield [
            numbered(each.employee_id),
            (each.job.read_in("zh"))[:LONGEST_JOB],
            "yes",
            each.hired_on.isoformat(),
            f"{review.value:g}" if review else "",
            _yes_or_no(review.target_reached if review else None),
            _day(promoted[0] if promoted else None),
            _day(left),
            today.isoformat(),
            *(_score(each.scores.get(name)) for name in scored),
        ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_or_no(said: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[said]


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}".rstrip("0").rstrip(".")
