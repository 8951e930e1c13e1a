"""Fifty statements: balanced, in two languages, shown in an order of one's own."""

import re
from collections import Counter

from shared.interview.personality.inventory import FACTORS, inventory
from shared.interview.personality.model import order_of

CLINICAL = re.compile(
    r"depress|anxi|disorder|panic|therap|illness|suicid|抑郁|焦虑|障碍|恐慌|治疗|疾病|自杀", re.IGNORECASE
)


def test_each_factor_has_ten_statements_and_half_of_them_point_the_other_way() -> None:
    counted = Counter((item.factor, item.reversed) for item in inventory().items)
    assert counted == {(factor, direction): 5 for factor in FACTORS for direction in (True, False)}


def test_every_statement_is_written_in_both_languages_and_only_once() -> None:
    for language in ("zh", "en"):
        texts = [item.text.model_dump()[language] for item in inventory().items]
        assert all(texts)
        assert len(set(texts)) == 50


def test_no_statement_is_about_illness() -> None:
    assert [item.item_id for item in inventory().items if CLINICAL.search(f"{item.text.zh}{item.text.en}")] == []


def test_statements_are_simple() -> None:
    for item in inventory().items:
        assert len((item.text.en or "").split()) <= 18, item.item_id
        assert len(item.text.zh or "") <= 32, item.item_id


def test_pairs_that_say_the_opposite_are_keyed_apart_and_those_alike_together() -> None:
    known = {item.item_id: item for item in inventory().items}
    for first, second in inventory().opposites:
        assert known[first].factor == known[second].factor
        assert known[first].reversed is not known[second].reversed
    for first, second in inventory().alike:
        assert (known[first].factor, known[first].reversed) == (known[second].factor, known[second].reversed)


def test_agreeing_with_a_reversed_statement_counts_for_the_other_end() -> None:
    plain, turned = inventory().item("e01"), inventory().item("e06")
    assert plain is not None
    assert turned is not None
    assert (plain.keyed(5), turned.keyed(5), turned.keyed(3)) == (5, 1, 3)


def test_a_candidates_order_is_the_same_on_every_device_and_another_ones_differs() -> None:
    one, again, other = (order_of(subject, inventory()) for subject in ("app_1", "app_1", "app_2"))
    assert one == again
    assert sorted(one) == sorted(other)
    assert one != other


def test_no_place_in_the_order_belongs_to_one_factor() -> None:
    factors = {item.item_id: item.factor for item in inventory().items}
    first = Counter(factors[order_of(f"app_{number}", inventory())[0]] for number in range(500))
    assert all(60 <= first[factor] <= 140 for factor in FACTORS)
