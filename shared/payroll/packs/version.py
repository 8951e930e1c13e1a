"""What every rule of a pack has in common: amounts and rates as texts, days, law, source, and who verified it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from shared.kernel.frozen import Frozen
from shared.kernel.money import yuan

Item = Literal["pension", "medical", "unemployment", "work_injury", "maternity"]
"""五险: 养老、医疗、失业、工伤、生育."""
Side = Literal["employee", "employer"]
Table = Literal["annual", "monthly", "labour"]


def _text(value: object) -> object:
    """Refuse a float: TOML's 0.08 is not 8 percent. Figures stand as texts."""
    if isinstance(value, float):
        raise ValueError("write the figure as a text in quotes: a float is not exact")
    return value


def _yuan(value: object) -> int:
    if isinstance(value, str | int):
        return yuan(value)
    raise ValueError("write the amount as a text in quotes, in yuan")


Yuan = Annotated[int, BeforeValidator(_yuan), Field(ge=0)]
"""Written in yuan, held in fen."""
Rate = Annotated[Decimal, BeforeValidator(_text), Field(ge=0, le=1)]


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Version(Frozen):
    """What every rule says of itself. It holds from ``effective_from`` to ``effective_to``, both days included.

    ``verified``: somebody compared the figures with the published text; false for samples and for what is recalled.
    """

    id: Words
    effective_from: date
    effective_to: date | None = None
    law: str | None = None
    article: str | None = None
    source: Words
    verified: bool
    note: str | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("effective_to lies before effective_from")
        return self

    @property
    def cited(self) -> str:
        """The law with its article, or the source where no law is named."""
        return " ".join(part for part in (self.law, self.article) if part) or self.source
