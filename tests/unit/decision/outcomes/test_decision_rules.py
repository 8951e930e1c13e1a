"""Reasons, overrides, what is waited for, and where a candidate stands, by themselves."""

import pytest

from shared.decision.contracts import Outcome
from shared.decision.outcomes.contracts import OUTCOMES, DecisionOutcome
from shared.decision.outcomes.model import awaited_without_panel, followed
from shared.decision.outcomes.norms import cohort_of, standings
from shared.decision.outcomes.reasons import decision_reasons, must_fit
from shared.kernel.errors import Invalid
from shared.recruiting.applications.reasons import reject_reasons

UNLAWFUL = ("年龄", "婚", "育", "性别", "民族", "age", "marri", "pregnan", "sex", "ethnic", "religio", "disab")


@pytest.mark.parametrize(
    ("outcome", "proposal", "expected"),
    [
        ("advance", "pass", True),
        ("reject", "fail", True),
        ("reject", "pass", False),
        ("advance", "fail", False),
        ("hold", "pass", None),
        ("advance", "review", None),
        ("reject", None, None),
    ],
)
def test_an_override_is_to_decide_against_a_proposal(
    outcome: DecisionOutcome, proposal: Outcome | None, expected: bool | None
) -> None:
    assert followed(outcome, proposal) is expected


@pytest.mark.parametrize(
    ("kind", "report", "awaited"),
    [("human_interview", True, 1), ("ai_interview", True, 0), ("ai_interview", False, 1), (None, False, 1)],
)
def test_somebody_must_have_looked_where_a_persons_interview_is_due_or_no_machine_has(
    kind: str | None, report: bool, awaited: int
) -> None:
    assert awaited_without_panel(kind, report) == awaited


def test_the_reasons_to_reject_are_recruitings_own_list() -> None:
    own = {code for code, reason in decision_reasons().items() if reason.outcome == "reject"}
    assert own == set(reject_reasons())


@pytest.mark.parametrize("code", decision_reasons())
def test_every_reason_is_worded_in_both_languages_and_names_nothing_unlawful(code: str) -> None:
    title = decision_reasons()[code].title
    assert title.zh
    assert title.en
    assert not [word for word in UNLAWFUL if word in f"{title.zh} {title.en}".lower().replace("language", "")]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_reasons(outcome: DecisionOutcome) -> None:
    assert [reason for reason in decision_reasons().values() if reason.outcome == outcome]


def test_a_reason_that_rests_on_something_says_on_what() -> None:
    with pytest.raises(Invalid, match="skills_below_requirement"):
        must_fit("reject", ["skills_below_requirement"], "")
    must_fit("reject", ["position_filled"], "")


def test_a_cohort_is_the_same_on_any_day_and_another_for_another_rubric() -> None:
    monday, tuesday = "acme · pos_1 · 2026-11.2 · 2026-11-23", "acme · pos_1 · 2026-11.2 · 2026-11-24"
    assert cohort_of(monday) == cohort_of(tuesday)
    assert cohort_of(monday) != cohort_of("acme · pos_1 · 2026-11.3 · 2026-11-23")


def test_of_a_hundred_a_score_above_eighty_stands_above_eighty_percent() -> None:
    others = [{"communication": 20.0 + 65 * place / 80} for place in range(80)]
    others += [{"communication": 90.0}] * 20
    [found] = standings({"communication": 85.0}, others)
    assert (found.score, found.above, found.n) == (85, 80.0, 100)


def test_among_twenty_nine_there_is_no_comparison() -> None:
    [found] = standings({"communication": 85.0}, [{"communication": 50.0}] * 29)
    assert (found.above, found.n) == (None, 29)
