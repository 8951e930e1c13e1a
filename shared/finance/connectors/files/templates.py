"""Templates of files, as data: which columns, and what stands in them."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, Field

from shared.finance.connectors.errors import AuxiliaryMissing, NotConfigured
from shared.finance.contracts import Voucher, VoucherLine
from shared.kernel.frozen import Frozen
from shared.kernel.localized import LocalizedText
from shared.kernel.money import written

_HERE = Path(__file__).parent
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula when a text begins with it."""


class Column(Frozen):
    """A column: what stands in it (``source``, in the file ``from``), or always the same ``value``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: str
    source: str = Field(default="", alias="from")
    value: str = ""
    text: bool = False


class Template(Frozen):
    """A template. ``auxiliary_kinds`` are those that it has a column for."""

    title: LocalizedText
    encoding: str
    auxiliary_kinds: frozenset[str]
    columns: tuple[Column, ...] = Field(alias="column", min_length=1)


@cache
def template(name: str) -> Template:
    """Return a template. Raises ``NotConfigured`` where there is none of that name."""
    path = _HERE / f"{name}.toml"
    if name not in names():
        raise NotConfigured("files", f"there is no template {name}, only {', '.join(names())}")
    return Template.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def names() -> list[str]:
    """Return the names of the templates."""
    return sorted(path.stem for path in _HERE.glob("*.toml"))


def rows(voucher: Voucher, template: Template) -> list[list[str]]:
    """Return the head and a row a line. Raises ``AuxiliaryMissing`` where a line has what no column is for."""
    used = {kind for line in voucher.lines for kind in line.auxiliary}
    if missing := used - template.auxiliary_kinds:
        raise AuxiliaryMissing("files", f"the template has no column for {', '.join(sorted(missing))}")
    head = [column.title for column in template.columns]
    return [head, *([_cell(voucher, line, column) for column in template.columns] for line in voucher.lines)]


def _cell(voucher: Voucher, line: VoucherLine, column: Column) -> str:
    found = column.value or _value(voucher, line, column.source)
    return f"'{found}" if column.text and found.startswith(FORMULA) else found


def _value(voucher: Voucher, line: VoucherLine, source: str) -> str:
    if source.startswith("line.auxiliary."):
        return line.auxiliary.get(source.removeprefix("line.auxiliary."), "")
    year, month = voucher.period.split("-")
    known = {
        "voucher_id": voucher.voucher_id,
        "book": voucher.book,
        "period": voucher.period,
        "year": year,
        "month": str(int(month)),
        "voucher_date": voucher.voucher_date.isoformat(),
        "kind": voucher.kind,
        "currency": voucher.currency,
        "line.number": str(line.number),
        "line.summary": line.summary,
        "line.account": line.account,
        "line.debit": written(line.debit_fen) if line.debit_fen else "",
        "line.credit": written(line.credit_fen) if line.credit_fen else "",
        "line.amount": written(line.debit_fen or line.credit_fen),
    }
    return known[source]
