"""The base of every value object and contract: immutable, and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value. An unknown field is an error, so a misspelt name never passes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Published(BaseModel):
    """A contract that other stages read. Unknown fields pass: a newer writer may say more."""

    model_config = ConfigDict(frozen=True, extra="ignore")
