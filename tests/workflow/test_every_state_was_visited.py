"""Runs last (pytest goes by file name): what no test above went through would be an untested promise."""

from tests.workflow.conftest import World
from tests.workflow.interviews import VISITED
from tests.workflow.machines import states_of

WRITES_FAILURES_DOWN = {"RecordRefusal", "RecordPrepareFailure", "RecordFailure", "RecordInterviewFailure"}


def test_the_tests_above_went_through_every_state(world: World) -> None:
    states = {name for definition in world.definitions.values() for name in states_of(definition)}
    assert states - VISITED == set()


def test_every_task_of_both_machines_catches_everything(world: World) -> None:
    """Inside a Parallel the surrounding state catches; whatever writes failures down has nobody behind it."""
    uncaught = [
        name
        for definition in world.definitions.values()
        for name, state in definition["States"].items()
        if state["Type"] in ("Task", "Parallel")
        and name not in WRITES_FAILURES_DOWN
        and "States.ALL" not in [error for catch in state.get("Catch", []) for error in catch["ErrorEquals"]]
    ]
    assert uncaught == []


def test_no_state_uses_what_the_local_cloud_ignores(world: World) -> None:
    ignored = {"Assign", "ItemBatcher", "ResultWriter", "HeartbeatSeconds", "HeartbeatSecondsPath", "QueryLanguage"}
    found = {
        name: ignored & state.keys()
        for definition in world.definitions.values()
        for name, state in states_of(definition).items()
    }
    assert {name: keys for name, keys in found.items() if keys} == {}
