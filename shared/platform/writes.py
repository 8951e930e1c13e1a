"""What can be written to the table, as values: so that a use case's changes travel together in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from boto3.dynamodb.conditions import Attr as Attr
from boto3.dynamodb.conditions import ConditionBase as ConditionBase

Item = dict[str, Any]
"""A row: ``PK``, ``SK`` and attributes. Numbers come back as int or float; sets stay sets."""


@dataclass(frozen=True)
class Put:
    """Write a whole item. ``condition`` is of ``boto3.dynamodb.conditions.Attr``."""

    item: Item
    condition: ConditionBase | None = None

    @property
    def keys(self) -> tuple[str, str]:
        return str(self.item["PK"]), str(self.item["SK"])


@dataclass(frozen=True)
class Update:
    """Change attributes of one item. ``add`` adds to numbers and to sets, ``take`` takes from sets.

    ``default`` sets an attribute only where it is absent.
    """

    pk: str
    sk: str
    set: Mapping[str, Any] = field(default_factory=dict)
    default: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, Any] = field(default_factory=dict)
    take: Mapping[str, Any] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    condition: ConditionBase | None = None

    @property
    def keys(self) -> tuple[str, str]:
        return self.pk, self.sk


@dataclass(frozen=True)
class Delete:
    """Take an item away."""

    pk: str
    sk: str
    condition: ConditionBase | None = None

    @property
    def keys(self) -> tuple[str, str]:
        return self.pk, self.sk


@dataclass(frozen=True)
class Check:
    """Change nothing, but let the transaction pass only where ``condition`` holds."""

    pk: str
    sk: str
    condition: ConditionBase

    @property
    def keys(self) -> tuple[str, str]:
        return self.pk, self.sk


Write = Put | Update | Delete | Check
