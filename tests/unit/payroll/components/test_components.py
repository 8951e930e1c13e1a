"""A company's components are checked as a whole: formulas, dates, cycles, structures."""

from datetime import date
from itertools import pairwise

import pytest

from shared.payroll.components.checking import holding, problems
from shared.payroll.components.errors import ComponentCycle, ComponentInvalid
from shared.payroll.components.order import Ready, ordered
from shared.payroll.components.standard import standard_components, standard_structure, with_standard
from tests.builders.payroll_months import component


def test_the_standard_components_are_sound() -> None:
    assert problems(standard_components(), (standard_structure(),)) == []


def test_a_component_comes_after_those_that_it_names() -> None:
    chain = [component("top", formula="middle * 2"), component("middle", formula="low + 1"), component("low")]
    order = [one.component.code for one in ordered(chain) if isinstance(one, Ready)]
    assert order == ["low", "middle", "top"]


def test_a_cycle_is_named_in_the_order_of_waiting() -> None:
    circle = [component("a", formula="b"), component("b", formula="c"), component("c", formula="a + 1")]
    with pytest.raises(ComponentCycle) as caught:
        ordered(circle)
    names = caught.value.cycle
    assert names[0] == names[-1]
    assert set(names) == {"a", "b", "c"}
    follows = {"a": "b", "b": "c", "c": "a"}
    assert all(follows[before] == after for before, after in pairwise(names))


def test_a_part_of_the_wage_base_cannot_name_the_sum_of_it() -> None:
    with pytest.raises(ComponentCycle, match="wage_paid"):
        ordered([component("base_salary", wage_base=True, formula="wage_paid * 2")])


def test_an_earning_cannot_name_the_gross_that_it_is_part_of() -> None:
    with pytest.raises(ComponentInvalid, match="gross"):
        ordered([component("extra", formula="gross * 0.1")])


@pytest.mark.parametrize("code", ["grade", "min", "and", "agreed"])
def test_a_code_cannot_be_a_word_of_the_formulas(code: str) -> None:
    with pytest.raises(ComponentInvalid, match="meaning"):
        ordered([component(code)])


def test_every_mistake_is_found_at_once() -> None:
    wrong = [
        component("a", formula="bse_salary * 2"),
        component("base_salary"),
        component("twice", effective_from=date(2026, 1, 1)),
        component("twice", effective_from=date(2026, 1, 1)),
        component("early", effective_from=date(2026, 5, 1), effective_to=date(2026, 4, 1)),
        component("round_one", formula="round_two"),
        component("round_two", formula="round_one"),
    ]
    told = " / ".join(str(error) for error in problems(wrong, (standard_structure(),)))
    for words in ("Did you mean base_salary", "two versions", "ends before", "wait for each other", "standard has it"):
        assert words in told


def test_the_newest_version_that_has_begun_holds() -> None:
    old, new = component("meal"), component("meal", effective_from=date(2026, 7, 1), amount_fen=5)
    assert holding([new, old], date(2026, 6, 30)) == (old,)
    assert holding([old, new], date(2026, 7, 1)) == (new,)


def test_a_component_that_has_ended_holds_no_more() -> None:
    assert holding([component("meal", effective_to=date(2026, 6, 30))], date(2026, 7, 1)) == ()


def test_a_company_replaces_a_standard_component_by_its_code() -> None:
    own = component("base_salary", formula="agreed * 2")
    assert [one for one in with_standard((own,)) if one.code == "base_salary"] == [own]
