"""What becomes of two records that are one person, and what an undo gives back. Pure."""

from collections.abc import Collection
from typing import Any, Literal, get_args

from shared.kernel.frozen import Frozen
from shared.recruiting.candidates.model import Known, Profile

Choice = Literal["name", "birth_date", "company", "title", "source", "source_detail", "talent_pool"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
"""Fields of which one record's value is kept; what a list holds is kept of both."""
JOINED: dict[str, int] = {"phones": 10, "emails": 10, "variants": 10, "education": 20, "languages": 20, "tags": 40}
"""Fields that are joined, and how many they hold at most, as ``Known`` has it."""


class MergeDraft(Frozen):
    """Which record is absorbed, and of which fields its values are taken in place of the survivor's."""

    absorb: str
    take: tuple[Choice, ...] = ()


def merged(survivor: Profile, absorbed: Profile, take: Collection[str]) -> Profile:
    """Return the survivor's profile after the merge: lists joined, fields as chosen, gaps filled from the other."""
    changed: dict[str, Any] = {}
    for field in (str(choice) for choice in CHOICES):
        mine, theirs = getattr(survivor, field), getattr(absorbed, field)
        changed[field] = theirs if theirs is not None and (field in take or mine is None) else mine
    for field, most in JOINED.items():
        changed[field] = tuple(dict.fromkeys((*getattr(survivor, field), *getattr(absorbed, field))))[:most]
    shown = changed["name"].shown()
    others = (name for name in (survivor.name.shown(), absorbed.name.shown()) if name != shown)
    changed["variants"] = tuple(dict.fromkeys((*others, *changed["variants"])))[: JOINED["variants"]]
    return survivor.model_copy(update=changed)


def parted(now: Profile, before: Profile, after: Profile) -> Profile:
    """Return the survivor's profile after an undo: as it was ``before``, save for what was edited since.

    ``after`` is what the merge made of it; a field that differs from that was edited by somebody, and stays.
    """
    fields = [*Known.model_fields, "phones", "emails"]
    untouched = {field: getattr(before, field) for field in fields if getattr(now, field) == getattr(after, field)}
    return now.model_copy(update=untouched)
