"""What somebody who decides sends. Pure."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from shared.decision.outcomes.contracts import DecisionOutcome
from shared.kernel.frozen import Frozen

Words = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(min_length=5, max_length=2000, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Codes = Annotated[tuple[Annotated[str, StringConstraints(max_length=60)], ...], Field(min_length=1, max_length=5)]


class DecisionOrder(Frozen):
    """A decision about one candidate. ``reason_codes``: the main one first.

    ``at_node`` null: where the application is. ``report_revision``: the report that was looked at. ``dissent``: what
    others on the panel hold against it. ``early_reason``: why it is decided before all ratings are in.
    """

    outcome: DecisionOutcome
    reason_codes: Codes
    note: Words = ""
    at_node: Id | None = None
    report_revision: Annotated[int, Field(ge=1)] | None = None
    dissent: Words = ""
    early_reason: Reason | None = None


class CorrectionOrder(DecisionOrder):
    """A decision in place of one that was recorded, and why that one was wrong."""

    correction_reason: Reason


class BulkItem(Frozen):
    """One candidate of many."""

    interview_id: Id
    at_node: Id | None = None
    report_revision: Annotated[int, Field(ge=1)] | None = None


class BulkOrder(Frozen):
    """The same decision about up to a hundred candidates; each becomes a record of its own. ``note`` says why."""

    outcome: DecisionOutcome
    reason_codes: Codes
    note: Annotated[str, StringConstraints(min_length=5, max_length=4000, strip_whitespace=True)]
    items: tuple[BulkItem, ...] = Field(min_length=1, max_length=100)


class ReleaseOrder(Frozen):
    """When the candidate may read the result; null: now."""

    at: AwareDatetime | None = None
