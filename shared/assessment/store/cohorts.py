"""Cohorts: the overall scores against which an interview is ranked, frozen under a name a day."""

from datetime import datetime, timedelta

from shared.assessment.store.keys import FROZEN, MEMBER, cohort_pk
from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId, PositionId
from shared.platform.table import ConditionFailed, TenantTable
from shared.platform.writes import Attr

LARGEST = 4000
"""Members of a frozen cohort, the newest: as many as fit a row with room to spare."""

KEPT = timedelta(days=400)
"""How long a member or a frozen cohort is kept: a round of hiring repeats after a year, and a month is to spare. A
score is about a person and must not lie here for ever; how long its interview is kept is not known here."""


class Cohort(Frozen):
    """A frozen cohort: ``overall`` scores (0–100) by interview. It never changes under its ``name``."""

    name: str
    members: dict[InterviewId, float]

    def without(self, interview_id: InterviewId) -> list[float]:
        """Return the scores of the others: nobody is compared with themselves."""
        return [score for member, score in self.members.items() if member != interview_id]


class Cohorts:
    """The cohorts of one tenant. Both methods raise ``Unavailable`` where the table did not answer."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def join(
        self, position_id: PositionId, rubric_version: str, interview_id: InterviewId, overall: float, now: datetime
    ) -> None:
        """Enter an interview's score. A redone interview overwrites its own."""
        pk = cohort_pk(self._table.tenant_id, position_id, rubric_version)
        row = {"PK": pk, "SK": f"{MEMBER}{interview_id}", "overall": overall, "at": now.isoformat()}
        self._table.put({**row, "expires_at": _end(now)})

    def frozen(
        self, position_id: PositionId, rubric_version: str, now: datetime, known_as: tuple[str, str] | None = None
    ) -> Cohort:
        """Return the cohort as it is frozen for the day of ``now`` (UTC); the first one who asks freezes it.

        Its name says tenant, position, rubric version and day; ``known_as`` is how people call the position and the
        rubrics, and stands in the name before the identifiers, which alone make it the only one of its name.
        """
        pk = cohort_pk(self._table.tenant_id, position_id, rubric_version)
        sk = f"{FROZEN}{now:%Y-%m-%d}"
        row = self._table.get(pk, sk)
        if row is None:
            members = {
                member["SK"].removeprefix(MEMBER): member["overall"]
                for member in self._table.query(pk, begins=MEMBER, newest_first=True, limit=LARGEST)
            }
            position, rubrics = (f"{called} " for called in known_as) if known_as else ("", "")
            name = f"{self._table.tenant_id} · {position}{position_id} · {rubrics}{rubric_version} · {now:%Y-%m-%d}"
            row = {"PK": pk, "SK": sk, "name": name, "members": members, "expires_at": _end(now)}
            try:
                self._table.put(row, Attr("PK").not_exists())
            except ConditionFailed:
                return self.frozen(position_id, rubric_version, now, known_as)
        return Cohort(name=row["name"], members=row["members"])


def _end(now: datetime) -> int:
    """Return when a row of ``now`` is deleted, in epoch seconds."""
    return int((now + KEPT).timestamp())
