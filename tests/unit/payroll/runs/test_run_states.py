"""A run allows in each state what comes next, and nothing else; what was approved never changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.errors import BoleError
from shared.kernel.ids import RunId
from shared.payroll.runs import model
from shared.payroll.runs.errors import ApproverIsPreparer, ReversalIsWhole, RunLocked, WrongState
from shared.payroll.runs.model import LOCKED, MAY, Act, Run, RunState

AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
ACTS: dict[Act, Callable[[Run], Run]] = {
    "calculate": lambda run: model.calculating(run, "pam", AT),
    "fail": lambda run: model.failed(run, "system:x", AT, "Unavailable"),
    "exclude": lambda run: model.excluded(run, "pam", reckoned=False),
    "review": lambda run: model.reviewed(run, "pam", AT, ""),
    "approve": lambda run: model.approved(run, "paul", AT, 1, ""),
    "pay": lambda run: model.paid(run, "fiona", AT, date(2026, 10, 10)),
    "post": lambda run: model.posted(run, "system:x", AT),
    "cancel": lambda run: model.cancelled(run, "pam", AT, ""),
}
BECOMES: dict[Act, set[RunState]] = {
    "calculate": {"calculating"},
    "fail": {"failed"},
    "exclude": {"draft", "calculated"},
    "review": {"reviewed"},
    "approve": {"approved"},
    "pay": {"paid"},
    "post": {"posted"},
    "cancel": {"cancelled"},
}
STATES: tuple[RunState, ...] = get_args(RunState)


def run(state: RunState = "draft", **changed: object) -> Run:
    """A run in a state."""
    values: dict[str, object] = {
        "run_id": RunId("run_1"),
        "kind": "regular",
        "period": "2026-09",
        "state": state,
        "created_at": AT,
        "created_by": "pam",
        "prepared_by": ("pam",),
        "calculation": 0 if state == "draft" else 1,
        **changed,
    }
    return Run.model_validate(values)


@pytest.mark.parametrize(("act", "state"), [pair for pair in product(ACTS, STATES) if pair[1] in MAY[pair[0]]])
def test_what_comes_next_is_allowed_and_makes_another_revision(act: Act, state: RunState) -> None:
    after = ACTS[act](run(state))
    assert after.state in BECOMES[act]
    assert after.revision == 2
    assert [step.act for step in after.steps] == ([] if act == "exclude" else [act])


@pytest.mark.parametrize(("act", "state"), [pair for pair in product(ACTS, STATES) if pair[1] not in MAY[pair[0]]])
def test_everything_else_is_forbidden(act: Act, state: RunState) -> None:
    with pytest.raises(WrongState) as refused:
        ACTS[act](run(state))
    assert refused.value.members["state"] == state


@pytest.mark.parametrize(
    ("act", "state"), list(product(("calculate", "exclude", "review", "approve", "cancel"), sorted(LOCKED)))
)
def test_after_the_approval_the_refusal_says_to_reverse_it(act: Act, state: RunState) -> None:
    with pytest.raises(RunLocked) as refused:
        ACTS[act](run(state))
    assert (refused.value.code, refused.value.status) == ("run_locked", 409)
    assert "Reverse" in refused.value.remedy


def test_only_what_was_approved_is_reversed() -> None:
    allowed = []
    for state in STATES:
        try:
            run(state).must_allow("reverse")
        except WrongState:
            continue
        allowed.append(state)
    assert set(allowed) == LOCKED


@pytest.mark.parametrize("user", ["pam", "peter"])
def test_nobody_who_prepared_it_approves_it(user: str) -> None:
    with pytest.raises(ApproverIsPreparer):
        model.approved(run("reviewed", prepared_by=("pam", "peter")), user, AT, 1, "")


def test_whoever_calculates_or_excludes_has_prepared_it() -> None:
    made = model.calculating(run(), "peter", AT)
    assert made.prepared_by == ("pam", "peter")
    assert model.excluded(run("calculated"), "peter", reckoned=True).prepared_by[-1] == "peter"


def test_a_calculation_that_was_cut_short_keeps_its_number_and_another_one_gets_the_next() -> None:
    first = model.calculating(run(), "pam", AT)
    again = model.calculating(model.failed(first, "system:x", AT, "Unavailable"), "pam", AT)
    assert (first.calculation, again.calculation) == (1, 1)
    assert model.calculating(run("calculated"), "pam", AT).calculation == 2


def test_a_new_calculation_forgets_what_the_last_one_found() -> None:
    after = model.calculating(run("reviewed", faults=3, left_out=2, flagged=4, reviewed_by="pam"), "pam", AT)
    assert (after.faults, after.left_out, after.flagged, after.reviewed_by, after.totals) == (0, 0, 0, None, None)


@pytest.mark.parametrize(
    ("state", "reckoned", "becomes"),
    [
        ("calculated", False, "calculated"),
        ("reviewed", False, "calculated"),
        ("calculated", True, "draft"),
        ("reviewed", True, "draft"),
        ("draft", False, "draft"),
        ("failed", False, "draft"),
    ],
)
def test_to_exclude_somebody_with_a_slip_asks_for_a_new_calculation(
    state: RunState, reckoned: bool, becomes: RunState
) -> None:
    assert model.excluded(run(state), "pam", reckoned=reckoned).state == becomes


def test_nobody_is_excluded_from_a_reversal() -> None:
    with pytest.raises(ReversalIsWhole):
        model.excluded(run("calculated", kind="reversal"), "pam", reckoned=False)


USERS = ("pam", "peter", "paul")


@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(USERS)), max_size=25))
def test_whatever_is_tried_the_approver_prepared_nothing_and_what_was_approved_stays(
    tried: list[tuple[Act, str]],
) -> None:
    now = run()
    for act, user in tried:
        before = now
        try:
            now = _by(user, act, now)
        except BoleError:
            now = before
        if now.approved_by is not None:
            assert now.approved_by not in now.prepared_by
        if before.state in LOCKED:
            kept = ("calculation", "ground", "totals", "index", "approved_by", "sequence", "prepared_by")
            assert [getattr(now, name) for name in kept] == [getattr(before, name) for name in kept]
            assert now.state in LOCKED
        assert now.revision == before.revision + (now is not before)


def _by(user: str, act: Act, now: Run) -> Run:
    """Do ``act`` as ``user``; a calculation that is asked for also ends."""
    if act == "calculate":
        begun = model.calculating(now, user, AT)
        return begun.model_copy(update={"state": "calculated", "revision": now.revision + 1})
    if act == "exclude":
        return model.excluded(now, user, reckoned=False)
    return model.approved(now, user, AT, 1, "") if act == "approve" else ACTS[act](now)
