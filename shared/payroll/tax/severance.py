"""Compensation for the end of employment (一次性补偿收入): 财税〔2018〕164号 五（一）."""

from shared.payroll.contracts import Period
from shared.payroll.packs.loader import china
from shared.payroll.packs.pack import Pack
from shared.payroll.packs.timeline import first_day
from shared.payroll.tax.alone import TaxAlone, tax_alone
from shared.payroll.tax.errors import NoAverageWage

MONTHS = 12


def tax_severance(
    amount_fen: int,
    period: Period,
    *,
    average_year_fen: int | None = None,
    city: str | None = None,
    pack: Pack | None = None,
) -> TaxAlone:
    """Return the tax: what is over three times the local average wage of last year, by the table of the year, alone.

    ``average_year_fen``: that average wage, of a year; null takes it from the rules of ``city``. Raises
    ``NoAverageWage`` where neither has it, ``NoRulesForPeriod``, ``UnknownCity``.
    """
    pack = pack or china()
    rules = pack.severance.at(period)
    average = _average(period, city, pack) if average_year_fen is None else average_year_fen
    exempt = min(amount_fen, rules.average_multiple * average)
    table = pack.table(rules.table, period)
    return tax_alone(amount_fen, rules, table, "The compensation", exempt_fen=max(0, exempt))


def _average(period: Period, city: str | None, pack: Pack) -> int:
    found = pack.city(city).average_wage.find(first_day(period)) if city is not None else None
    if found is None:
        raise NoAverageWage
    return MONTHS * found.month
