"""Which column means which field: as the person says, or guessed from the header, and explained."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.platform.tabular.model import words

NOT_IMPORTED = ""
"""The field of a column that is left out on purpose."""


@dataclass(frozen=True)
class Field:
    """Something that a column can mean. ``synonyms`` are headers that people give it, in any language."""

    name: str
    title: LocalizedText
    synonyms: tuple[str, ...] = ()
    required: bool = False


class MappedColumn(Frozen):
    """A column and what it means. ``why`` says how that is known."""

    column: str
    field: str
    why: LocalizedText


class ColumnMap(Frozen):
    """How a table is read. ``left_out`` are columns that mean nothing here, ``missing`` required fields without one."""

    mapped: tuple[MappedColumn, ...]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]

    def column_of(self, field: str) -> str | None:
        """Return the column that means ``field``, or None."""
        return next((one.column for one in self.mapped if one.field == field), None)

    def as_told(self) -> dict[str, str]:
        """Return the mapping as a person would give it: column → field."""
        return {one.column: one.field for one in self.mapped}

    def complete(self, fields: Iterable[Field]) -> "ColumnMap":
        """Return itself. Raises ``Invalid`` where a required field has no column."""
        if self.missing:
            titles = [one.title for one in fields if one.name in self.missing]
            zh, en = ("、".join(t.read_in("zh") for t in titles), ", ".join(t.read_in("en") for t in titles))
            raise Invalid(
                f"No column means: {en}. 缺少以下列：{zh}。",
                "Say which column it is, or add it to the table. 请指定对应的列，或在表格中补充。",
            )
        return self


def mapped(header: Sequence[str], fields: Sequence[Field], told: Mapping[str, str] | None = None) -> ColumnMap:
    """Return what each column means. ``told`` (column → field, ``""``: left out) goes before every guess.

    Raises:
        Invalid: ``told`` names a column or field that is not there, or one field twice.
    """
    told = {_folded_in(header, column): field for column, field in (told or {}).items()}
    _check(told, fields)
    found: dict[str, MappedColumn] = {}
    taken = {field for field in told.values() if field}
    for column, field in told.items():
        if field != NOT_IMPORTED:
            found[column] = MappedColumn(column=column, field=field, why=words("由您指定。", "You said so."))
    for column in header:
        if column in told:
            continue
        guess = _guess(column, [field for field in fields if field.name not in taken])
        if guess is not None:
            taken.add(guess.field)
            found[column] = guess
    return ColumnMap(
        mapped=tuple(found[column] for column in header if column in found),
        left_out=tuple(column for column in header if column not in found),
        missing=tuple(field.name for field in fields if field.required and field.name not in taken),
    )


def _guess(column: str, fields: Sequence[Field]) -> MappedColumn | None:
    """Return the field that ``column`` is called like: the very name first, then one that stands within it."""
    plain = folded(column)
    for field in fields:
        for name in _names(field):
            if plain == folded(name):
                return MappedColumn(
                    column=column, field=field.name, why=words(f"列名即“{name}”。", f"It is called “{name}”.")
                )
    within = [
        (len(spelled), field.name, name)
        for field in fields
        for name in _names(field)
        if len(spelled := folded(name)) >= (2 if _chinese(spelled) else 4) and spelled in plain
    ]
    if not within:
        return None
    longest, field_name, name = max(within)
    if len({other for length, other, _name in within if length == longest}) > 1:
        return None  # two fields have an equal claim: a person must say which
    return MappedColumn(
        column=column, field=field_name, why=words(f"列名中含有“{name}”。", f"Its name contains “{name}”.")
    )


def folded(name: str) -> str:
    """Return a column's name as it is compared: width, case, blanks, units in brackets and signs do not count."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = re.sub(r"[(\[【].*?[)\]】]", "", plain) or plain
    return re.sub(r"[\W_]+", "", plain)


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, *(text for text in (field.title.zh, field.title.en) if text), *field.synonyms)


def _chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _folded_in(header: Sequence[str], column: str) -> str:
    if column in header:
        return column
    same = [name for name in header if folded(name) == folded(column)]
    if len(same) == 1:
        return same[0]
    raise Invalid(
        f"The table has no column {column[:80]!r}; it has {', '.join(header)[:300]}. "
        f"表格中没有“{column[:80]}”列，现有：{'、'.join(header)[:300]}。",
        "Name a column as the header spells it. 请按表头填写列名。",
    )


def _check(told: Mapping[str, str], fields: Sequence[Field]) -> None:
    known = {field.name for field in fields}
    chosen = [field for field in told.values() if field != NOT_IMPORTED]
    if strange := sorted(set(chosen) - known):
        raise Invalid(
            f"There is no field {', '.join(strange)[:200]}; there are {', '.join(sorted(known))[:600]}. "
            f"没有以下字段：{'、'.join(strange)[:200]}。",
            "Choose among those. 请在可用字段中选择。",
        )
    if twice := sorted({field for field in chosen if chosen.count(field) > 1}):
        raise Invalid(
            f"Several columns mean {', '.join(twice)}. 有多列对应同一字段：{'、'.join(twice)}。",
            "Choose one column for each. 每个字段请只选一列。",
        )
