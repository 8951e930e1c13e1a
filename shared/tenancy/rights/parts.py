"""What each stage hands to an archive: a part a stage, as JSON in the bucket until the archive is made of them."""

from typing import Any

from pydantic import Field

from shared.kernel.frozen import Frozen
from shared.tenancy.rights.model import Stage


class Section(Frozen):
    """Things of one kind. ``schema_name`` is the published contract or model that each has the form of."""

    name: str
    schema_name: str
    items: list[Any]


class FileOf(Frozen):
    """A file of the person: where it lies, and what it is called in the archive."""

    key: str
    name: str


class StagePart(Frozen):
    """What one stage has of a person."""

    stage: Stage
    sections: tuple[Section, ...]
    files: tuple[FileOf, ...] = ()


class PartMade(Frozen):
    """Where a stage's part lies."""

    stage: Stage
    key: str
    sections: int
    files: int
    done: bool = Field(default=True)
