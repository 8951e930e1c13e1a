"""A connection to a finance system. Pure rules.

A secret is never given back: it is sealed with a key of the tenant, or is the ARN of a secret that the company keeps.
"""

import re
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from shared.finance.connectors.settings import KINDS, ConnectorSettings
from shared.kernel.frozen import Frozen
from shared.kernel.ids import TenantId

SecretName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Wanted = Literal["vouchers", "salary_changes"]
MESSENGERS = frozenset({"webhook", "files"})
"""Kinds that can take other messages than vouchers."""


class GivenSecret(Frozen):
    """A secret as somebody enters it: its text, or the ARN of a secret named ``bole/<tenant>/…`` in Secrets Manager."""

    value: SecretStr | None = Field(default=None, min_length=1, max_length=8000)
    arn: Annotated[str, Field(max_length=500)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.value is None) == (self.arn is None):
            raise ValueError("give the secret's value, or the ARN of a secret that holds it")
        return self


class KeptSecret(Frozen):
    """A secret as it is kept."""

    sealed: str | None = None
    arn: str | None = None


class ConnectionDraft(Frozen):
    """What somebody enters. ``books``: account books whose vouchers go there; empty: all.

    Secrets that are left out stay as they are.
    """

    settings: ConnectorSettings
    enabled: bool = True
    books: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=60)], ...], Field(max_length=50)] = ()
    wants: Annotated[tuple[Wanted, ...], Field(min_length=1)] = ("vouchers",)
    secrets: Annotated[dict[SecretName, GivenSecret], Field(max_length=10)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = KINDS[self.settings.kind]
        unknown = sorted(set(self.secrets) - {*kind.secrets, *kind.optional_secrets})
        if unknown:
            raise ValueError(f"{self.settings.kind} has no secret {', '.join(unknown)}")
        if "salary_changes" in self.wants and self.settings.kind not in MESSENGERS:
            raise ValueError("only a webhook and files take salary changes")
        return self


class HeldConnection(Frozen):
    """A connection as it is kept. ``revision`` is its ETag."""

    name: str
    settings: ConnectorSettings
    enabled: bool
    books: tuple[str, ...]
    wants: tuple[Wanted, ...]
    secrets: dict[str, KeptSecret]
    changed_by: str
    changed_at: datetime
    revision: int

    def takes(self, book: str) -> bool:
        """Return whether vouchers of a book go there."""
        return self.enabled and "vouchers" in self.wants and (not self.books or book in self.books)


def own_secret(tenant_id: TenantId, arn: str) -> bool:
    """Return whether an ARN is of a secret that belongs to the tenant by its name: no tenant reads another's."""
    found = re.fullmatch(r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:(.+)", arn)
    return found is not None and found.group(1).startswith(f"bole/{tenant_id}/")
