"""Where the oversight is counted: the only file of the subject that spells table keys. A row a month and person."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from shared.decision.oversight.counting import Added
from shared.kernel.ids import TenantId
from shared.platform.table import TenantTable
from shared.platform.writes import Update

PERSON, COMPETENCY = "USER#", "COMPETENCY#"
KEPT = timedelta(days=3 * 366)
"""How long a month is kept: as long as somebody may contest what was decided in it."""


def counter_writes(
    tenant_id: TenantId, at: datetime, people: Mapping[str, Added], competencies: Mapping[str, Added]
) -> list[Update]:
    """Return the writes that count; they go into the transaction of what is counted."""
    pk = f"TENANT#{tenant_id}#OVERSIGHT#{at:%Y-%m}"
    rows = {f"{PERSON}{name}": added for name, added in people.items()}
    rows |= {f"{COMPETENCY}{name}": added for name, added in competencies.items()}
    end = int((at + KEPT).timestamp())
    return [Update(pk, sk, set={"expires_at": end}, add=added) for sk, added in rows.items() if added]


class OversightStore:
    """One tenant's counters."""

    def __init__(self, table: TenantTable) -> None:
        self._table = table

    def months(self, months: list[str]) -> tuple[dict[str, Added], dict[str, Added]]:
        """Return the sums over ``months`` (``2026-11``) by person and by competency. One query a month."""
        people: dict[str, Counter[str]] = {}
        competencies: dict[str, Counter[str]] = {}
        for month in months:
            for item in self._table.query(self._table.pk(f"OVERSIGHT#{month}")):
                sk = str(item["SK"])
                kind, into = (PERSON, people) if sk.startswith(PERSON) else (COMPETENCY, competencies)
                counters = {name: value for name, value in item.items() if name not in ("PK", "SK", "expires_at")}
                into.setdefault(sk.removeprefix(kind), Counter()).update(counters)
        return {name: dict(sums) for name, sums in people.items()}, {
            name: dict(sums) for name, sums in competencies.items()
        }
