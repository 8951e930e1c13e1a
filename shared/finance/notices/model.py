"""A notice on its way to a connection. Pure.

It is told at least once, under one id, which a receiver knows it by when it comes again; those of one employee are told
in the order in which they happened.
"""

from datetime import datetime
from typing import Literal

from shared.finance.vouchers.model import Posting
from shared.kernel.frozen import Frozen

NoticeKind = Literal["payroll.salary_changed"]


class Notice(Frozen):
    """One message to one connection. ``body`` is the published event as JSON. ``revision`` grows with each change."""

    notice_id: str
    kind: NoticeKind
    connector: str
    order: str
    position: str
    body: str
    posting: Posting = Posting()
    made_at: datetime
    revision: int = 1

    def with_posting(self, **changed: object) -> "Notice":
        """Return the next revision, with how far it has come."""
        return self.model_copy(
            update={"posting": self.posting.model_copy(update=changed), "revision": self.revision + 1}
        )
