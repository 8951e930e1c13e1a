"""By which values a candidate is found. Pure; the store turns each into a digest that says nothing.

A name is found by its beginning without any name in the index: of each spelling the digests of a few beginnings are
kept (``LENGTHS``). Who looks for ``wangxia`` asks for the longest kept beginning of it, ``wangxi``, and of the people
found there those are shown whose opened names begin with ``wangxia``.
"""

from typing import Literal, NamedTuple

from shared.recruiting.candidates import names
from shared.recruiting.candidates.contacts import mailbox
from shared.recruiting.candidates.model import Profile, scripts_of

Kind = Literal["phone", "mailbox", "born_as", "local", "birth", "letters", "tag", "name"]
CONTACTS: frozenset[str] = frozenset({"phone", "mailbox", "born_as"})
"""Kinds of which a value has few people: one row holds them all, so that a file's values are looked up together."""
LENGTHS = (2, 4, 6)
"""Characters of a name's beginnings in Latin letters."""
HANZI_LENGTHS = (1, 2, 3, 4)
SHORTEST_LOCAL = 6
"""Characters of a mail address before the @ from which on the same at another provider is worth a look."""


class Entry(NamedTuple):
    """Something to find somebody by."""

    kind: Kind
    value: str


def entries_of(profile: Profile) -> tuple[Entry, ...]:
    """Return everything that a candidate is found by, each once."""
    found = [*identifying(profile), *_blocks(profile), *(Entry("tag", tag.casefold()) for tag in profile.tags)]
    for form in profile.forms():
        found += [Entry("name", beginning) for beginning in _beginnings(form)]
    return tuple(dict.fromkeys(found))


def identifying(profile: Profile) -> tuple[Entry, ...]:
    """Return what hardly two people share: phones, mailboxes, a name with its birth date."""
    found = [Entry("phone", phone) for phone in profile.phones]
    found += [Entry("mailbox", mailbox(email)) for email in profile.emails]
    if profile.birth_date:
        born = profile.birth_date.isoformat()
        found += [Entry("born_as", f"{names.letters(form)}|{born}") for form in profile.forms()]
    return tuple(dict.fromkeys(found))


def _blocks(profile: Profile) -> list[Entry]:
    """Return what people who may be the same have in common, besides what identifies."""
    found = [Entry("letters", names.letters(form)) for form in profile.forms()]
    if profile.birth_date:
        found.append(Entry("birth", profile.birth_date.isoformat()))
    locals_ = (mailbox(email).partition("@")[0] for email in profile.emails)
    found += [Entry("local", local) for local in locals_ if len(local) >= SHORTEST_LOCAL]
    return found


def blocks(profile: Profile) -> tuple[Entry, ...]:
    """Return by what duplicates are looked for."""
    return tuple(dict.fromkeys([*identifying(profile), *_blocks(profile)]))


def _beginnings(form: str) -> list[str]:
    found: list[str] = []
    characters = names.hanzi(form)
    if characters:
        given = characters[len(names.surname_of(characters)) :]
        found += [characters[:length] for length in HANZI_LENGTHS if len(characters) >= length]
        found += [given] if given else []
        found += [names.initials(form)[:length] for length in LENGTHS]
    for spelled in _latin_orders(form):
        found += [spelled[:length] for length in LENGTHS if len(spelled) >= length] or [spelled]
    return found


def _latin_orders(form: str) -> tuple[str, ...]:
    """Return the name in Latin letters, beginning with each of its words (a Chinese one: whole, and the given name)."""
    parts = names.syllables(form)
    if names.hanzi(form):
        family = len(names.surname_of(names.hanzi(form)))
        return tuple(dict.fromkeys(spelled for spelled in ("".join(parts), "".join(parts[family:])) if spelled))
    return tuple(dict.fromkeys("".join(parts[start:]) + "".join(parts[:start]) for start in range(len(parts))))


def sought(text: str) -> Entry | None:
    """Return the kept beginning that leads to people whose name begins with ``text``, None where it says nothing."""
    form = next(iter(scripts_of(text)), "")
    if characters := names.hanzi(form):
        return Entry("name", characters[: HANZI_LENGTHS[-1]])
    spelled = names.latin(form)
    fitting = [length for length in LENGTHS if length <= len(spelled)]
    return Entry("name", spelled[: fitting[-1]] if fitting else spelled) if spelled else None


def begins_so(profile: Profile, text: str) -> bool:
    """Return whether one of the names begins with ``text``, in Hanzi, pinyin, initials or Latin letters."""
    form = next(iter(scripts_of(text)), "")
    characters, spelled = names.hanzi(form), names.latin(form)
    for own in profile.forms():
        if characters:
            whole = names.hanzi(own)
            given = whole[len(names.surname_of(whole)) :]
            if whole.startswith(characters) or given == characters:
                return True
        elif any(order.startswith(spelled) for order in _latin_orders(own)) or names.initials(own).startswith(spelled):
            return True
    return False
