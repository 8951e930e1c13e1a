"""Questions are chosen from templates: spread by weight, slotted from the description, never two alike."""

from itertools import combinations

import pytest

from shared.kernel.localized import LocalizedText
from shared.recruiting.questions.drafting.choosing import Chosen, choose
from shared.recruiting.questions.drafting.likeness import Asked
from shared.recruiting.questions.drafting.slotting import fits
from shared.recruiting.questions.drafting.spread import inferred_weights, spread
from shared.recruiting.questions.jd.reading import read_job
from shared.recruiting.questions.templates.catalogue import template, templates
from tests.builders.questions import jd, job_descriptions

EACH = pytest.mark.parametrize("key", sorted(job_descriptions()))


def chosen(key: str, offset: int = 0, count: int = 10, asked: Asked | None = None) -> Chosen:
    job = read_job(jd(key))
    wanted = spread(inferred_weights(job), count)
    return choose(job, wanted, types=("situational",), asked=asked or Asked(), offset=offset)


@EACH
def test_a_job_description_gives_ten_situational_questions_in_both_languages(key: str) -> None:
    questions = chosen(key).questions
    assert len(questions) == 10
    assert {one.type for one in questions} == {"situational"}
    for one in questions:
        assert "{" not in f"{one.text.zh}{one.text.en}"
        assert all((one.text.zh, one.text.en))
        assert len(one.shows) >= 2


@EACH
def test_most_of_them_speak_of_the_job_or_its_line_of_work(key: str) -> None:
    causes = [{reason.cause for reason in one.why if reason.origin != "industry"} for one in chosen(key).questions]
    assert sum(bool(cause) for cause in causes) >= 6


def test_three_of_four_slotted_questions_are_filled_from_the_description() -> None:
    told = [one for key in job_descriptions() for one in chosen(key).questions if template(one.template_id or "").slots]
    filled = [one for one in told if any(reason.origin == "jd" for reason in one.why)]
    assert len(told) >= 0.6 * 10 * len(job_descriptions())
    assert len(filled) >= 0.95 * len(told)


@EACH
def test_no_two_of_them_are_alike(key: str) -> None:
    for one, other in combinations(chosen(key).questions, 2):
        assert not Asked([one.text]).has_like(other.text)


def test_the_same_description_gives_the_same_questions_and_the_next_offset_others() -> None:
    first, again, others = chosen("accountant"), chosen("accountant"), chosen("accountant", offset=1)
    assert first == again
    ids = {one.template_id for one in first.questions} & {one.template_id for one in others.questions}
    assert len(ids) <= 2


def test_what_the_bank_has_is_not_drafted_again() -> None:
    first = chosen("accountant")
    second = chosen("accountant", asked=Asked(one.text for one in first.questions))
    assert not {one.text for one in first.questions} & {one.text for one in second.questions}
    assert len(second.questions) + sum(second.lacking.values()) == 10
    assert len(second.questions) >= 9


def test_no_duty_is_asked_about_in_more_than_two_questions() -> None:
    for key in job_descriptions():
        said = [reason.words for one in chosen(key).questions for reason in one.why if reason.cause == "duty"]
        assert all(said.count(words) <= 2 for words in said), key


def test_questions_fit_the_seniority() -> None:
    for one in chosen("nurse").questions:
        assert template(one.template_id or "").suits_seniority("junior")


def test_nobody_asks_patients_for_a_discount() -> None:
    for offset in range(4):
        texts = " ".join(one.text.en or "" for one in chosen("nurse", offset=offset).questions)
        assert "per cent off" not in texts
        assert "delivery on Friday" not in texts


def test_questions_are_spread_by_weight_and_each_competency_gets_one_where_there_is_room() -> None:
    assert spread({"a": 5, "b": 1, "c": 1}, 10) == {"a": 8, "b": 1, "c": 1}
    assert spread({"a": 5, "b": 1, "c": 3}, 2) == {"a": 1, "c": 1}
    assert spread({"a": 1}, 20) == {"a": 20}


def test_a_manager_of_a_factory_is_asked_by_both_packs() -> None:
    weights = inferred_weights(read_job(jd("operations_director")))
    assert {"leadership", "decision_making", "responsibility"} <= set(weights)
    assert sum(weights.values()) == pytest.approx(1, abs=0.01)


def test_every_slot_of_every_template_says_what_may_stand_in_it() -> None:
    for one in templates():
        for slot in one.slots:
            assert one.id in fits()[slot], one.id
    for slot, rows in fits().items():
        assert all(slot in template(key).slots for key in rows)


def test_templates_are_less_alike_than_the_bound_and_one_template_with_two_duties_is_more() -> None:
    asked = [one.filled() for one in templates()]
    for place, text in enumerate(asked):
        assert not Asked(asked[:place]).has_like(text), templates()[place].id
    duty = template("problem_solving-02")
    one = duty.filled({"duty": LocalizedText(zh="备课", en="lesson preparation")})
    other = duty.filled({"duty": LocalizedText(zh="月度生产排程", en="monthly production scheduling")})
    assert Asked([one]).has_like(other)
