"""One amount of a month's contributions, and the salary line that explains it."""

from decimal import Decimal
from typing import Literal, NamedTuple

from shared.kernel.localized import LocalizedText
from shared.kernel.money import rounded
from shared.payroll.contracts import LineBasis, LineKind, PayLine
from shared.payroll.packs.municipal import Bounds, Share
from shared.payroll.packs.pack import Pack
from shared.payroll.packs.version import Side, Version

KINDS: dict[tuple[str, Side], LineKind] = {
    ("insurance", "employee"): "employee_insurance",
    ("insurance", "employer"): "employer_insurance",
    ("fund", "employee"): "employee_fund",
    ("fund", "employer"): "employer_fund",
}


class Part(NamedTuple):
    """What one side pays for one insurance or fund, with everything that it came from. Amounts in fen."""

    name: str
    side: Side
    kind: LineKind
    amount_fen: int
    rule: str
    version: Version
    source: str
    bounds: Bounds
    declared_fen: int
    base_fen: int
    rate: Decimal
    share: Share
    inputs: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        return f"{self.name}_{self.side}"


def amount(base_fen: int, rate: Decimal, share: Share) -> int:
    """Return the rate of the base, rounded as the rule says, and the fixed amount on top."""
    return rounded(base_fen * rate, share.rounding, share.round_to) + share.fixed


def clamped(declared_fen: int, bounds: Bounds) -> int:
    """Return the base after floor and cap."""
    return min(max(declared_fen, bounds.base_min), bounds.base_max)


def note_of(part: Part) -> Literal["under_floor", "over_cap"] | None:
    """Return the key of the note that belongs to a part whose base was adjusted."""
    if part.declared_fen == part.base_fen:
        return None
    return "under_floor" if part.declared_fen < part.base_fen else "over_cap"


def line(part: Part, pack: Pack) -> PayLine:
    """Return the salary line of a part."""
    title, side = pack.titles[part.name], pack.titles[part.side]
    note = note_of(part)
    inputs = dict(part.inputs)
    if not part.version.verified:
        inputs["verified"] = "false"
    return PayLine(
        code=part.code,
        title=LocalizedText(zh=f"{title.zh}（{side.zh}）", en=f"{title.en} ({side.en})"),
        kind=part.kind,
        amount_fen=part.amount_fen,
        taxable=False,
        basis=LineBasis(
            rule=part.rule,
            effective_from=part.version.effective_from,
            source=part.source,
            base_fen=part.base_fen,
            declared_fen=part.declared_fen,
            floor_fen=part.bounds.base_min,
            cap_fen=part.bounds.base_max,
            rate=part.rate,
            fixed_fen=part.share.fixed or None,
            rounding=f"{part.share.rounding} {part.share.round_to}",
            inputs=inputs,
            note=pack.titles[note] if note else None,
        ),
    )
