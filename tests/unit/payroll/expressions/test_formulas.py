"""What formulas give, exactly; what they refuse, in words with the place; and that they reach nothing else."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.payroll.expressions.errors import ExpressionError, ExpressionFailed
from shared.payroll.expressions.expression import condition, exact, formula
from shared.payroll.expressions.rounding import in_fen, whole
from shared.payroll.expressions.tree import ValueType

TYPES: dict[str, ValueType] = {
    "base_salary": "number",
    "sales": "number",
    "grade": "text",
    "on_probation": "boolean",
}
FIGURES = exact({"base_salary": 10_000, "sales": Decimal("1234.56"), "grade": "P6", "on_probation": False})


def value(text: str) -> Fraction:
    return formula(text, TYPES).number(FIGURES)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("-2 * -3", "6"),
        ("2 - -2", "4"),
        ("8 / 4 / 2", "1"),
        ("base_salary * 0.1", "1000"),
        ("min(base_salary, 5, 7)", "5"),
        ("max(1, sales)", "1234.56"),
        ("abs(3 - 5)", "2"),
        ("round(sales, half_up, yuan)", "1235"),
        ("round(sales, down, jiao)", "1234.5"),
        ("round(-0.005, half_up, fen)", "-0.01"),
        ("if(on_probation, 1, 2)", "2"),
        ('if(grade = "P6" and not on_probation, 500, 0)', "500"),
        ("if(one_of(grade, 'P5', 'P7'), 1, 0)", "0"),
        ("if(sales >= 1000 and sales < 2000 or on_probation, 1, 0)", "1"),
        ("min（base_salary，5）×２".replace("２", "2"), "10"),
    ],
)
def test_a_formula_is_worth_what_it_says(text: str, result: str) -> None:
    assert value(text) == Fraction(result)


def test_a_third_loses_nothing() -> None:
    assert value("base_salary / 3 * 3") == 10_000
    assert value("base_salary / 21.75 / 8 * 21.75 * 8") == 10_000


def test_the_branch_that_does_not_hold_is_not_reckoned() -> None:
    assert value("if(base_salary > 0, 1, 1 / 0)") == 1


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("base_salry * 2", 1, "Did you mean base_salary"),
        ("2 * roun(1)", 5, "Did you mean round"),
        ("round(1, halfup, fen)", 10, "Did you mean half_up"),
        ("base_salary * 10%", 17, "0.15 for 15 percent"),
        ("base_salary +", 14, "ends too early"),
        ("1 < 2 < 3", 7, "a < b and b < c"),
        ("(1 + 2", 7, "ends too early"),
        ("1 2", 3, "cannot stand here"),
        ("grade + 1", 1, "must be a number"),
        ("on_probation", 1, "must be a number"),
        ("if(1, 2, 3)", 4, "must be a condition"),
        ('if(on_probation, 1, "x")', 21, "must be a number"),
        ("min(1)", 1, "min(a, b, …)"),
        ('grade = "P6', 9, "Close the text"),
        ("", 1, "empty"),
        ("base.salary", 5, "names have no points"),
        ("2 ^ 3", 3, "no powers"),
        ("if", 1, "It is a function"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, position: int, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        formula(text, TYPES)
    assert caught.value.position == position
    assert said in str(caught.value)


def test_dividing_by_zero_is_told_in_words() -> None:
    with pytest.raises(ExpressionFailed, match="divides by zero"):
        value("base_salary / (sales - sales)")


@pytest.mark.parametrize(
    "text", ["1 + " * 249 + "1", "(" * 30 + "1" + ")" * 30, "-" * 40 + "1", "1" * 501, "9" * 19, "1+" * 150 + "1"]
)
def test_too_long_or_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        formula(text, TYPES)


def test_the_longest_product_cannot_run_away() -> None:
    huge = "*".join(["9" * 18] * 24)
    with pytest.raises(ExpressionFailed, match="trillion"):
        value(huge)


@pytest.mark.parametrize(
    "text", ["__import__('os')", "base_salary.real", "lambda: 1", "[1]", "{}", "open('x')", "exec('1')", "sales := 1"]
)
def test_nothing_of_the_language_that_runs_it_can_be_reached(text: str) -> None:
    with pytest.raises(ExpressionError):
        formula(text, TYPES)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    try:
        formula(text, TYPES).number(FIGURES)
    except (ExpressionError, ExpressionFailed) as error:
        assert error.problem  # noqa: PT017
        assert error.remedy  # noqa: PT017


NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2).map(lambda number: f"{number:f}")
OPERATORS = st.sampled_from(["+", "-", "*", "/"])


@st.composite
def sums(draw: st.DrawFn) -> str:
    parts = [draw(NUMBERS)]
    for _ in range(draw(st.integers(1, 6))):
        parts += [draw(OPERATORS), draw(NUMBERS)]
        if draw(st.booleans()):
            parts = ["(", *parts, ")"]
    return " ".join(parts)


@given(sums())
def test_arithmetic_is_that_of_fractions(text: str) -> None:
    spelled = " ".join(f"F('{part}')" if part[0].isdigit() else part for part in text.split())
    try:
        expected = eval(spelled, {"__builtins__": {}, "F": Fraction})
    except ZeroDivisionError:
        with pytest.raises(ExpressionFailed):
            value(text)
        return
    if abs(expected) <= 10**12:
        assert value(text) == expected


def test_a_condition_is_no_amount() -> None:
    assert condition("base_salary > 5", TYPES).holds(FIGURES)
    with pytest.raises(ExpressionError, match="A condition must be"):
        condition("base_salary", TYPES)


@given(
    st.fractions(min_value=-(10**6), max_value=10**6),
    st.sampled_from(["half_up", "half_even", "up", "down", "ceiling"]),
)
def test_fractions_are_rounded_as_decimals_are(value: Fraction, mode: str) -> None:
    from shared.kernel.money import rounded

    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) == value:  # else the decimal was rounded already
        assert whole(value, mode) == rounded(decimal, mode)  # type: ignore[arg-type]


def test_rounding_to_jiao_and_yuan() -> None:
    assert in_fen(Fraction("12.349"), "up", "jiao") == 1240
    assert in_fen(Fraction("12.5"), "half_up", "yuan") == 1300
    assert in_fen(Fraction("-12.5"), "half_up", "yuan") == -1300
