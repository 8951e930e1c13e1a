"""Invents employee-years: from a seed for the many, from hypothesis where a failure should shrink."""

from random import Random

from hypothesis import strategies as st

from shared.payroll.compute.model import EmployeeInput, MonthInput
from shared.payroll.packs.loader import china
from shared.payroll.tax.withholding import TaxStatus

YEAR = 2026
# From when each city of the sample has rules.
BEGINS = {"beijing": 7, "shanghai": 7, "shenzhen": 1, "guangzhou": 1, "hangzhou": 1, "chengdu": 10}
# Where brackets, and what is free of tax, begin and end: half of the months that are invented lie around such places.
EDGES = (0, 5_000, 8_000, 12_000, 17_000, 30_000, 36_000, 41_000, 60_000, 85_000, 144_000, 300_000, 960_000)


def amount(random: Random, at_most: int) -> int:
    """An amount in fen: an edge and up to a fen beside it, or anything, small ones more often."""
    if random.random() < 0.4:
        return max(0, random.choice(EDGES) * 100 + random.choice((-1, 0, 0, 1)))
    return int(at_most * random.random() ** 3)


def invented(random: Random, number: int, with_city: bool) -> EmployeeInput:
    """An employee-year. Most have the whole year; a third the same pay each month."""
    city = random.choice(list(BEGINS)) if with_city else None
    earliest = BEGINS[city] if city else 1
    start = earliest if random.random() < 0.6 else random.randint(earliest, 12)
    count = 13 - start if random.random() < 0.7 else random.randint(1, 13 - start)
    status = TaxStatus(
        start_month=start,
        first_job_in_year=random.random() < 0.25,
        low_income_prior_year=random.random() < 0.15,
    )
    steady = month(random, city) if random.random() < 1 / 3 else None
    months = tuple(steady or month(random, city) for _ in range(count))
    bonus = amount(random, 2_000_000_00) if random.random() < 0.3 else None
    place = china().city(city) if city else None
    return EmployeeInput(str(number), status, months, place, bonus)


def month(random: Random, city: str | None) -> MonthInput:
    gross = amount(random, 400_000_00)
    social = None if city else random.choice((0, gross // 5, gross // 7, 2_000_00))
    special = random.choice((0, 0, 1_000_00, 2_000_00, 5_500_00, random.randint(0, 9_000_00)))
    return MonthInput(gross, social, special, random.choice((0, 0, 0, 1_000_00)))


_fen = st.integers(0, 500_000_00) | st.sampled_from([edge * 100 + beside for edge in EDGES for beside in (0, 1)])
_months = st.builds(
    MonthInput,
    gross_fen=_fen,
    social_fen=st.integers(0, 9_000_00),
    special_fen=st.integers(0, 9_000_00),
    other_fen=st.integers(0, 3_000_00),
)


@st.composite
def employees(draw: st.DrawFn) -> EmployeeInput:
    """The same for hypothesis, without a city."""
    start = draw(st.integers(1, 12))
    months = draw(st.lists(_months, min_size=1, max_size=13 - start))
    status = TaxStatus(
        start_month=start, first_job_in_year=draw(st.booleans()), low_income_prior_year=draw(st.booleans())
    )
    return EmployeeInput("one", status, tuple(months), None, draw(st.none() | _fen))
