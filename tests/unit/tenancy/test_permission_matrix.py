"""Every cell of role × action × situation is as people wrote it down in ``matrix.toml``."""

import tomllib
from pathlib import Path

import cedarpy
import pytest

from local.commands.permissions import WHERE
from local.permissions import SITUATIONS, cells, document
from shared.kernel.ids import TenantId
from shared.platform.authorization import Resource, permits, policy_text, schema_text
from shared.platform.identity import ROLES, Caller
from shared.tenancy.actions import ACTIONS

MATRIX: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
CELLS = [(role, action) for role in MATRIX for action in ACTIONS]


def test_the_table_has_every_role_every_action_and_every_situation() -> None:
    assert set(MATRIX) == {*ROLES, "none"}
    for role, rows in MATRIX.items():
        assert list(rows) == list(ACTIONS), role
        assert {len(row.replace(" ", "")) for row in rows.values()} == {len(SITUATIONS)}, role


@pytest.mark.parametrize("role", MATRIX)
def test_every_cell_of_the_role_is_as_written(role: str) -> None:
    assert cells(role) == MATRIX[role]


def test_nobody_does_anything_in_another_tenant() -> None:
    assert {row.split()[-1] for rows in MATRIX.values() for row in rows.values()} == {"..."}


def test_an_auditor_changes_nothing() -> None:
    changing = [action for action in ACTIONS if not action.startswith("read_")]
    assert {MATRIX["auditor"][action] for action in changing} == {"... ... ... ..."}


def test_who_has_every_role_at_once_is_still_blind_on_a_panel_and_still_confined_to_the_tenant() -> None:
    who = Caller(
        tenant_id=TenantId("acme"), user_id="me", groups=frozenset(ROLES), departments=frozenset({"Production"})
    )
    unrated = Resource(department="Production", assigned=frozenset({"me"}))
    assert not permits(who, "read_report", unrated)
    assert not permits(who, "decide", unrated)
    for action in ACTIONS:
        assert not permits(who, action, Resource(tenant_id=TenantId("globex"), department="Production"))


def test_the_policies_agree_with_their_schema() -> None:
    found = cedarpy.validate_policies(policy_text(), schema_text())
    assert found.validation_passed, [str(error) for error in found.errors]


def test_schema_and_code_know_the_same_actions() -> None:
    lines = [line for line in schema_text().splitlines() if line.startswith("action ") and "appliesTo" in line]
    named = {line.split()[1] for line in lines}
    assert named == set(ACTIONS)


def test_every_read_is_in_the_group_that_auditors_have() -> None:
    reading = {line.split()[1] for line in schema_text().splitlines() if "read]" in line}
    assert reading == {action for action in ACTIONS if action.startswith("read_")}


def test_the_printed_document_is_current() -> None:
    assert WHERE.read_text(encoding="utf-8") == document(), "Print it again: bole permissions --write"
