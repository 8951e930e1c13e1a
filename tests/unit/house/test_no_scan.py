"""Nothing that answers a request reads through a table: rows are asked for by key, or by a page of an index."""

import ast
from pathlib import Path

import grimp
import pytest

from shared.platform.table import PlatformTable, Table, TenantTable

ROOT = Path(__file__).parents[3]
READ_BY_KEY_ALONE = ("shared", "functions")
EXCEPTION = ROOT / "shared/platform/whole_tenant.py"
"""A tenant's export and purge, which operators order: its rows lie in partitions that nobody lists. IAM lets nobody
else scan (``tests/infrastructure/tenancy/test_tenant_isolation.py``)."""
OPERATORS = {f"functions.tenancy.{name}" for name in ("create_tenant", "export_tenant", "purge_tenant")}
"""Called by operators alone, by name; no route and no event leads to them."""
THROUGH_EVERYTHING = {"scan", "Scan", "execute_statement", "batch_execute_statement", "execute_transaction"}
"""Calls that read through a table, and PartiQL, which does so where its WHERE names no key."""


def calls(path: Path) -> set[str]:
    """Names of what a file calls or asks for by name: ``x.scan(…)``, ``get_paginator("scan")``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_no_file_but_the_operators_scans_a_table() -> None:
    files = [path for folder in READ_BY_KEY_ALONE for path in (ROOT / folder).rglob("*.py")]
    scanning = {path for path in files if calls(path) & THROUGH_EVERYTHING}
    assert scanning == {EXCEPTION}


def test_only_functions_that_operators_call_reach_the_file_that_scans() -> None:
    graph = grimp.build_graph("shared", "functions", cache_dir=None)
    reaching = graph.find_downstream_modules("shared.platform.whole_tenant")
    assert {name for name in reaching if name.startswith("functions.")} <= OPERATORS


@pytest.mark.parametrize("table", [Table, TenantTable, PlatformTable])
def test_the_table_that_everybody_reads_has_no_scan(table: type[Table]) -> None:
    assert [name for name in dir(table) if "scan" in name.lower()] == []
