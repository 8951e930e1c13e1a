"""An oracle: the year of an employee, written from the text of the laws with fractions, and nothing of the engine.

Every month is reckoned from the beginning of the employment, as 国家税务总局公告2018年第61号 第六条 words it; nothing
is carried from month to month but what was withheld. Amounts in fen.
"""

from collections.abc import Sequence
from fractions import Fraction

# 个人所得税法, 税率表一: over … up to, percent of what is over it. Progressive, without quick deductions.
COMPREHENSIVE = ((0, 3), (36_000, 10), (144_000, 20), (300_000, 25), (420_000, 30), (660_000, 35), (960_000, 45))
# 公告2023年第30号: a twelfth of the bonus, against the table of a month: up to …, percent, quick deduction.
MONTHLY = (
    (3_000, 3, 0),
    (12_000, 10, 210),
    (25_000, 20, 1_410),
    (35_000, 25, 2_660),
    (55_000, 30, 4_410),
    (80_000, 35, 7_160),
    (10**12, 45, 15_160),
)
BASIC = 5_000_00
# What the sample of six cities says, and the national rates: bases in yuan, rates in a thousand.
# floor, cap, fund floor, fund cap, fixed medical of the employee, unemployment of employee and employer, medical of the
# employer, fund.
CITIES = {
    "beijing": (7270, 36348, 2540, 36348, 3, 5, 5, 98, 120),
    "shanghai": (7546, 37731, 2740, 37302, 0, 5, 5, 90, 70),
    "shenzhen": (4775, 27549, 2700, 48471, 0, 2, 8, 60, 120),
    "guangzhou": (5510, 27549, 2680, 41697, 0, 2, 8, 60, 120),
    "hangzhou": (4986, 25299, 2660, 42151, 0, 5, 5, 95, 120),
    "chengdu": (4699, 23493, 2330, 32969, 0, 5, 5, 75, 120),
}


def half_up(exact: Fraction) -> int:
    """四舍五入, of a fraction of a fen that is not negative."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def progressive(taxable: int) -> tuple[int, int]:
    """Each part of the amount at the rate of its own step; and the rate of the highest step that is touched."""
    percents_of_fen, percent = 0, COMPREHENSIVE[0][1]
    for number, (over, rate) in enumerate(COMPREHENSIVE):
        low = over * 100
        if number and taxable <= low:
            break
        high = COMPREHENSIVE[number + 1][0] * 100 if number + 1 < len(COMPREHENSIVE) else taxable
        percents_of_fen += (min(taxable, high) - low) * rate
        percent = rate
    return half_up(Fraction(percents_of_fen, 100)), percent


def withheld_in_year(
    months: Sequence[tuple[int, int, int, int]], start: int = 1, first_job: bool = False, low_income: bool = False
) -> list[tuple[int, int, int]]:
    """``months``: (gross, own insurance and fund, special, other). Returns (taxable, percent, withheld) of each."""
    found: list[tuple[int, int, int]] = []
    for count in range(1, len(months) + 1):
        calendar = start + count - 1
        if low_income:
            basic = 60_000_00
        elif first_job:
            basic = BASIC * calendar
        else:
            basic = BASIC * count
        until = months[:count]
        deducted = sum(social + special + other for _, social, special, other in until)
        taxable = max(sum(month[0] for month in until) - basic - deducted, 0)
        due, percent = progressive(taxable)
        before = sum(earlier[2] for earlier in found)
        found.append((taxable, percent, max(due - before, 0)))
    return found


def bonus(amount: int) -> int:
    """Return the tax on a bonus that is taxed by itself."""
    for up_to, percent, quick in MONTHLY:
        if Fraction(amount, 12) <= up_to * 100:
            return half_up(Fraction(amount * percent, 100) - quick * 100)
    raise AssertionError


def contributions(city: str, gross: int) -> tuple[int, int, int]:
    """Return (own insurance, own fund, employer's insurance and fund) on a gross, in a city of the sample."""
    low, high, fund_low, fund_high, fixed, own_jobless, jobless, medical, fund = CITIES[city]
    base = min(max(gross, low * 100), high * 100)
    fund_base = min(max(gross, fund_low * 100), fund_high * 100)
    own = [half_up(Fraction(base * rate, 1000)) for rate in (80, 20, own_jobless)]
    employer = [half_up(Fraction(base * rate, 1000)) for rate in (160, medical, jobless, 2)]
    saved = half_up(Fraction(fund_base * fund, 1000))
    return sum(own) + fixed * 100, saved, sum(employer) + saved
