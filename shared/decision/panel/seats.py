"""Who sits on the panel of an interview, and whose rating is in: what permissions look at."""

from shared.kernel.frozen import Frozen
from shared.kernel.ids import InterviewId
from shared.platform.table import TenantTable

SORT_KEY = "PANEL"


class Seats(Frozen):
    """User ids. ``rated`` are those of ``assigned`` whose own rating is in: until then they are blind."""

    assigned: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()


def seats(table: TenantTable, interview_id: InterviewId) -> Seats:
    """Return who sits on the panel of an interview; nobody where none was called. Raises ``Unavailable``."""
    item = table.get(panel_pk(table, interview_id), SORT_KEY)
    if item is None:
        return Seats()
    return Seats(assigned=frozenset(item.get("assigned", ())), rated=frozenset(item.get("rated", ())))


def panel_pk(table: TenantTable, interview_id: InterviewId) -> str:
    """Return the partition in which a panel and its ratings lie."""
    return table.pk(f"INTERVIEW#{interview_id}")
