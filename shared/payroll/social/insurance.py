"""Social insurance of one month: every insurance of the city, both sides."""

from collections.abc import Iterator
from decimal import Decimal

from shared.payroll.packs.municipal import InsuranceItem, Share, SocialVersion
from shared.payroll.packs.pack import City, Pack
from shared.payroll.packs.version import Side
from shared.payroll.social.declared import Declared
from shared.payroll.social.errors import BaseOutOfBounds, NoSuchClass
from shared.payroll.social.parts import KINDS, Part, amount, clamped


def insurance_parts(city: City, period: str, declared: Declared, pack: Pack) -> Iterator[Part]:
    """Yield what both sides pay; nothing where no base is declared."""
    if declared.social_base_fen is None:
        return
    version = city.social.at(period)
    for item in version.items:
        if item.item in declared.without:
            continue
        if item.employee is not None:
            yield _part(item, "employee", item.employee, version, declared, declared.social_base_fen, period, pack)
        if item.employer is not None:
            yield _part(item, "employer", item.employer, version, declared, declared.social_base_fen, period, pack)


def _part(
    item: InsuranceItem,
    side: Side,
    share: Share,
    version: SocialVersion,
    declared: Declared,
    declared_fen: int,
    period: str,
    pack: Pack,
) -> Part:
    bounds = item.bounds or version
    rule = f"{version.id}.{item.item}"
    base = clamped(declared_fen, bounds)
    if base != declared_fen and not declared.clamp:
        raise BaseOutOfBounds(rule, declared_fen, bounds.base_min, bounds.base_max)
    inputs: tuple[tuple[str, str], ...] = ()
    rate = share.rate
    if item.item == "work_injury" and declared.injury_rate is not None:
        rate, inputs = declared.injury_rate, (("injury_rate", "of the employer's notice"),)
    elif rate is None:
        number = declared.injury_class or version.injury_class
        rate, inputs = _rate_of_class(number, period, pack), (("injury_class", str(number)),)
    return Part(
        name=item.item,
        side=side,
        kind=KINDS["insurance", side],
        amount_fen=amount(base, rate, share),
        rule=rule,
        version=version,
        source=item.source or version.cited,
        bounds=bounds,
        declared_fen=declared_fen,
        base_fen=base,
        rate=rate,
        share=share,
        inputs=inputs,
    )


def _rate_of_class(number: int, period: str, pack: Pack) -> Decimal:
    table = pack.injury.at(period)
    if number > len(table.rates):
        raise NoSuchClass(table.id, number, len(table.rates))
    return table.rates[number - 1]
